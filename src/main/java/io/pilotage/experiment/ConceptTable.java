package io.pilotage.experiment;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of time box, budget, infrastructure checks and reports. */
@Repository
class ConceptTable {

  private final JdbcClient jdbc;

  ConceptTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void open(String initiative, TimeBox box) {
    jdbc.sql("insert into concept_box (initiative, started_at, planned_until, budgeted_until, "
            + "budget_ceiling) values (?, ?, ?, ?, ?)")
        .params(
            initiative,
            utc(box.startedAt()),
            utc(box.plannedUntil()),
            utc(box.budgetedUntil()),
            box.budgetCeiling())
        .update();
  }

  Optional<TimeBox> box(String initiative) {
    return jdbc.sql(
            "select started_at, planned_until, budgeted_until, extended_until, budget_ceiling from "
                + "concept_box where initiative = ?")
        .param(initiative)
        .query((row, number) -> new TimeBox(
            instant(row, 1), instant(row, 2), instant(row, 3), instant(row, 4), row.getDouble(5)))
        .optional();
  }

  void extend(String initiative, Instant until) {
    jdbc.sql("update concept_box set extended_until = ? where initiative = ?")
        .params(utc(until), initiative)
        .update();
  }

  void raise(String initiative, double ceiling) {
    jdbc.sql("update concept_box set budget_ceiling = ? where initiative = ?")
        .params(ceiling, initiative)
        .update();
  }

  void decided(
      String initiative,
      String about,
      Extension decision,
      LocalDate until,
      Double ceiling,
      String reason,
      String by,
      Instant now) {
    jdbc.sql(
            "insert into concept_decision (initiative, about, decision, until_day, ceiling, reason, "
                + "decided_by, decided_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(initiative, about, decision.name(), until, ceiling, reason, by, utc(now))
        .update();
  }

  void checked(String initiative, Infrastructure found, String by, Instant now) {
    jdbc.sql(
            "insert into concept_infrastructure (initiative, same_runtime, inside_network, watched, "
                + "sovereign, built_for_pilot, remark, checked_by, checked_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            initiative,
            found.sameRuntime(),
            found.insideNetwork(),
            found.watched(),
            found.sovereign(),
            found.builtForPilot(),
            found.remark(),
            by,
            utc(now))
        .update();
  }

  Optional<Infrastructure> infrastructure(String initiative) {
    return jdbc.sql(
            "select same_runtime, inside_network, watched, sovereign, built_for_pilot, remark from "
                + "concept_infrastructure"
                + " where initiative = ? order by id desc fetch first 1 rows only")
        .param(initiative)
        .query((row, number) -> new Infrastructure(
            row.getBoolean(1),
            row.getBoolean(2),
            row.getBoolean(3),
            row.getBoolean(4),
            row.getBoolean(5),
            row.getString(6)))
        .optional();
  }

  void reported(String initiative, Report report, String by, Instant now) {
    jdbc.sql(
            "insert into concept_report (initiative, clean_data, isolated_systems, optimised_metrics, "
                + "failure_modes, yearly_impact, impact_basis, written_by, written_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            initiative,
            report.cleanData(),
            report.isolatedSystems(),
            report.optimisedMetrics(),
            report.failureModes(),
            report.yearlyImpact(),
            report.impactBasis(),
            by,
            utc(now))
        .update();
  }

  Optional<Report> report(String initiative) {
    return jdbc.sql(
            "select clean_data, isolated_systems, optimised_metrics, failure_modes, yearly_impact, "
                + "impact_basis from concept_report"
                + " where initiative = ? order by id desc fetch first 1 rows only")
        .param(initiative)
        .query((row, number) -> new Report(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getObject(5, Double.class),
            row.getString(6)))
        .optional();
  }
}
