package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The architecture is written down, and the cache question has an answer. */
@Component
class ArchitectureRecorded implements GateRule {

  private final Readiness readiness;

  ArchitectureRecorded(Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public Phase phase() {
    return Phase.PRODUCTIONIZE;
  }

  @Override
  public String name() {
    return "Architecture recorded";
  }

  @Override
  public Finding check(String initiative) {
    return readiness
        .find(initiative, ArchitectureRecord.class)
        .map(ArchitectureRecorded::judge)
        .orElse(Finding.block("The architecture is not recorded."));
  }

  static Finding judge(Answered<ArchitectureRecord> recorded) {
    var architecture = recorded.answer();
    if (!architecture.leavesCacheOut())
      return Finding.pass("Architecture recorded by " + recorded.by() + ".");
    return Finding.warn(String.format(
        Locale.ROOT,
        "%.0f %% of the requests could come from a cache, worth up to %,.0f a month; none is used: %s",
        architecture.cacheablePercent(),
        architecture.saving(),
        architecture.cacheReason()));
  }
}
