package io.pilotage.standstill;

import io.pilotage.OnPostgres;

@OnPostgres
class StandstillOnPostgresTest extends StandstillTest {}
