package io.pilotage.board;

import io.pilotage.OnPostgres;

@OnPostgres
class PortfolioApiOnPostgresTest extends PortfolioApiTest {}
