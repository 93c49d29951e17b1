package io.pilotage.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.charter.Charter;
import io.pilotage.charter.Constraints;
import io.pilotage.charter.RiskProfile;
import io.pilotage.charter.RiskProfile.Autonomy;
import io.pilotage.charter.RiskProfile.Domain;
import io.pilotage.charter.RiskProfile.Impact;
import io.pilotage.charter.RiskProfile.Sensitivity;
import io.pilotage.initiative.RiskTier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("R54 loans and jobs are explained, and what the charter asks for")
class ExplanationDutyTest {

  @ParameterizedTest
  @CsvSource({
    "CREDIT_OR_INSURANCE, false, true",
    "HIRING_OR_EDUCATION, false, true",
    "INTERNAL_OPERATIONS, true, true",
    "INTERNAL_OPERATIONS, false, false",
    "FRAUD_AND_SECURITY, false, false"
  })
  void asksByDomainAndCharter(Domain domain, boolean required, boolean asked) {
    var risk = new RiskProfile(
        domain, Impact.NONE, Autonomy.ADVISES, Sensitivity.PERSONAL, "as seen", RiskTier.LIMITED);
    var charter = new Charter(
        null,
        null,
        null,
        null,
        new Constraints(null, null, null, required),
        null,
        null,
        null,
        null,
        risk);

    assertThat(ExplanationDuty.asks(charter)).isEqualTo(asked);
  }
}
