package io.pilotage.broken;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Leaves a connection open: a stream of rows keeps it until somebody closes the stream. */
class HeldConnection {

  long count(JdbcClient jdbc) {
    return jdbc.sql("select id from account").query(String.class).stream().count();
  }
}
