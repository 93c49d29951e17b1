package io.pilotage.dataset;

import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.initiative.RiskTier;
import org.springframework.stereotype.Component;

/** A model nobody checked for whom it treats worse. */
@Component
class FairnessIgnored implements StandingRule {

  private final Audits audits;
  private final Preparations preparations;
  private final Initiatives initiatives;

  FairnessIgnored(Audits audits, Preparations preparations, Initiatives initiatives) {
    this.audits = audits;
    this.preparations = preparations;
    this.initiatives = initiatives;
  }

  @Override
  public Kind kind() {
    return Kind.MISTAKE;
  }

  @Override
  public Phase askedFrom() {
    return Phase.DATA;
  }

  @Override
  public String name() {
    return "Mistake: fairness ignored";
  }

  @Override
  public Finding check(String initiative) {
    if (preparations.bias(initiative).isEmpty())
      return Finding.block("Nobody stated who could be treated unfairly.");
    var reviewers = preparations.reviewersOf(initiative);
    var reviews = preparations.biasReviews(initiative).size();
    if (reviews < reviewers.size())
      return Finding.block("The bias statement was reviewed by " + reviews + " of "
          + String.join(", ", reviewers) + ".");
    var groups = audits
        .of(initiative)
        .filter(DataAudit::isProfiled)
        .map(audit -> audit.profile().groups().size())
        .orElse(0);
    if (groups > 0) return judge(initiative);
    return initiatives.get(initiative).riskTier() == RiskTier.HIGH
        ? Finding.block("The risk is high, and no groups were compared on the data.")
        : Finding.warn("Reviewed, but no groups were compared on the data.");
  }

  private Finding judge(String initiative) {
    return audits
        .of(initiative)
        .flatMap(audit -> audit.profile().mostUneven())
        .map(audit -> "The lowest four-fifths ratio is " + Figures.ratio(audit.fourFifths())
            + ", by " + audit.column() + ".")
        .map(fact -> audits.of(initiative).orElseThrow().profile().groups().stream()
                .allMatch(Profile.GroupAudit::passes)
            ? Finding.pass(fact)
            : Finding.warn(fact + " The reviewers accepted that."))
        .orElseGet(() -> Finding.warn("Groups were named, but too small to be compared."));
  }
}
