package io.pilotage.experiment;

import io.pilotage.OnPostgres;

@OnPostgres
class MlflowImportOnPostgresTest extends MlflowImportTest {}
