package io.pilotage.readiness;

import io.pilotage.charter.Charter;
import io.pilotage.charter.Charters;
import io.pilotage.charter.RiskProfile;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Whether single decisions must be explained: by the risk tier, by the charter, or because they are
 * about loans or jobs.
 */
@Component
class ExplanationDuty {

  private static final Set<RiskProfile.Domain> ALWAYS_EXPLAINED =
      EnumSet.of(RiskProfile.Domain.CREDIT_OR_INSURANCE, RiskProfile.Domain.HIRING_OR_EDUCATION);

  private final Initiatives initiatives;
  private final Charters charters;

  ExplanationDuty(Initiatives initiatives, Charters charters) {
    this.initiatives = initiatives;
    this.charters = charters;
  }

  boolean holds(String initiative) {
    return initiatives.get(initiative).riskTier() == RiskTier.HIGH
        || charters.of(initiative).filter(ExplanationDuty::asks).isPresent();
  }

  static boolean asks(Charter charter) {
    return charter.explanationsRequired()
        || charter.risk() != null && ALWAYS_EXPLAINED.contains(charter.risk().domain());
  }
}
