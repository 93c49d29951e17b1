package io.pilotage.operation;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import io.pilotage.charter.Committee;
import io.pilotage.initiative.LinkKind;
import io.pilotage.initiative.LinkedProposal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The SQL of governance reviews and of the initiatives they proposed. */
@Repository
class GovernanceTable {

  private final JdbcClient jdbc;

  GovernanceTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long add(String initiative, GovernanceAnswer answer, Instant nextReview, String by, Instant now) {
    var key = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into governance_review (initiative, learned, change, decider, runbook, trained, "
                + "next_review, reviewed_by, reviewed_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(Arrays.asList(
            initiative,
            answer.learned(),
            answer.change(),
            answer.decider() == null ? null : answer.decider().name(),
            answer.runbook(),
            answer.trained(),
            utc(nextReview),
            by,
            utc(now)))
        .update(key, "id");
    return key.getKey().longValue();
  }

  void propose(long review, LinkedProposal proposal, String warning) {
    jdbc.sql("insert into next_step (review, kind, title, scope, warning) values (?, ?, ?, ?, ?)")
        .params(Arrays.asList(
            review, proposal.kind().name(), proposal.title(), proposal.scope(), warning))
        .update();
  }

  void started(long step, String initiative) {
    jdbc.sql("update next_step set initiative = ? where id = ?")
        .params(initiative, step)
        .update();
  }

  /** Newest first. */
  List<GovernanceReview> of(String initiative) {
    return jdbc.sql(
            "select id, initiative, learned, change, decider, runbook, trained, next_review, "
                + "reviewed_by, reviewed_at from governance_review"
                + " where initiative = ? order by id desc")
        .param(initiative)
        .query((row, number) -> review(row))
        .list();
  }

  private List<NextStep> steps(long review) {
    return jdbc.sql(
            "select id, kind, title, scope, warning, initiative from next_step where review = ? order by id")
        .param(review)
        .query((row, number) -> new NextStep(
            row.getLong(1),
            new LinkedProposal(
                LinkKind.valueOf(row.getString(2)), row.getString(3), row.getString(4)),
            row.getString(5),
            row.getString(6)))
        .list();
  }

  private GovernanceReview review(ResultSet row) throws SQLException {
    var decider = row.getString(5);
    return new GovernanceReview(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        new GovernanceReview.Changes(
            row.getString(4),
            decider == null ? null : Committee.Decider.valueOf(decider),
            row.getString(6),
            row.getString(7)),
        instant(row, 8),
        row.getString(9),
        instant(row, 10),
        steps(row.getLong(1)));
  }
}
