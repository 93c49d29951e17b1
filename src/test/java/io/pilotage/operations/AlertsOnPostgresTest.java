package io.pilotage.operations;

import io.pilotage.OnPostgres;

@OnPostgres
class AlertsOnPostgresTest extends AlertsTest {}
