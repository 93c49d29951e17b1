package io.pilotage.gate;

import io.pilotage.initiative.Phase;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How far an initiative has come by its gates, for whoever cannot ask {@link Gates} because its
 * rules ask them.
 */
@Component
public class GateProgress {

  private final GateTable table;

  GateProgress(GateTable table) {
    this.table = table;
  }

  /** Whether the gate of the phase was ever opened, the round that opens just now included. */
  public boolean opened(String initiative, Phase phase) {
    return table.opened(initiative, phase);
  }

  /**
   * Since when people have been asked to sign the phase: how long they take is no time of the phase
   * itself.
   */
  public Optional<Instant> openSince(String initiative, Phase phase) {
    return table.openSince(initiative, phase);
  }

  /** Whether the newest decision about the phase lets the next one begin. */
  public boolean passed(String initiative, Phase phase) {
    var decision = table.decisions(initiative).get(phase);
    return decision != null && decision.passes();
  }
}
