package io.pilotage.gate;

import io.pilotage.initiative.Phase;
import java.time.Instant;
import java.util.List;

/** One round of a gate as it is kept; decision, time and waiver are missing while it is open. */
public record GateRecord(
    Phase phase, int round, GateDecision decision, String why, Instant openedAt, Instant decidedAt,
    List<SignOff> signOffs, List<Criterion> criteria, Waiver waiver) {

  public boolean open() {
    return decision == null;
  }

  public List<Criterion> blocks() {
    return criteria.stream().filter(criterion -> criterion.effect() == Effect.BLOCK).toList();
  }

  public List<String> rolesWaitedFor() {
    return open() ? signOffs.stream().filter(SignOff::open).map(SignOff::role).toList() : List.of();
  }
}
