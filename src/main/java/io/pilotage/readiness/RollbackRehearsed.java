package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The newest drill on the real route succeeded, for this candidate, and is not too old. */
@Component
class RollbackRehearsed implements GoLiveRule {

  private final Rehearsals rehearsals;
  private final Readiness readiness;
  private final ReadinessProperties properties;
  private final Clock clock;

  RollbackRehearsed(
      Rehearsals rehearsals, Readiness readiness, ReadinessProperties properties, Clock clock) {
    this.rehearsals = rehearsals;
    this.readiness = readiness;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public GoLiveItem item() {
    return GoLiveItem.ROLLBACK_TESTED;
  }

  @Override
  public String name() {
    return "Rollback rehearsed lately";
  }

  @Override
  public Finding check(String initiative) {
    return judge(
        rehearsals.latest(initiative),
        readiness
            .find(initiative, Registration.class)
            .map(found -> found.answer().candidate()));
  }

  Finding judge(Optional<Rehearsal> latest, Optional<String> candidate) {
    if (latest.isEmpty()) return Finding.block("No rollback was rehearsed.");
    var drill = latest.get();
    if (!drill.succeeded())
      return Finding.block("The drill of " + drill.at() + " failed: " + drill.fact());
    if (candidate.isPresent() && !candidate.get().equals(drill.version())) {
      return Finding.block("The drill was run with version " + drill.version()
          + ", the candidate is " + candidate.get() + ".");
    }
    var fact = "Rollback rehearsed at " + drill.at() + " in " + drill.tookMillis() + " ms.";
    if (drill.at().plus(properties.drillAge()).isBefore(clock.instant())) {
      return Finding.block(fact + " That is more than " + properties.drillAge().toDays()
          + " days ago: rehearse it again.");
    }
    return Finding.pass(fact);
  }
}
