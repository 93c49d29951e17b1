package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import org.springframework.stereotype.Component;

/** The checklist is complete, and decisions can be explained where that is asked for. */
@Component
class ComplianceSigned implements GoLiveRule {

  private final Readiness readiness;
  private final ExplanationDuty explanations;

  ComplianceSigned(Readiness readiness, ExplanationDuty explanations) {
    this.readiness = readiness;
    this.explanations = explanations;
  }

  @Override
  public GoLiveItem item() {
    return GoLiveItem.REVIEWS_DONE;
  }

  @Override
  public String name() {
    return "Compliance checklist signed";
  }

  @Override
  public Finding check(String initiative) {
    return readiness
        .find(initiative, ComplianceChecklist.class)
        .map(signed -> judge(signed, explanations.holds(initiative)))
        .orElse(Finding.block("The compliance checklist is not signed."));
  }

  static Finding judge(Answered<ComplianceChecklist> signed, boolean explanationAsked) {
    var list = signed.answer();
    if (!list.complete())
      return Finding.block("Open in the compliance checklist: " + list.complianceComment());
    if (explanationAsked && list.explanationMethod() == null) {
      return Finding.block(
          "Risk tier, charter or kind of decision ask for explanations, and no method explains a single decision.");
    }
    return Finding.pass("Checklist signed by " + signed.by() + "; " + list.deployApprovers()
        + " may approve deployments; explanation: "
        + (list.explanationMethod() == null ? "not asked for" : list.explanationMethod()) + ".");
  }
}
