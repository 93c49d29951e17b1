package io.pilotage.value;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import io.pilotage.value.KpiChange.Approval;
import io.pilotage.value.KpiChange.Party;
import io.pilotage.value.KpiChange.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The SQL of changes to KPI contracts. */
@Repository
class KpiChangeTable {

  private final JdbcClient jdbc;
  private final Documents documents;

  KpiChangeTable(JdbcClient jdbc, Documents documents) {
    this.jdbc = jdbc;
    this.documents = documents;
  }

  long add(
      String initiative,
      int baseRevision,
      KpiContract contract,
      String reason,
      String by,
      Instant now) {
    var id = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into kpi_change (initiative, base_revision, content, reason, asked_by, asked_at, "
                + "state) values (?, ?, ?, ?, ?, ?, 'OPEN')")
        .params(initiative, baseRevision, documents.written(contract), reason, by, utc(now))
        .update(id, "id");
    return id.getKey().longValue();
  }

  /** Newest first. */
  List<KpiChange> of(String initiative) {
    return jdbc.sql(
            "select id, initiative, base_revision, content, reason, asked_by, asked_at, state from "
                + "kpi_change where initiative = ? order by id desc")
        .param(initiative)
        .query((row, number) -> change(row))
        .list();
  }

  void approve(long id, Party party, String by, Instant now) {
    jdbc.sql(
            "insert into kpi_change_approval (change_id, party, approved_by, approved_at) values (?, ?, ?, ?)")
        .params(id, party.name(), by, utc(now))
        .update();
  }

  /** False when it was closed before. */
  boolean close(long id, State state, Instant now) {
    return jdbc.sql(
                "update kpi_change set state = ?, closed_at = ? where id = ? and state = 'OPEN'")
            .params(state.name(), utc(now), id)
            .update()
        == 1;
  }

  private KpiChange change(ResultSet row) throws SQLException {
    return new KpiChange(
        row.getLong(1),
        row.getString(2),
        row.getInt(3),
        documents.read(row.getString(4), KpiContract.class),
        row.getString(5),
        row.getString(6),
        instant(row, 7),
        State.valueOf(row.getString(8)),
        approvals(row.getLong(1)));
  }

  private List<Approval> approvals(long id) {
    return jdbc.sql(
            "select party, approved_by, approved_at from kpi_change_approval where change_id = ? order "
                + "by approved_at, party")
        .param(id)
        .query((row, number) ->
            new Approval(Party.valueOf(row.getString(1)), row.getString(2), instant(row, 3)))
        .list();
  }
}
