package io.pilotage.registry;

import io.pilotage.OnPostgres;

@OnPostgres
class UnapprovedVersionOnPostgresTest extends UnapprovedVersionTest {}
