package io.pilotage.gate;

import io.pilotage.initiative.Phase;
import java.time.Clock;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells every signer of waivers that are past their day. */
@Component
class WaiversCurrent implements GateRule {

  private final GateTable table;
  private final Clock clock;

  WaiversCurrent(GateTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return null;
  }

  @Override
  public String name() {
    return "Waivers still hold";
  }

  @Override
  public Finding check(String initiative) {
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
