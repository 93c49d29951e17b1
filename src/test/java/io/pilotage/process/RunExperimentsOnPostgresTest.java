package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class RunExperimentsOnPostgresTest extends RunExperimentsTest {}
