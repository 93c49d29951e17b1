package io.pilotage.operation;

import io.pilotage.charter.Committee;
import java.time.Instant;
import java.util.List;

/**
 * What was learned in a quarter and what changes in the governance.
 *
 * @param decider who decides what is deployed from now on; null when that stays
 * @param runbook the runbook as it was brought up to date; null when it was not
 * @param trained who was trained since the last review; null when nobody was
 */
public record GovernanceReview(
    long id,
    String initiative,
    String learned,
    String change,
    Committee.Decider decider,
    String runbook,
    String trained,
    Instant nextReview,
    String by,
    Instant at,
    List<NextStep> nextSteps) {}
