package io.pilotage.charter;

import static io.pilotage.engine.Rows.utc;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the charter. Each part is a document; every revision stays, the newest counts. */
@Repository
class CharterTable {

  private final JdbcClient jdbc;

  CharterTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(String initiative, String part, String content, String by, Instant now) {
    var last = jdbc.sql(
            "select coalesce(max(revision), 0) from charter_part where initiative = ? and part = ?")
        .params(initiative, part)
        .query(Integer.class)
        .single();
    jdbc.sql(
            "insert into charter_part (initiative, part, revision, content, recorded_by, recorded_at) "
                + "values (?, ?, ?, ?, ?, ?)")
        .params(initiative, part, last + 1, content, by, utc(now))
        .update();
  }

  /** Part to its newest content; empty when nothing was recorded. */
  Map<String, String> newest(String initiative) {
    var parts = new HashMap<String, String>();
    jdbc.sql("select part, content from charter_part where initiative = ? order by revision")
        .param(initiative)
        .query(row -> {
          parts.put(row.getString(1), row.getString(2));
        });
    return parts;
  }
}
