package io.pilotage.dataset;

import static io.pilotage.engine.Rows.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what people say about data. */
@Repository
class StatementTable {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  StatementTable(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void add(String initiative, String topic, Preparation answer, String by, Instant now) {
    try {
      jdbc.sql(
              "insert into data_statement (initiative, topic, answer, given_by, given_at) values (?, ?, ?, ?, ?)")
          .params(initiative, topic, json.writeValueAsString(answer), by, utc(now))
          .update();
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  <T extends Preparation> Optional<Given<T>> newest(
      String initiative, String topic, Class<T> type) {
    return jdbc.sql(
            "select id, answer, given_by from data_statement where initiative = ? and topic = ? order by "
                + "id desc fetch first 1 rows only")
        .params(initiative, topic)
        .query((row, number) ->
            new Given<>(row.getLong(1), read(row.getString(2), type), row.getString(3)))
        .optional();
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("A stored statement about data cannot be read", unreadable);
    }
  }

  /** A statement with its place in time and who made it. */
  record Given<T>(long id, T answer, String by) {}
}
