package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import io.pilotage.initiative.Charter;
import io.pilotage.initiative.Charters;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import org.springframework.stereotype.Component;

/** The checklist is complete, and decisions can be explained where the risk tier asks for it. */
@Component
class ComplianceSigned implements GoLiveRule {

  private final Readiness readiness;
  private final Initiatives initiatives;
  private final Charters charters;

  ComplianceSigned(Readiness readiness, Initiatives initiatives, Charters charters) {
    this.readiness = readiness;
    this.initiatives = initiatives;
    this.charters = charters;
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
    return readiness.find(initiative, ComplianceChecklist.class)
        .map(signed -> judge(signed, explanationAsked(initiative)))
        .orElse(Finding.block("The compliance checklist is not signed."));
  }

  static Finding judge(Answered<ComplianceChecklist> signed, boolean explanationAsked) {
    var list = signed.answer();
    if (!list.complete()) return Finding.block("Open in the compliance checklist: " + list.complianceComment());
    if (explanationAsked && list.explanationMethod() == null) {
      return Finding.block("The risk tier or the charter asks for explanations, and no method explains a single decision.");
    }
    return Finding.pass("Checklist signed by " + signed.by() + "; " + list.deployApprovers() + " may approve deployments; explanation: "
        + (list.explanationMethod() == null ? "not asked for" : list.explanationMethod()) + ".");
  }

  private boolean explanationAsked(String initiative) {
    return initiatives.get(initiative).riskTier() == RiskTier.HIGH || charters.of(initiative).map(Charter::explanationsRequired).orElse(false);
  }
}
