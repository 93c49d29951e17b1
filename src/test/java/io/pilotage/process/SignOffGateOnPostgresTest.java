package io.pilotage.process;

import io.pilotage.OnPostgres;

@OnPostgres
class SignOffGateOnPostgresTest extends SignOffGateTest {}
