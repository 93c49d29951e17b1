package io.pilotage.readiness;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Synthetic alerts that come in by the door of the real ones and that a person must answer, timed:
 * the proof that the way is open and somebody is there.
 */
@Service
public class TestAlerts {

  /** The label that marks an alert as a test; its value is “true”. */
  public static final String LABEL = "pilotage_test";

  private final JdbcClient jdbc;
  private final Readiness readiness;
  private final AlertDoor door;
  private final Ledger ledger;
  private final People people;
  private final TransactionTemplate apart;
  private final Clock clock;

  TestAlerts(
      JdbcClient jdbc,
      Readiness readiness,
      AlertDoor door,
      Ledger ledger,
      People people,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.jdbc = jdbc;
    this.readiness = readiness;
    this.door = door;
    this.ledger = ledger;
    this.people = people;
    this.apart = new TransactionTemplate(transactions);
    this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.clock = clock;
  }

  /**
   * Raises an alert and sends it in; an earlier one is forgotten. That it does not get in is an
   * answer, not an error: it is kept for the gate. The alert is committed before it is sent,
   * because the request that brings it in is another transaction.
   */
  public void send(String initiative) {
    var model = readiness.registration(initiative).model();
    apart.executeWithoutResult(status -> raise(initiative, model));
    door.send(model, "test-" + UUID.randomUUID(), clock.instant())
        .ifPresent(
            problem -> apart.executeWithoutResult(status -> lost(initiative, model, problem)));
  }

  private void raise(String initiative, String model) {
    jdbc.sql("delete from test_alert where initiative = ?").param(initiative).update();
    jdbc.sql("insert into test_alert (initiative, model, raised_at) values (?, ?, ?)")
        .params(initiative, model, utc(clock.instant()))
        .update();
    ledger.record(initiative, "system", "test-alert-raised", model, Map.of());
  }

  private void lost(String initiative, String model, String problem) {
    jdbc.sql("update test_alert set problem = ? where initiative = ? and arrived_at is null")
        .params(problem, initiative)
        .update();
    ledger.record(initiative, "system", "test-alert-lost", model, Map.of("problem", problem));
  }

  /**
   * An alert about the model, marked as a test, came in by the door; the first one after it was
   * raised counts, for whichever initiative raised it: the route may still be in the name of the
   * one before.
   */
  @Transactional
  public void arrived(String model, String by) {
    var waiting = jdbc.sql(
            "select initiative from test_alert where model = ? and arrived_at is null")
        .param(model)
        .query(String.class)
        .list();
    for (var initiative : waiting) {
      jdbc.sql("update test_alert set arrived_at = ?, problem = null where initiative = ?")
          .params(utc(clock.instant()), initiative)
          .update();
      ledger.record(initiative, by, "test-alert-arrived", model, Map.of());
    }
  }

  /** Keeps the answer of a person. */
  @Transactional
  public void acknowledge(String initiative, boolean reached, String remark) {
    Refusal.unless(
        reached || remark != null,
        "alertComment",
        "Please say in the comment where the alert got lost.");
    Refusal.unless(
        !reached
            || of(initiative)
                .filter(alert -> alert.acknowledgedAt() == null && !alert.arrived())
                .isEmpty(),
        "alertReached",
        "The test alert has not come in at /api/alerts, so it cannot have reached you"
            + of(initiative)
                .map(TestAlert::problem)
                .map(problem -> " (" + problem.replaceAll("\\.$", "") + ")")
                .orElse("")
            + ". Send one there with the labels “model” and “" + LABEL
            + "”=“true”, or answer No and say where it got lost.");
    var by = people.currentOrSystem();
    var answered = jdbc.sql(
            "update test_alert set acknowledged_at = ?, acknowledged_by = ?, reached = ?, remark = ?"
                + " where initiative = ? and acknowledged_at is null")
        .params(Arrays.asList(utc(clock.instant()), by, reached, remark, initiative))
        .update();
    Refusal.unless(
        answered == 1, "alertReached", "There is no open test alert for " + initiative + ".");
    var alert = of(initiative).orElseThrow();
    ledger.record(
        initiative,
        by,
        "test-alert-answered",
        alert.model(),
        Map.of("reached", reached, "tookMillis", alert.took().toMillis()));
  }

  public Optional<TestAlert> of(String initiative) {
    return jdbc.sql(
            "select model, raised_at, arrived_at, problem, acknowledged_at, acknowledged_by, reached, "
                + "remark from test_alert where initiative = ?")
        .param(initiative)
        .query(TestAlerts::alert)
        .optional();
  }

  private static TestAlert alert(ResultSet row, int number) throws SQLException {
    return new TestAlert(
        row.getString(1),
        instant(row, 2),
        instant(row, 3),
        row.getString(4),
        instant(row, 5),
        row.getString(6),
        row.getObject(7, Boolean.class),
        row.getString(8));
  }
}
