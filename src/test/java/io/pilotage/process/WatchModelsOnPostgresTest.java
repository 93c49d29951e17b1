package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class WatchModelsOnPostgresTest extends WatchModelsTest {}
