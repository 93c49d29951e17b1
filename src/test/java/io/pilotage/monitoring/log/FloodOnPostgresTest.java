package io.pilotage.monitoring.log;

import io.pilotage.OnPostgres;

@OnPostgres
class FloodOnPostgresTest extends FloodTest {}
