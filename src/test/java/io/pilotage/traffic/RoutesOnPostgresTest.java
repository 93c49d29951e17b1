package io.pilotage.traffic;

import io.pilotage.OnPostgres;

@OnPostgres
class RoutesOnPostgresTest extends RoutesTest {}
