package io.pilotage.dataset;

import io.pilotage.OnPostgres;

@OnPostgres
class AuditWorkOnPostgresTest extends AuditWorkTest {}
