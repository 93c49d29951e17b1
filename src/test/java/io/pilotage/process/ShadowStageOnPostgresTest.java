package io.pilotage.process;

import io.pilotage.OnPostgres;

/** The same walks on PostgreSQL. */
@OnPostgres
class ShadowStageOnPostgresTest extends ShadowStageTest {}
