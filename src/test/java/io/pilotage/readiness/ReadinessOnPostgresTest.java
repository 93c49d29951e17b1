package io.pilotage.readiness;

import io.pilotage.OnPostgres;

@OnPostgres
class ReadinessOnPostgresTest extends ReadinessTest {}
