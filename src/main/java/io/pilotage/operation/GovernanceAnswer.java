package io.pilotage.operation;

import io.pilotage.charter.Committee;
import io.pilotage.engine.Refusal;
import io.pilotage.initiative.LinkedProposal;
import java.time.LocalDate;
import java.util.List;

/**
 * The answer to a governance review. Decider, runbook, trained people and next review may be left
 * out.
 */
public record GovernanceAnswer(
    String learned,
    String change,
    Committee.Decider decider,
    String runbook,
    String trained,
    LocalDate nextReviewOn,
    List<LinkedProposal> nextSteps) {

  void mustBeWhole() {
    Refusal.unlessGiven(
        learned,
        "learned",
        "Please say what was learned since the last review; if nothing was, say how you know.");
    Refusal.unlessGiven(
        change,
        "governanceUpdate",
        "Please say what changes in the governance, or that nothing does.");
    nextSteps.forEach(LinkedProposal::mustBeWhole);
  }
}
