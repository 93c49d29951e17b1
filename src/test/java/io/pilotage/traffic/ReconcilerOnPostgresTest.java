package io.pilotage.traffic;

import com.zaxxer.hikari.HikariDataSource;
import io.pilotage.OnPostgres;

@OnPostgres
class ReconcilerOnPostgresTest extends ReconcilerTest {

  @Override
  void connect(HikariDataSource pool) {
    OnPostgres.Server.connectToEmptyDatabase(pool);
  }
}
