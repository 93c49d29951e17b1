package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Phase;
import io.pilotage.verdict.Signal;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Machine learning as one-time work: no way back from predictions to retraining, or no signal that
 * would tell when it is due.
 */
@Component
class OneTimeWork implements StandingRule {

  private static final Set<Signal> TELLS_AGE =
      Set.of(Signal.ACCURACY, Signal.INPUT_DRIFT, Signal.PREDICTION_DRIFT, Signal.AGREEMENT);

  private final Readiness readiness;

  OneTimeWork(Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public Kind kind() {
    return Kind.MISTAKE;
  }

  @Override
  public Phase askedFrom() {
    return Phase.PRODUCTIONIZE;
  }

  @Override
  public String name() {
    return "Mistake: machine learning as one-time work";
  }

  @Override
  public Finding check(String initiative) {
    var architecture = readiness.find(initiative, ArchitectureRecord.class);
    if (architecture.isEmpty())
      return Finding.block("Nobody described how predictions lead to retraining.");
    var handover = readiness.find(initiative, Handover.class).map(Answered::answer);
    if (handover.isEmpty() || !handover.get().maintainable())
      return Finding.block("Operations has not said that it can maintain the model.");
    return judge(
        readiness.find(initiative, MonitoringConnection.class).map(Answered::answer).stream()
            .flatMap(connection -> connection.required().stream())
            .filter(TELLS_AGE::contains)
            .map(Signal::label)
            .collect(Collectors.joining(", ")),
        architecture.get().answer().monitoringPath());
  }

  private static Finding judge(String signals, String path) {
    return signals.isEmpty()
        ? Finding.warn(
            "No watched signal tells when the model ages: watch accuracy, agreement or drift.")
        : Finding.pass("Ageing shows in " + signals + "; then: " + path);
  }
}
