package io.pilotage.monitoring;

import io.pilotage.OnPostgres;

@OnPostgres
class AgreementsOnPostgresTest extends AgreementsTest {}
