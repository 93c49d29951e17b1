package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class FalseReportsOnPostgresTest extends FalseReportsTest {}
