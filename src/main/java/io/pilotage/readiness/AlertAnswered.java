package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A test alert came in by the door of the real ones and a person acknowledged it. */
@Component
class AlertAnswered implements GoLiveRule {

  private final TestAlerts alerts;
  private final ReadinessProperties properties;

  AlertAnswered(TestAlerts alerts, ReadinessProperties properties) {
    this.alerts = alerts;
    this.properties = properties;
  }

  @Override
  public GoLiveItem item() {
    return GoLiveItem.ALERTING_IN_PLACE;
  }

  @Override
  public String name() {
    return "Test alert acknowledged";
  }

  @Override
  public Finding check(String initiative) {
    return judge(alerts.of(initiative));
  }

  Finding judge(Optional<TestAlert> found) {
    if (found.isEmpty()) return Finding.block("No test alert was raised yet.");
    var alert = found.get();
    if (alert.acknowledgedAt() == null && !alert.arrived()) {
      return Finding.block("The test alert of " + alert.raisedAt() + " never came in at /api/alerts"
          + (alert.problem() == null ? "." : ": " + alert.problem()));
    }
    if (alert.acknowledgedAt() == null)
      return Finding.block("The test alert of " + alert.raisedAt() + " waits for an answer.");
    if (!alert.acknowledged())
      return Finding.block("The test alert did not arrive: " + alert.remark());
    if (!alert.arrived())
      return Finding.block(
          "The test alert was answered, but it never came in at /api/alerts. Send one again.");
    var fact = "Test alert came in at /api/alerts after " + alert.onItsWay().toMillis()
        + " ms, acknowledged by " + alert.acknowledgedBy() + " after "
        + alert.took().toSeconds() + " s.";
    return alert.took().compareTo(properties.alertDue()) <= 0
        ? Finding.pass(fact)
        : Finding.warn(fact + " That is later than " + properties.alertDue() + ".");
  }
}
