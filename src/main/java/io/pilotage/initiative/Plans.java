package io.pilotage.initiative;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Until when each phase was planned to end. Fixed when an initiative begins; operation has no
 * planned end.
 */
@Service
public class Plans {

  private final JdbcClient jdbc;
  private final InitiativeProperties properties;

  Plans(JdbcClient jdbc, InitiativeProperties properties) {
    this.jdbc = jdbc;
    this.properties = properties;
  }

  /**
   * The planned end of every phase that has one; empty for an initiative that began before plans
   * were kept.
   */
  public Map<Phase, Instant> of(String initiative) {
    var ends = new EnumMap<Phase, Instant>(Phase.class);
    jdbc.sql("select initiative, phase, planned_end from initiative_plan where initiative = ?")
        .param(initiative)
        .query((RowCallbackHandler) row -> add(row, ends));
    return ends;
  }

  /** The same for all initiatives, in one query. */
  public Map<String, Map<Phase, Instant>> all() {
    var plans = new HashMap<String, Map<Phase, Instant>>();
    jdbc.sql("select initiative, phase, planned_end from initiative_plan")
        .query((RowCallbackHandler) row ->
            add(row, plans.computeIfAbsent(row.getString(1), key -> new EnumMap<>(Phase.class))));
    return plans;
  }

  void make(String initiative, Instant begin) {
    var end = begin;
    for (var step : lengths().entrySet()) {
      end = end.plus(step.getValue());
      jdbc.sql("insert into initiative_plan (initiative, phase, planned_end) values (?, ?, ?)")
          .params(initiative, step.getKey().name(), utc(end))
          .update();
    }
  }

  private Map<Phase, Duration> lengths() {
    var plan = properties.plan();
    return new EnumMap<>(Map.of(
        Phase.DEFINE,
        plan.define(),
        Phase.DATA,
        plan.data(),
        Phase.POC,
        plan.poc(),
        Phase.PRODUCTIONIZE,
        plan.productionize(),
        Phase.ROLLOUT,
        plan.rollout()));
  }

  private static void add(ResultSet row, Map<Phase, Instant> ends) throws SQLException {
    ends.put(Phase.valueOf(row.getString(2)), instant(row, 3));
  }
}
