package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class ProductionizeModelOnPostgresTest extends ProductionizeModelTest {}
