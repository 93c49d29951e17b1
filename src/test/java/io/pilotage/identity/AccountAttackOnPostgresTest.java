package io.pilotage.identity;

import io.pilotage.OnPostgres;

@OnPostgres
class AccountAttackOnPostgresTest extends AccountAttackTest {}
