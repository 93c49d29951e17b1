package io.pilotage.value;

import static io.pilotage.engine.Rows.utc;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what KPIs, cost and benefit turned out to be. */
@Repository
class ActualTable {

  private final JdbcClient jdbc;
  private final Clock clock;

  ActualTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void add(String initiative, KpiActual actual) {
    jdbc.sql(
            "insert into kpi_actual (initiative, metric, amount, measured_on, recorded_by, covers, "
                + "recorded_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            initiative,
            actual.metric(),
            actual.amount(),
            actual.measuredOn(),
            actual.recordedBy(),
            actual.period(),
            utc(clock.instant()))
        .update();
  }

  /** Newest measurement first. */
  List<KpiActual> kpis(String initiative) {
    return jdbc.sql(
            "select metric, amount, measured_on, recorded_by, covers from kpi_actual where initiative = "
                + "? order by measured_on desc, id desc")
        .param(initiative)
        .query((row, number) -> new KpiActual(
            row.getString(1),
            row.getDouble(2),
            row.getObject(3, LocalDate.class),
            row.getString(4),
            row.getString(5)))
        .list();
  }

  void replace(String initiative, ActualReturn actual) {
    var first = actual.month().atDay(1);
    jdbc.sql("delete from return_actual where initiative = ? and first_day = ?")
        .params(initiative, first)
        .update();
    jdbc.sql(
            "insert into return_actual (initiative, first_day, cost, benefit, recorded_by, recorded_at) "
                + "values (?, ?, ?, ?, ?, ?)")
        .params(
            initiative,
            first,
            actual.cost(),
            actual.benefit(),
            actual.recordedBy(),
            utc(clock.instant()))
        .update();
  }

  /** Oldest month first. */
  List<ActualReturn> returns(String initiative) {
    return jdbc.sql(
            "select first_day, cost, benefit, recorded_by from return_actual where initiative = ? order by first_day")
        .param(initiative)
        .query((row, number) -> new ActualReturn(
            YearMonth.from(row.getObject(1, LocalDate.class)),
            row.getDouble(2),
            row.getDouble(3),
            row.getString(4)))
        .list();
  }
}
