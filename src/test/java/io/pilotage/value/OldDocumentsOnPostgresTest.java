package io.pilotage.value;

import com.zaxxer.hikari.HikariDataSource;
import io.pilotage.OnPostgres;

@OnPostgres
class OldDocumentsOnPostgresTest extends OldDocumentsTest {

  @Override
  void connect(HikariDataSource pool) {
    OnPostgres.Server.connectToEmptyDatabase(pool);
  }
}
