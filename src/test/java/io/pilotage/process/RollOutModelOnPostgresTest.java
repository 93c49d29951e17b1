package io.pilotage.process;

import io.pilotage.OnPostgres;

/** The same walks on PostgreSQL. */
@OnPostgres
class RollOutModelOnPostgresTest extends RollOutModelTest {}
