package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class ProveConceptOnPostgresTest extends ProveConceptTest {}
