package io.pilotage.dataset;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** R31: ground truth is in the data, or somebody makes it by a day. */
@Component
class LabelsPlanned implements GateRule {

  private final Audits audits;
  private final Preparations preparations;

  LabelsPlanned(Audits audits, Preparations preparations) {
    this.audits = audits;
    this.preparations = preparations;
  }

  @Override
  public Phase phase() {
    return Phase.DATA;
  }

  @Override
  public String name() {
    return "Labels exist or are planned";
  }

  @Override
  public Finding check(String initiative) {
    return preparations
        .labels(initiative)
        .map(labels -> judge(initiative, labels))
        .orElseGet(() -> Finding.block("Nobody has said where the labels come from."));
  }

  private Finding judge(String initiative, Preparation.Labels labels) {
    if (labels.state() == Preparation.LabelState.PLANNED) {
      var plan = labels.owner() + " makes the labels by " + labels.due();
      return labels.due().isBefore(preparations.today())
          ? Finding.block(plan + ", which is over.")
          : Finding.warn(plan + ": until then there is no ground truth.");
    }
    var balance = audits
        .of(initiative)
        .filter(DataAudit::isProfiled)
        .map(audit -> audit.profile().balance())
        .orElse(null);
    if (balance == null || balance.labelled() == 0)
      return Finding.block(
          "Labels are said to exist, but the audit saw none: name the label column and audit again.");
    return Finding.pass(
        Figures.count(balance.labelled()) + " rows carry a label in “" + balance.column() + "”.");
  }
}
