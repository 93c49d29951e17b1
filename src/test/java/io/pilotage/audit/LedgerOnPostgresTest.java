package io.pilotage.audit;

import com.zaxxer.hikari.HikariDataSource;
import io.pilotage.OnPostgres;

@OnPostgres
class LedgerOnPostgresTest extends LedgerTest {

  @Override
  void connect(HikariDataSource pool) {
    OnPostgres.Server.connectToEmptyDatabase(pool);
  }
}
