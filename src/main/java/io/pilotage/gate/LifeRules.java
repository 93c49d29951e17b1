package io.pilotage.gate;

import io.pilotage.engine.Processes;
import io.pilotage.initiative.Phase;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What every gate asks about the gates of this life themselves. */
@Component
@Order(1)
class LifeRules implements GatePage {

  private final GateTable table;
  private final Processes processes;
  private final Clock clock;

  LifeRules(GateTable table, Processes processes, Clock clock) {
    this.table = table;
    this.processes = processes;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new Rule(
            "Earlier phases passed", phase(), Rule.Kind.ORDER, false, this::earlierPhasesPassed),
        new Rule(
            "Waivers still hold",
            phase(),
            Rule.Kind.ORDER,
            true,
            (initiative, gate) -> waiversStillHold(initiative)));
  }

  /** R81: whoever starts a later phase directly, or skips one, meets it here. */
  Finding earlierPhasesPassed(String initiative, Phase gate) {
    var decisions = table.decisions(initiative);
    var missing = Arrays.stream(Phase.values())
        .limit(gate.ordinal())
        .filter(earlier ->
            !decisions.containsKey(earlier) || !decisions.get(earlier).passes())
        .map(Phase::label)
        .collect(Collectors.joining(", "));
    if (missing.isEmpty()) return Finding.pass("Every phase before this one passed its gate.");
    var fact = "Not passed before this gate: " + missing + ".";
    // Without a lifecycle (a phase tried out by itself) there is no order to keep; within one, a
    // skip needs a waiver.
    return processes.runs("ai-lifecycle", initiative) ? Finding.block(fact) : Finding.warn(fact);
  }

  /** Tells every signer of waivers that are past their day. */
  Finding waiversStillHold(String initiative) {
    var expired = table.expired(LocalDate.now(clock)).stream()
        .filter(waiver -> waiver.initiative().equals(initiative))
        .map(waiver ->
            waiver.phase().label() + " until " + waiver.until() + " by " + waiver.approver())
        .collect(Collectors.joining("; "));
    return expired.isEmpty()
        ? Finding.pass("No waiver of this initiative has expired.")
        : Finding.warn("Expired waivers: " + expired + ".");
  }
}
