package io.pilotage.registry;

import io.pilotage.OnPostgres;

@OnPostgres
class MirrorOnPostgresTest extends MirrorTest {}
