package io.pilotage.operation;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import io.pilotage.value.Working;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of reviews. */
@Repository
class ReviewTable {

  private final JdbcClient jdbc;

  ReviewTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(ModelReview review) {
    jdbc.sql("insert into model_review (initiative, model, working, decision, note, reviewed_by, "
            + "reviewed_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(Arrays.asList(
            review.initiative(),
            review.model(),
            review.working().name(),
            review.decision().name(),
            review.note(),
            review.by(),
            utc(review.at())))
        .update();
  }

  /** Newest first. */
  List<ModelReview> of(String initiative) {
    return jdbc.sql(
            "select initiative, model, working, decision, note, reviewed_by, reviewed_at from model_review"
                + " where initiative = ? order by id desc")
        .param(initiative)
        .query((row, number) -> new ModelReview(
            row.getString(1),
            row.getString(2),
            Working.valueOf(row.getString(3)),
            ReviewDecision.valueOf(row.getString(4)),
            row.getString(5),
            row.getString(6),
            instant(row, 7)))
        .list();
  }
}
