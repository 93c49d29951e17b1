package io.pilotage.broken;

import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a time in a way of its own. */
class TimeOfItsOwn {

  Object read(JdbcClient jdbc) {
    return jdbc.sql("select held_since from account")
        .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .list();
  }
}
