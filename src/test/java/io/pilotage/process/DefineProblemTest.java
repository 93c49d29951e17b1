package io.pilotage.process;

import static io.pilotage.charter.activity.CharterVariables.*;
import static io.pilotage.gate.GateVariables.CAUSE;
import static io.pilotage.gate.GateVariables.COMMENT;
import static io.pilotage.gate.GateVariables.DECISION;
import static io.pilotage.value.SampleKpis.ACCURACY;
import static io.pilotage.value.SampleKpis.HOURS_SAVED;
import static io.pilotage.value.SampleKpis.gapsBeside;
import static io.pilotage.value.activity.ValueVariables.AGREED_BUSINESS;
import static io.pilotage.value.activity.ValueVariables.AGREED_OPERATIONS;
import static io.pilotage.value.activity.ValueVariables.AGREED_TECHNOLOGY;
import static io.pilotage.value.activity.ValueVariables.BENEFITS;
import static io.pilotage.value.activity.ValueVariables.COSTS;
import static io.pilotage.value.activity.ValueVariables.KPIS;
import static io.pilotage.value.activity.ValueVariables.KPI_GAPS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.charter.Charters;
import io.pilotage.charter.Committee;
import io.pilotage.charter.DataOutlook.Grade;
import io.pilotage.charter.Direction;
import io.pilotage.charter.FallbackKind;
import io.pilotage.charter.RiskProfile;
import io.pilotage.charter.Strategy;
import io.pilotage.gate.Cause;
import io.pilotage.gate.Effect;
import io.pilotage.gate.Gates;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.value.Benefit;
import io.pilotage.value.CostItem;
import io.pilotage.value.Kpis;
import io.pilotage.value.Returns;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DefineProblemTest extends ProcessTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Charters charters;

  @Autowired
  private Kpis kpis;

  @Autowired
  private Returns returns;

  @Autowired
  private Gates gates;

  @Autowired
  private Notices notices;

  @Test
  @DisplayName("R10–R23 a case that is whole passes its gate, and its limits are there for later")
  void definesAProblem() {
    var define = opened();

    buildCase(define);
    signAll(define);

    define.endedAt("Problem defined").withoutPassing("Escalate briefing");
    var charter = charters.of(define.initiative()).orElseThrow();
    assertThat(charter.problem().goal()).isEqualTo("reduce false positives by 30 %");
    assertThat(charter.latencyLimitMs()).isEqualTo(200);
    assertThat(charter.costLimitPerMonth()).isEqualTo(5_000);
    assertThat(charter.targetQuality()).isEqualTo(0.98);
    assertThat(charter.fallbackKind()).isEqualTo(FallbackKind.HUMAN_REVIEW);
    assertThat(charter.explanationsRequired()).isTrue();
    assertThat(initiatives.get(define.initiative()))
        .extracting("riskTier", "sponsor")
        .containsExactly(RiskTier.LIMITED, "Ada Business");
    assertThat(kpis.of(define.initiative()).orElseThrow().kpis())
        .containsExactly(HOURS_SAVED, ACCURACY);
    assertThat(gates.of(define.initiative()).get(0).criteria())
        .noneMatch(criterion -> criterion.effect() == Effect.BLOCK);
  }

  @Test
  @DisplayName("R10 a vague problem is refused and the task stays")
  void refusesAVagueProblem() {
    var define = opened();

    define
        .answer("Frame problem")
        .as("business")
        .with(STATEMENT, "use AI to improve security")
        .with(METRIC, "security")
        .with(DIRECTION, Direction.INCREASE)
        .refusedWith("has no number: it does not say by how much");

    assertThat(charters.of(define.initiative())).isEmpty();
    frame(define).waitsAt("Measure baseline");
  }

  @Test
  @DisplayName("R11 errors a day are computed and shown to whoever comes next")
  void showsTheErrorsADay() {
    var define = opened();

    frame(define);
    define
        .answer("Measure baseline")
        .as("business")
        .with(BASELINE_VOLUME, 1000.0)
        .refusedWith("Please fill in “baseline quality”");
    measure(define);

    assertThat(define.answer("Name committee").facts())
        .contains("50 errors a day")
        .contains("100 errors a day")
        .contains("+3 points")
        .contains("+50 errors a day");
  }

  @Test
  @DisplayName("R17 a committee without operations is refused")
  void refusesACommitteeWithoutOperations() {
    var define = opened();
    frame(define);
    measure(define);

    committee(define)
        .with(OPERATIONS_MEMBER, "tbd")
        .refusedWith("operations: the team that will own the model");
    committee(define).with(ACCOUNTABLE_OWNER, "Ada, Bob").refusedWith("exactly one person");

    define.waitsAt("Name committee");
  }

  @Test
  @DisplayName("R12 R13 R15 R16 R18 R20 every answer of the case is checked where it is given")
  void refusesWhatIsIncomplete() {
    var define = atCase();

    define
        .answer("Plan fallback")
        .as("operations")
        .with(FAILURE_MODE, "Payments stop")
        .with(FALLBACK_DESCRIPTION, "Switch")
        .with(FALLBACK_OWNER, "Olga")
        .refusedWith("rules, human review or the previous model");
    define
        .answer("Assess data")
        .as("data-science")
        .with(DATA_SOURCES, "Payments")
        .with(DATA_QUALITY, Grade.GOOD)
        .with(DATA_VOLUME, Grade.GOOD)
        .with(DATA_HISTORY, Grade.GOOD)
        .with(LATENCY_LIMIT_MS, -5.0)
        .with(COMPLIANCE_NEEDS, "none")
        .with(EXPLANATIONS_REQUIRED, true)
        .refusedWith("more than zero milliseconds");
    define
        .answer("Estimate return")
        .as("business")
        .with(BENEFITS, List.of(new Benefit(Benefit.Type.REVENUE, "More", 9.0, 1.0)))
        .refusedWith("wrong way round");
    define
        .answer("Brief reviewers")
        .as("pm")
        .with(BRIEFED_ON, today().plusDays(30))
        .refusedWith("a day that is past");
    define
        .answer("Classify risk")
        .as("risk")
        .with(IMPACT, RiskProfile.Impact.NONE)
        .refusedWith("choose the domain");
    define
        .answer("Sketch integration")
        .as("engineering")
        .with(API_REACHABLE, true)
        .with(OUTPUT_MATCHES, true)
        .refusedWith("systems the model reads from");
    strategy(define);
    define
        .answer("Agree KPIs")
        .as("business")
        .with(KPIS, List.of(ACCURACY))
        .with(KPI_GAPS, gapsBeside(ACCURACY))
        .with(AGREED_BUSINESS, "Ada")
        .with(AGREED_OPERATIONS, "Olga")
        .with(AGREED_TECHNOLOGY, "Emil")
        .refusedWith("All KPIs are technical");
    define
        .answer("Agree KPIs")
        .as("business")
        .withRaw("kpis", "banana")
        .refusedWith("could not be read");

    assertThat(kpis.of(define.initiative())).isEmpty();
    assertThat(returns.of(define.initiative())).isEmpty();
  }

  @Test
  @DisplayName("R20 the usual costs are filled in")
  void fillsInTheUsualCosts() {
    var define = atCase();

    define
        .answer("Estimate return")
        .as("business")
        .with(BENEFITS, List.of(benefit()))
        .done();

    var estimate = returns.of(define.initiative()).orElseThrow();
    assertThat(estimate.pocCost()).hasToString("33K");
    assertThat(estimate.productionCost()).hasToString("41K–230K");
  }

  @Test
  @DisplayName("R19 a briefing that is late is told to sponsor and program managers, once")
  void escalatesALateBriefing() {
    var define = atCase();

    define.letPass("Briefing late");

    define.passed("Late briefing escalated").waitsAt("Brief reviewers");
    assertThat(notices.of(define.initiative()))
        .filteredOn(notice -> notice.kind() == Kind.ESCALATION)
        .hasSize(2);
  }

  @Test
  @DisplayName("R81 rework begins at the problem again, with the earlier answers filled in")
  void reworksTheCase() {
    var define = opened();
    buildCase(define);

    sign(define, "business", SignOffDecision.REWORK);
    List.of("engineering", "security", "legal", "operations", "risk")
        .forEach(role -> sign(define, role, SignOffDecision.APPROVED));

    define.passed("Rework requested").waitsAt("Frame problem");
    assertThat(engine
            .getTaskService()
            .getVariable(define.answer("Frame problem").task().getId(), "metric"))
        .isEqualTo("false positives");
    buildCase(define);
    signAll(define);
    define.endedAt("Problem defined");
    assertThat(gates.of(define.initiative())).hasSize(2);
  }

  @Test
  @DisplayName("R81 a stop ends the phase")
  void stopsTheInitiative() {
    var define = call("define-problem").about(registered());
    buildCase(define);

    sign(define, "legal", SignOffDecision.STOPPED);
    List.of("business", "engineering", "security", "operations", "risk")
        .forEach(role -> sign(define, role, SignOffDecision.APPROVED));

    define.endedAt("Initiative stopped").withoutPassing("Problem defined");
  }

  @Test
  @DisplayName("R18 an output nobody takes blocks the gate: only a waiver passes it")
  void blocksWhatDoesNotFit() {
    var define = opened();
    frame(define);
    measure(define);
    committee(define).done();
    fallback(define);
    data(define);
    strategy(define);
    contract(define);
    estimate(define);
    integration(define).with(OUTPUT_MATCHES, false).done();
    briefing(define);
    risk(define);
    signAll(define);

    define.waitsAt("Decide on waiver");
    assertThat(gates.of(define.initiative()).get(0).criteria())
        .anySatisfy(criterion ->
            assertThat(criterion.fact()).contains("does not take what the model answers"));
  }

  private Walk opened() {
    return start("define-problem").about(registered());
  }

  private String registered() {
    var key = freshKey("FRAUD");
    initiatives.register("Fraud detection", key, "pm");
    return key;
  }

  private Walk atCase() {
    var define = opened();
    frame(define);
    measure(define);
    return committee(define).done();
  }

  private void buildCase(Walk define) {
    frame(define);
    measure(define);
    committee(define).done();
    fallback(define);
    data(define);
    strategy(define);
    contract(define);
    estimate(define);
    integration(define).done();
    briefing(define);
    risk(define);
  }

  private static Walk frame(Walk define) {
    return define
        .answer("Frame problem")
        .as("business")
        .with(STATEMENT, "Reduce false positives in fraud detection by 30 %")
        .with(METRIC, "false positives")
        .with(DIRECTION, Direction.REDUCE)
        .with(AMOUNT, 30.0)
        .with(UNIT, "%")
        .done();
  }

  private Walk measure(Walk define) {
    return define
        .answer("Measure baseline")
        .as("business")
        .with(BASELINE_VOLUME, 1000.0)
        .with(BASELINE_QUALITY, 95.0)
        .with(MEASURED_ON, today().minusDays(3))
        .with(BASELINE_SOURCE, "case system")
        .with(TARGET_VOLUME, 5000.0)
        .with(TARGET_QUALITY, 98.0)
        .done();
  }

  private static Walk.Answer committee(Walk define) {
    return define
        .answer("Name committee")
        .as("pm")
        .with(ACCOUNTABLE_OWNER, "Ada Business")
        .with(ENGINEERING_MEMBER, "Emil")
        .with(SECURITY_MEMBER, "Sue")
        .with(LEGAL_MEMBER, "Leo")
        .with(OPERATIONS_MEMBER, "Olga")
        .with(BUSINESS_CASE_OWNER, "Ada Business")
        .with(COMPLIANCE_OWNER, "Leo")
        .with(DECIDER, Committee.Decider.COMMITTEE);
  }

  private static void fallback(Walk define) {
    define
        .answer("Plan fallback")
        .as("operations")
        .with(FAILURE_MODE, "Payments wait")
        .with(FALLBACK, FallbackKind.HUMAN_REVIEW)
        .with(FALLBACK_DESCRIPTION, "The review team takes every case")
        .with(FALLBACK_OWNER, "Olga")
        .done();
  }

  private static void data(Walk define) {
    define
        .answer("Assess data")
        .as("data-science")
        .with(DATA_SOURCES, "Payments of five years")
        .with(DATA_QUALITY, Grade.GOOD)
        .with(DATA_VOLUME, Grade.GOOD)
        .with(DATA_HISTORY, Grade.USABLE)
        .with(LATENCY_LIMIT_MS, 200.0)
        .with(COST_LIMIT_PER_MONTH, 5000.0)
        .with(COMPLIANCE_NEEDS, "Data protection")
        .withRaw("explanationsRequired", "true")
        .done();
  }

  private static void strategy(Walk define) {
    define
        .answer("Link strategy")
        .as("business")
        .with(PRIORITY, "Fewer losses")
        .with(LEVER, Strategy.Lever.PROFIT_AND_LOSS)
        .with(IMPERATIVE, Strategy.Imperative.FRAUD_MINIMISATION)
        .with(IMPROVEMENT, "Fewer good payments stopped")
        .with(BENEFICIARIES, "Customers; complaints are counted")
        .with(SUCCESS, "A third fewer stopped payments")
        .with(CHANGE, "Reviewers see the hard cases only")
        .done();
  }

  private static void contract(Walk define) {
    define
        .answer("Agree KPIs")
        .as("business")
        .with(KPIS, List.of(HOURS_SAVED, ACCURACY))
        .with(KPI_GAPS, gapsBeside(HOURS_SAVED, ACCURACY))
        .with(AGREED_BUSINESS, "Ada")
        .with(AGREED_OPERATIONS, "Olga")
        .with(AGREED_TECHNOLOGY, "Emil")
        .done();
  }

  private static void estimate(Walk define) {
    define
        .answer("Estimate return")
        .as("business")
        .with(
            COSTS,
            List.of(new CostItem(CostItem.Stage.PRODUCTION, "Everything", 100_000.0, 100_000.0)))
        .with(BENEFITS, List.of(benefit()))
        .done();
  }

  private static Benefit benefit() {
    return new Benefit(Benefit.Type.COST_REDUCTION, "Fewer reviews", 500_000.0, 500_000.0);
  }

  private static Walk.Answer integration(Walk define) {
    return define
        .answer("Sketch integration")
        .as("engineering")
        .with(INTEGRATION_SOURCES, "Payments")
        .with(DATA_ENGINEER, "Dirk")
        .with(PRODUCTION_API, "POST /score")
        .withRaw("apiReachable", "true")
        .with(CONSUMER, "the payment gateway")
        .with(OUTPUT_FORMAT, "score 0..1")
        .withRaw("outputMatches", "true")
        .with(INTEGRATION_OWNER, "Emil");
  }

  private void briefing(Walk define) {
    define
        .answer("Brief reviewers")
        .as("pm")
        .with(BRIEFED_ON, today())
        .with(SECURITY_ATTENDEES, "Sue")
        .with(LEGAL_ATTENDEES, "Leo")
        .with(RISK_ATTENDEES, "Rita")
        .done();
  }

  private static void risk(Walk define) {
    define
        .answer("Classify risk")
        .as("risk")
        .with(DOMAIN, RiskProfile.Domain.FRAUD_AND_SECURITY)
        .with(IMPACT, RiskProfile.Impact.INCONVENIENCE)
        .with(AUTONOMY, RiskProfile.Autonomy.DECIDES_WITH_REVIEW)
        .with(SENSITIVITY, RiskProfile.Sensitivity.PERSONAL)
        .done();
  }

  private static void signAll(Walk define) {
    List.of("business", "engineering", "security", "legal", "operations", "risk")
        .forEach(role -> sign(define, role, SignOffDecision.APPROVED));
  }

  private static void sign(Walk define, String role, SignOffDecision decision) {
    var answer = define.answer("Sign off phase").as(role).with(DECISION, decision);
    if (decision == SignOffDecision.APPROVED) answer.done();
    else
      answer
          .with(COMMENT, "The case does not hold yet")
          .with(CAUSE, Cause.METRIC)
          .done();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
