package io.pilotage.watch;

import io.pilotage.OnPostgres;

@OnPostgres
class AlertsOnPostgresTest extends AlertsTest {}
