package io.pilotage.process;

import io.pilotage.OnPostgres;

/** The same triggers on PostgreSQL. */
@OnPostgres
class WatchTriggersOnPostgresTest extends WatchTriggersTest {}
