package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** Operations understands the model, trusts it, can maintain it, and was trained. */
@Component
class HandoverAccepted implements GoLiveRule {

  private final Readiness readiness;
  private final Clock clock;

  HandoverAccepted(Readiness readiness, Clock clock) {
    this.readiness = readiness;
    this.clock = clock;
  }

  @Override
  public GoLiveItem item() {
    return GoLiveItem.OPERATIONS_TRAINED;
  }

  @Override
  public String name() {
    return "Handover accepted, operations trained";
  }

  @Override
  public Finding check(String initiative) {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return readiness
        .find(initiative, Handover.class)
        .map(answer -> judge(answer, today))
        .orElse(Finding.block("Operations has not accepted the handover."));
  }

  static Finding judge(Answered<Handover> answered, LocalDate today) {
    var handover = answered.answer();
    if (!handover.accepted())
      return Finding.block("Operations does not take over yet: " + handover.handoverComment());
    if (handover.trainedOn().isAfter(today))
      return Finding.block(
          "The training is planned for " + handover.trainedOn() + " and has not been held.");
    return Finding.pass("Accepted by " + answered.by() + "; trained on " + handover.trainedOn()
        + ": " + handover.trainedPeople() + ".");
  }
}
