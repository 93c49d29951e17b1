package io.pilotage.charter;

import com.zaxxer.hikari.HikariDataSource;
import io.pilotage.OnPostgres;

@OnPostgres
class OldCharterOnPostgresTest extends OldCharterTest {

  @Override
  void connect(HikariDataSource pool) {
    OnPostgres.Server.connectToEmptyDatabase(pool);
  }
}
