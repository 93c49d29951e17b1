package io.pilotage.monitoring;

import io.pilotage.OnPostgres;

@OnPostgres
class FloodOnPostgresTest extends FloodTest {}
