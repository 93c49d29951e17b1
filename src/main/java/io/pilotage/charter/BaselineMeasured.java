package io.pilotage.charter;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** Without a baseline nobody can tell later whether anything got better. */
@Component
class BaselineMeasured implements GateRule {

  private final Charters charters;
  private final BaselineProperties properties;
  private final Clock clock;

  BaselineMeasured(Charters charters, BaselineProperties properties, Clock clock) {
    this.charters = charters;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Baseline measured";
  }

  @Override
  public Finding check(String initiative) {
    return charters
        .of(initiative)
        .map(Charter::baseline)
        .map(this::judge)
        .orElseGet(() -> Finding.block("No baseline was measured."));
  }

  private Finding judge(Baseline baseline) {
    var fact = "Measured on " + baseline.measuredOn() + " (" + baseline.source() + "): "
        + Math.round(baseline.errorsPerDay()) + " errors a day today, "
        + Math.round(baseline.targetErrorsPerDay()) + " at the target.";
    var oldest =
        LocalDate.ofInstant(clock.instant().minus(properties.oldestBaseline()), ZoneOffset.UTC);
    return baseline.measuredOn().isBefore(oldest)
        ? Finding.warn(fact + " That is long ago: measure again.")
        : Finding.pass(fact);
  }
}
