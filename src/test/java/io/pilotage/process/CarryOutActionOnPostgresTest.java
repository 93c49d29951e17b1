package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class CarryOutActionOnPostgresTest extends CarryOutActionTest {}
