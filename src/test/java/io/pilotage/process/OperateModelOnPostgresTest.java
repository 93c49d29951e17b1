package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class OperateModelOnPostgresTest extends OperateModelTest {}
