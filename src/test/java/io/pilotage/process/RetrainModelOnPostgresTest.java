package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class RetrainModelOnPostgresTest extends RetrainModelTest {}
