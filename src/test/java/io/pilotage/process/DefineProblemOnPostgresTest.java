package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class DefineProblemOnPostgresTest extends DefineProblemTest {}
