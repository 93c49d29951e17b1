package io.pilotage.dataset;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** R30: somebody looked at the profile of the real data and accepted it. */
@Component
class DataAudited implements GateRule {

  private final Audits audits;

  DataAudited(Audits audits) {
    this.audits = audits;
  }

  @Override
  public Phase phase() {
    return Phase.DATA;
  }

  @Override
  public String name() {
    return "Data audited on the data itself";
  }

  @Override
  public Finding check(String initiative) {
    return audits
        .of(initiative)
        .map(DataAudited::judge)
        .orElseGet(() -> Finding.block("No data has been audited."));
  }

  private static Finding judge(DataAudit audit) {
    if (!audit.isProfiled())
      return Finding.block("The data could not be profiled: "
          + (audit.problem() == null ? "nobody has tried yet" : audit.problem()));
    var size = Figures.count(audit.profile().rows()) + " rows and "
        + audit.profile().columns().size() + " columns";
    return audit.isAccepted()
        ? Finding.pass(size + " profiled, accepted by " + audit.reviewedBy() + ".")
        : Finding.block(size + " profiled, but not accepted.");
  }
}
