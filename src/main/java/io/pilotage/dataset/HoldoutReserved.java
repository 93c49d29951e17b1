package io.pilotage.dataset;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/**
 * R33: a holdout exists and, checked on the data, shares no row with what the model learns from.
 */
@Component
class HoldoutReserved implements GateRule {

  private final Audits audits;
  private final Preparations preparations;
  private final DatasetProperties properties;

  HoldoutReserved(Audits audits, Preparations preparations, DatasetProperties properties) {
    this.audits = audits;
    this.preparations = preparations;
    this.properties = properties;
  }

  @Override
  public Phase phase() {
    return Phase.DATA;
  }

  @Override
  public String name() {
    return "Holdout set apart";
  }

  @Override
  public Finding check(String initiative) {
    return preparations
        .holdout(initiative)
        .map(holdout -> judge(initiative, holdout))
        .orElseGet(() -> Finding.block("No holdout is set apart."));
  }

  private Finding judge(String initiative, Preparation.Holdout holdout) {
    var current = audits
        .of(initiative)
        .filter(DataAudit::isProfiled)
        .map(audit -> audit.profile().digest())
        .orElse(null);
    if (!holdout.trainingDigest().equals(current))
      return Finding.block(
          "The holdout was compared with other training data than the one audited last.");
    var overlap = holdout.overlap();
    var size = Figures.count(overlap.holdoutRows()) + " rows set apart";
    var how = (overlap.leftOut().isEmpty()
            ? ""
            : " Left out of the comparison: " + String.join(", ", overlap.leftOut())
                + ", different in every row.")
        + (overlap.remark() == null ? "" : " " + overlap.remark());
    if (overlap.shared() == 0)
      return overlap.remark() == null
          ? Finding.pass(size + ", none of them in the training data." + how)
          : Finding.warn(size + ", none of them in the training data." + how);
    var fact = size + ", " + Figures.count(overlap.shared())
        + " of them also in the training data (" + Figures.percent(overlap.share()) + ")." + how;
    return overlap.share() <= properties.toleratedOverlap()
        ? Finding.warn(fact)
        : Finding.block(fact);
  }
}
