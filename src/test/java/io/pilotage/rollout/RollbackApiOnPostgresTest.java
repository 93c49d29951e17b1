package io.pilotage.rollout;

import io.pilotage.OnPostgres;

@OnPostgres
class RollbackApiOnPostgresTest extends RollbackApiTest {}
