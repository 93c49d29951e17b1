package io.pilotage.watch;

import io.pilotage.OnPostgres;

@OnPostgres
class OneLookAtATimeOnPostgresTest extends OneLookAtATimeTest {}
