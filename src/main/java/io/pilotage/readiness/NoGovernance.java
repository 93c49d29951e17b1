package io.pilotage.readiness;

import io.pilotage.charter.Charter;
import io.pilotage.charter.Charters;
import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.registry.Models;
import io.pilotage.registry.UnauthorisedDeployment;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Nobody said who decides what is deployed, how risky it is, or something runs that nobody
 * approved.
 */
@Component
class NoGovernance implements StandingRule {

  private final Charters charters;
  private final Initiatives initiatives;
  private final Models models;

  NoGovernance(Charters charters, Initiatives initiatives, Models models) {
    this.charters = charters;
    this.initiatives = initiatives;
    this.models = models;
  }

  @Override
  public Kind kind() {
    return Kind.MISTAKE;
  }

  @Override
  public Phase askedFrom() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Mistake: no governance";
  }

  @Override
  public Finding check(String initiative) {
    var committee = charters.of(initiative).map(Charter::committee);
    if (committee.isEmpty()) return Finding.block("Nobody said who decides what is deployed.");
    var known = initiatives.get(initiative);
    if (known.riskTier() == null)
      return Finding.block("The risk was never classified, so nobody knows who has to sign.");
    var found = known.model() == null ? "" : unapproved(known.model());
    if (!found.isEmpty())
      return Finding.warn("Seen serving without approval: " + found + ". Approve or take away.");
    return Finding.pass("Deployment is decided by " + committee.get().decider().words() + "; risk "
        + known.riskTier() + "; nothing unapproved was seen.");
  }

  private String unapproved(String model) {
    var named = models.unauthorised(model).stream()
        .map(UnauthorisedDeployment::version)
        .distinct()
        .filter(version -> !models.approved(model, version))
        .collect(Collectors.joining(", "));
    long more = models.unauthorisedMore(model);
    return more == 0 ? named : named + String.format(Locale.ROOT, " and %,d more", more);
  }
}
