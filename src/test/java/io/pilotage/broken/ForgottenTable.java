package io.pilotage.broken;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A table whose SQL no test runs on PostgreSQL. */
public class ForgottenTable {

  private final JdbcClient jdbc;

  ForgottenTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<String> all() {
    return jdbc.sql("select name from forgotten").query(String.class).list();
  }

  Runnable count() {
    return () -> jdbc.sql("select count(*) from forgotten").query(Long.class).single();
  }
}
