package io.pilotage.value;

import io.pilotage.OnPostgres;

@OnPostgres
class ActualsApiOnPostgresTest extends ActualsApiTest {}
