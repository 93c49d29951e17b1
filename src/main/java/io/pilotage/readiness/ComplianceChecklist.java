package io.pilotage.readiness;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;

/**
 * What legal signs. A missing explanation method is judged at the gate, where the risk tier is
 * known.
 */
@StoredAs("compliance_checklist")
public record ComplianceChecklist(
    boolean securityReviewed,
    boolean privacyReviewed,
    boolean recordsComplete,
    boolean oversightAgreed,
    String deployApprovers,
    String explanationMethod,
    String complianceComment) {

  public ComplianceChecklist {
    Refusal.unlessGiven(
        deployApprovers, "deployApprovers", "Please name who may approve a deployment.");
    Refusal.unless(
        complete(securityReviewed, privacyReviewed, recordsComplete, oversightAgreed)
            || complianceComment != null,
        "complianceComment",
        "Please say in the comment what is missing and until when it will be done.");
  }

  public boolean complete() {
    return complete(securityReviewed, privacyReviewed, recordsComplete, oversightAgreed);
  }

  private static boolean complete(
      boolean security, boolean privacy, boolean records, boolean oversight) {
    return security && privacy && records && oversight;
  }
}
