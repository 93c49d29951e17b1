package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class AiLifecycleOnPostgresTest extends AiLifecycleTest {}
