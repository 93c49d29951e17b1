package io.pilotage.value;

import io.pilotage.OnPostgres;

@OnPostgres
class TwoPeopleOneContractOnPostgresTest extends TwoPeopleOneContractTest {}
