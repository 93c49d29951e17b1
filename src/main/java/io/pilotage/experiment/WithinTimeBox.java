package io.pilotage.experiment;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateProgress;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** R42: planned time over warns, the most that was agreed to over blocks. */
@Component
class WithinTimeBox implements GateRule {

  private final Concepts concepts;
  private final GateProgress progress;
  private final Clock clock;

  WithinTimeBox(Concepts concepts, GateProgress progress, Clock clock) {
    this.concepts = concepts;
    this.progress = progress;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.POC;
  }

  @Override
  public String name() {
    return "Within the time box";
  }

  @Override
  public Finding check(String initiative) {
    return concepts
        .box(initiative)
        .map(box -> judge(box, progress.openSince(initiative, Phase.POC).orElseGet(clock::instant)))
        .orElseGet(() -> Finding.block("No time box was opened."));
  }

  private static Finding judge(TimeBox box, Instant ended) {
    if (ended.isAfter(box.until()))
      return Finding.block("The time was over on " + Wording.day(box.until()) + ".");
    if (ended.isAfter(box.plannedUntil()))
      return Finding.warn("The planned time was over on " + Wording.day(box.plannedUntil())
          + "; agreed is " + Wording.day(box.until()) + ".");
    return Finding.pass("Within the time planned until " + Wording.day(box.plannedUntil()) + ".");
  }
}
