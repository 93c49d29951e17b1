package io.pilotage.operation;

import io.pilotage.charter.Committee;
import java.time.Instant;
import java.util.List;

/** What was learned in a quarter and what changes in the governance. */
public record GovernanceReview(
    long id,
    String initiative,
    String learned,
    Changes changes,
    Instant nextReview,
    String by,
    Instant at,
    List<NextStep> nextSteps) {

  /**
   * What is done otherwise from now on.
   *
   * @param said in the words of who reviewed
   * @param decider who decides what is deployed from now on; null when that stays
   * @param runbook the runbook as it was brought up to date; null when it was not
   * @param trained who was trained since the last review; null when nobody was
   */
  public record Changes(String said, Committee.Decider decider, String runbook, String trained) {}
}
