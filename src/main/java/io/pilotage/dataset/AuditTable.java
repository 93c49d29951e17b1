package io.pilotage.dataset;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotage.dataset.DataAudit.Review;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of data audits. */
@Repository
class AuditTable {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  AuditTable(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void add(String initiative, AuditRequest request, String by, Instant now) {
    jdbc.sql("insert into data_audit (initiative, request, asked_by, asked_at) values (?, ?, ?, ?)")
        .params(initiative, write(request), by, utc(now))
        .update();
  }

  /** What was asked for before and is not done will not be done any more. */
  void replaceEarlier(String initiative) {
    jdbc.sql(
            "update data_audit set state = 'REPLACED' where initiative = ? and state in ('ASKED', 'RUNNING')")
        .param(initiative)
        .update();
  }

  List<String> waiting(Instant now) {
    return jdbc.sql("select initiative from data_audit where state = 'ASKED'"
            + " or (state = 'RUNNING' and lease_until < ?) order by id")
        .param(utc(now))
        .query(String.class)
        .list();
  }

  /** Takes an audit that waits, or whose holder let the lease run out; false when nobody may. */
  boolean take(long id, String holder, Instant now, Instant until) {
    return jdbc.sql(
                "update data_audit set state = 'RUNNING', holder = ?, lease_until = ?, tries = tries + 1,"
                    + " percent = 0, bytes_done = 0, bytes_all = null"
                    + " where id = ? and (state = 'ASKED' or (state = 'RUNNING' and lease_until < ?))")
            .params(holder, utc(until), id, utc(now))
            .update()
        == 1;
  }

  /**
   * Renews the lease and tells how far the work is; false when it belongs to the holder no more.
   */
  boolean renew(long id, String holder, Instant until, int percent, long done, Long all) {
    return jdbc.sql(
                "update data_audit set lease_until = ?, percent = ?, bytes_done = ?, bytes_all = ?"
                    + " where id = ? and holder = ? and state = 'RUNNING'")
            .params(Arrays.asList(utc(until), percent, done, all, id, holder))
            .update()
        == 1;
  }

  /** Names the place where fetched data lies from now on. */
  boolean fetched(long id, String holder, AuditRequest request) {
    return jdbc.sql(
                "update data_audit set request = ? where id = ? and holder = ? and state = 'RUNNING'")
            .params(write(request), id, holder)
            .update()
        == 1;
  }

  boolean profiled(long id, String holder, Profile found, Instant now) {
    return jdbc.sql(
                "update data_audit set state = 'DONE', percent = 100, profiled_at = ?, problem = null,"
                    + " row_count = ?, column_count = ?, missing_cells = ?, duplicate_rows = ?,"
                    + " positive_share = ?, four_fifths = ?, newest_row = ?, content_digest = ?, profile = ?"
                    + " where id = ? and holder = ? and state = 'RUNNING'")
            .params(
                utc(now),
                found.rows(),
                found.columns().size(),
                found.missingCells(),
                found.duplicates(),
                found.balance() == null ? null : found.balance().positiveShare(),
                found.mostUneven().map(Profile.GroupAudit::fourFifths).orElse(null),
                found.freshness() == null ? null : utc(found.freshness().newest()),
                found.digest(),
                write(found),
                id,
                holder)
            .update()
        == 1;
  }

  boolean unreadable(long id, String holder, String problem, Instant now) {
    return jdbc.sql("update data_audit set state = 'FAILED', profiled_at = ?, problem = ?"
                + " where id = ? and holder = ? and state = 'RUNNING'")
            .params(utc(now), problem, id, holder)
            .update()
        == 1;
  }

  void reviewed(long id, boolean accepted, String comment, String by, Instant now) {
    jdbc.sql(
            "update data_audit set accepted = ?, review_comment = ?, reviewed_by = ?, reviewed_at = ? where id = ?")
        .params(accepted, comment, by, utc(now), id)
        .update();
  }

  Optional<DataAudit> newest(String initiative) {
    return jdbc.sql(
            "select id, initiative, request, asked_by, asked_at, profile, profiled_at, problem, "
                + "accepted, review_comment, reviewed_by, reviewed_at, state, tries, percent, bytes_done, bytes_all"
                + " from data_audit where initiative = ? order by id desc fetch first 1 rows only")
        .param(initiative)
        .query((row, number) -> audit(row))
        .optional();
  }

  private DataAudit audit(ResultSet row) throws SQLException {
    return new DataAudit(
        row.getLong(1),
        row.getString(2),
        read(row.getString(3), AuditRequest.class),
        row.getString(4),
        instant(row, 5),
        read(row.getString(6), Profile.class),
        instant(row, 7),
        row.getString(8),
        new Review(
            row.getObject(9, Boolean.class),
            row.getString(10),
            row.getString(11),
            instant(row, 12)),
        new AuditWork(
            AuditState.valueOf(row.getString(13)),
            row.getInt(14),
            row.getInt(15),
            row.getLong(16),
            row.getObject(17, Long.class)));
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return text == null ? null : json.readValue(text, type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("A stored audit of data cannot be read", unreadable);
    }
  }
}
