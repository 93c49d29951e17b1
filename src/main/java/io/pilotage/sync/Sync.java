package io.pilotage.sync;

import java.time.Instant;
import java.util.List;

/**
 * One weekly sync as it is kept; what was not said is missing until it is held, and for good when
 * it is missed.
 */
public record Sync(
    String meeting,
    String initiative,
    String slot,
    Instant arrangedAt,
    Instant startsAt,
    List<String> agenda,
    Instant heldAt,
    Kept kept,
    Instant missedAt) {

  /** What who held it wrote down. */
  public record Kept(
      String by,
      String dataScienceAttendees,
      String businessAttendees,
      String minutes,
      String decisions) {}

  public boolean held() {
    return heldAt != null;
  }

  public boolean missed() {
    return missedAt != null;
  }
}
