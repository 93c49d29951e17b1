package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class WeeklySyncOnPostgresTest extends WeeklySyncTest {}
