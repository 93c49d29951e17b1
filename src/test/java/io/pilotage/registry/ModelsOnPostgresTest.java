package io.pilotage.registry;

import io.pilotage.OnPostgres;

@OnPostgres
class ModelsOnPostgresTest extends ModelsTest {}
