package io.pilotage.notification;

import com.zaxxer.hikari.HikariDataSource;
import io.pilotage.OnPostgres;

@OnPostgres
class MailOnPostgresTest extends MailTest {

  @Override
  void connect(HikariDataSource pool) {
    OnPostgres.Server.connectToEmptyDatabase(pool);
  }
}
