package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class HandleIncidentOnPostgresTest extends HandleIncidentTest {}
