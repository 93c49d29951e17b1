package io.pilotage.rollout;

import io.pilotage.OnPostgres;

@OnPostgres
class StoredVerdictsOnPostgresTest extends StoredVerdictsTest {}
