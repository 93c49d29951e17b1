package io.pilotage.gate;

import io.pilotage.initiative.Phase;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One round of a gate as it is kept; decision, time and waiver are missing while it is open.
 *
 * @param refusedFor the cause named when the waiver was refused; null where none was
 */
public record GateRecord(
    Phase phase,
    int round,
    GateDecision decision,
    String why,
    Instant openedAt,
    Instant decidedAt,
    List<SignOff> signOffs,
    List<Criterion> criteria,
    Waiver waiver,
    Cause refusedFor) {

  public boolean open() {
    return decision == null;
  }

  public List<Criterion> blocks() {
    return criteria.stream()
        .filter(criterion -> criterion.effect() == Effect.BLOCK)
        .toList();
  }

  /** Who has to sign. */
  public List<String> roles() {
    return signOffs.stream().map(SignOff::role).toList();
  }

  public List<String> rolesWaitedFor() {
    return open() ? signOffs.stream().filter(SignOff::open).map(SignOff::role).toList() : List.of();
  }

  /** One "stop" stops, one "rework" sends back, and a signature that is missing is never a yes. */
  public Tally tally() {
    if (said(SignOffDecision.STOPPED)) return Tally.STOP;
    if (signOffs.isEmpty()
        || !signOffs.stream().allMatch(signed -> signed.decision() == SignOffDecision.APPROVED))
      return Tally.REWORK;
    return blocks().isEmpty() ? Tally.PASSED : Tally.CRITERIA_OPEN;
  }

  String why(Tally tally) {
    if (tally == Tally.PASSED)
      return "Signed by "
          + signOffs.stream()
              .map(signed -> signed.role() + " (" + signed.by() + ")")
              .collect(Collectors.joining(", "))
          + ".";
    return signOffs.stream()
        .filter(signed -> signed.decision() != SignOffDecision.APPROVED)
        .map(GateRecord::no)
        .collect(Collectors.joining("; "));
  }

  private boolean said(SignOffDecision decision) {
    return signOffs.stream().anyMatch(signed -> signed.decision() == decision);
  }

  private static String no(SignOff signed) {
    return signed.open()
        ? signed.role() + " has not signed"
        : signed.role() + " (" + signed.cause() + "): " + signed.comment();
  }
}
