package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class PrepareDataOnPostgresTest extends PrepareDataTest {}
