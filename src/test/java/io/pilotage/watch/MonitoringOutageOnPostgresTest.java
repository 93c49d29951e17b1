package io.pilotage.watch;

import io.pilotage.OnPostgres;

@OnPostgres
class MonitoringOutageOnPostgresTest extends MonitoringOutageTest {}
