package io.pilotage.board;

import io.pilotage.OnPostgres;

@OnPostgres
class EvidencePageOnPostgresTest extends EvidencePageTest {}
