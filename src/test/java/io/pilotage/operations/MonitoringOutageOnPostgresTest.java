package io.pilotage.operations;

import io.pilotage.OnPostgres;

@OnPostgres
class MonitoringOutageOnPostgresTest extends MonitoringOutageTest {}
