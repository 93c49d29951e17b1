package io.pilotage.charter;

import static io.pilotage.gate.Found.blocks;
import static io.pilotage.gate.Found.passes;
import static io.pilotage.gate.Found.warns;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.PilotageTest;
import io.pilotage.TestClock;
import io.pilotage.charter.DataOutlook.Grade;
import io.pilotage.charter.RiskProfile.Autonomy;
import io.pilotage.charter.RiskProfile.Domain;
import io.pilotage.charter.RiskProfile.Impact;
import io.pilotage.charter.RiskProfile.Sensitivity;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Every criterion of the first gate, once with nothing recorded or something wrong, once with the
 * fact it asks for.
 */
@PilotageTest
class DefineGateTest {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  @Autowired
  private DefineGate gate;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Charters charters;

  @Autowired
  private TestClock clock;

  private String key;

  @BeforeEach
  void register() {
    key = "DEFINERULES-" + COUNTER.incrementAndGet();
    initiatives.register("Rules", key, "pm");
  }

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  @Test
  void problemSpecific() {
    blocks(gate.problemStatementSpecific(key));
    charters.frame(
        key,
        new Problem(
            "reduce false positives by 30 %", "false positives", Direction.REDUCE, 30, "%"));
    assertThat(passes(gate.problemStatementSpecific(key)).fact())
        .contains("reduce false positives by 30 %");
  }

  @Test
  void baselineMeasured() {
    blocks(gate.baselineMeasured(key));
    charters.measure(key, new Baseline(1000, 95, today().minusDays(400), "case system", 5000, 98));
    warns(gate.baselineMeasured(key));
    charters.measure(key, new Baseline(1000, 95, today(), "case system", 5000, 98));
    assertThat(passes(gate.baselineMeasured(key)).fact())
        .contains("50 errors a day today, 100 at the target");
  }

  @Test
  void fallbackOwned() {
    blocks(gate.fallbackChosenAndOwned(key));
    charters.plan(key, new Fallback("Payments wait", FallbackKind.RULES, "The old rules", "Olga"));
    passes(gate.fallbackChosenAndOwned(key));
  }

  @Test
  void dataPromising() {
    blocks(gate.dataPromising(key));
    charters.assess(
        key,
        new DataOutlook("Payments", Grade.POOR, Grade.GOOD, Grade.GOOD),
        new Constraints(null, null, "none", false));
    warns(gate.dataPromising(key));
    charters.assess(
        key,
        new DataOutlook("Payments", Grade.USABLE, Grade.GOOD, Grade.GOOD),
        new Constraints(null, null, "none", false));
    passes(gate.dataPromising(key));
  }

  @Test
  void strategyLinked() {
    blocks(gate.strategyLinked(key));
    charters.link(
        key,
        new Strategy(
            "Fewer losses",
            Strategy.Lever.PROFIT_AND_LOSS,
            Strategy.Imperative.FRAUD_MINIMISATION,
            "a",
            "b",
            "c",
            "d"));
    passes(gate.strategyLinked(key));
  }

  @Test
  void committeeComplete() {
    blocks(gate.committeeCompleteOperationsIncluded(key));
    charters.name(
        key,
        new Committee(
            new Committee.Members("Ada", "Emil", "Sue", "Leo", "Olga"),
            new Committee.Owners("Ada", "Leo"),
            Committee.Decider.COMMITTEE));
    assertThat(passes(gate.committeeCompleteOperationsIncluded(key)).fact())
        .contains("operations: Olga");
    assertThat(initiatives.get(key).sponsor()).isEqualTo("Ada");
  }

  @Test
  void integrationSketched() {
    blocks(gate.integrationSketched(key));
    charters.sketch(
        key,
        new Integration(
            "Payments", "Dirk", "POST /score", false, "the gateway", "score", true, "Emil"));
    blocks(gate.integrationSketched(key));
    charters.sketch(
        key,
        new Integration(
            "Payments", "Dirk", "POST /score", true, "the gateway", "score", false, "Emil"));
    blocks(gate.integrationSketched(key));
    charters.sketch(
        key,
        new Integration(
            "Payments", "Dirk", "POST /score", true, "the gateway", "score", true, "Emil"));
    passes(gate.integrationSketched(key));
  }

  @Test
  @DisplayName("R19 a briefing after the first week is warned about")
  void briefingHeld() {
    blocks(gate.reviewersBriefedInWeekOne(key));
    charters.brief(key, new Briefing(today(), "Sue", "Leo", "Rita", null));
    passes(gate.reviewersBriefedInWeekOne(key));
    clock.pass(Duration.ofDays(10));
    charters.brief(key, new Briefing(today(), "Sue", "Leo", "Rita", null));
    warns(gate.reviewersBriefedInWeekOne(key));
  }

  @Test
  void riskTierSet() {
    blocks(gate.riskTierSet(key));
    charters.classify(
        key,
        new RiskProfile(
            Domain.FRAUD_AND_SECURITY,
            Impact.NONE,
            Autonomy.ADVISES,
            Sensitivity.PERSONAL,
            null,
            null));
    assertThat(passes(gate.riskTierSet(key)).fact())
        .contains(
            "from domain (fraud and security), impact (none), autonomy (advises) and data (personal)");
  }

  @ParameterizedTest
  @DisplayName("R22 the risk tier follows from domain, impact, autonomy and data")
  @CsvSource({
    "HIRING_OR_EDUCATION, INCONVENIENCE, ADVISES, PUBLIC_OR_TECHNICAL, HIGH",
        "FRAUD_AND_SECURITY, RIGHTS_OR_LIVELIHOOD, DECIDES_WITH_REVIEW, PERSONAL, HIGH",
    "CUSTOMER_EXPERIENCE, INCONVENIENCE, ADVISES, SPECIAL_CATEGORY, HIGH",
        "INTERNAL_OPERATIONS, RIGHTS_OR_LIVELIHOOD, ADVISES, PUBLIC_OR_TECHNICAL, LIMITED",
    "CREDIT_OR_INSURANCE, NONE, ADVISES, PUBLIC_OR_TECHNICAL, LIMITED",
        "INTERNAL_OPERATIONS, NONE, DECIDES_ALONE, PERSONAL, LIMITED",
    "CUSTOMER_EXPERIENCE, INCONVENIENCE, DECIDES_ALONE, PUBLIC_OR_TECHNICAL, LIMITED",
        "INTERNAL_OPERATIONS, NONE, DECIDES_ALONE, PUBLIC_OR_TECHNICAL, MINIMAL"
  })
  void tierFollowsFromTheAnswers(
      Domain domain, Impact impact, Autonomy autonomy, Sensitivity sensitivity, RiskTier tier) {
    assertThat(charters.classify(
            key, new RiskProfile(domain, impact, autonomy, sensitivity, null, null)))
        .isEqualTo(tier);
    assertThat(initiatives.get(key).riskTier()).isEqualTo(tier);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
