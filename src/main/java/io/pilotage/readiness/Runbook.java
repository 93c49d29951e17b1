package io.pilotage.readiness;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;

/** Where operations reads what to do, and who does it. */
@StoredAs("runbook")
public record Runbook(String runbookAddress, String rollbackSteps, String onCall) {

  public Runbook {
    Refusal.unlessGiven(
        runbookAddress, "runbookAddress", "Please give the address of the runbook.");
    Refusal.unlessGiven(rollbackSteps, "rollbackSteps", "Please write down how to roll back.");
    Refusal.unlessGiven(onCall, "onCall", "Please say who is on call.");
  }
}
