package io.pilotage.readiness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Synthetic alerts that a person must answer, timed: the proof that somebody is there. */
@Service
public class TestAlerts {

  private final JdbcClient jdbc;
  private final Readiness readiness;
  private final Ledger ledger;
  private final People people;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  TestAlerts(JdbcClient jdbc, Readiness readiness, Ledger ledger, People people, ApplicationEventPublisher events, Clock clock) {
    this.jdbc = jdbc;
    this.readiness = readiness;
    this.ledger = ledger;
    this.people = people;
    this.events = events;
    this.clock = clock;
  }

  /** Raises the alert; an earlier one is forgotten. */
  @Transactional
  public void raise(String initiative) {
    var model = readiness.registration(initiative).model();
    jdbc.sql("delete from test_alert where initiative = ?").param(initiative).update();
    jdbc.sql("insert into test_alert (initiative, model, raised_at) values (?, ?, ?)").params(initiative, model, now()).update();
    ledger.record(initiative, "system", "test-alert-raised", model, Map.of());
  }

  /** Keeps the answer of a person. */
  @Transactional
  public void acknowledge(String initiative, boolean reached, String remark) {
    Refusal.unless(reached || remark != null, "alertComment", "Please say in the comment where the alert got lost.");
    var by = people.currentOrSystem();
    var answered = jdbc.sql("update test_alert set acknowledged_at = ?, acknowledged_by = ?, reached = ?, remark = ?"
            + " where initiative = ? and acknowledged_at is null")
        .params(Arrays.asList(now(), by, reached, remark, initiative))
        .update();
    Refusal.unless(answered == 1, "alertReached", "There is no open test alert for " + initiative + ".");
    var alert = of(initiative).orElseThrow();
    ledger.record(initiative, by, "test-alert-answered", alert.model(), Map.of("reached", reached, "tookMillis", alert.took().toMillis()));
    if (reached) events.publishEvent(new AlertAcknowledged(initiative, alert.model(), by, alert.took()));
  }

  public Optional<TestAlert> of(String initiative) {
    return jdbc.sql("select model, raised_at, acknowledged_at, acknowledged_by, reached, remark from test_alert where initiative = ?")
        .param(initiative).query(TestAlerts::alert).optional();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static TestAlert alert(ResultSet row, int number) throws SQLException {
    return new TestAlert(row.getString(1), instant(row, 2), instant(row, 3), row.getString(4), row.getObject(5, Boolean.class), row.getString(6));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
