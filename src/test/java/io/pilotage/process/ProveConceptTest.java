package io.pilotage.process;

import static io.pilotage.experiment.activity.ExperimentVariables.*;
import static io.pilotage.gate.GateVariables.CAUSE;
import static io.pilotage.gate.GateVariables.COMMENT;
import static io.pilotage.gate.GateVariables.DECISION;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.experiment.Complexity;
import io.pilotage.experiment.Concepts;
import io.pilotage.experiment.ExperimentOutcome;
import io.pilotage.experiment.Experiments;
import io.pilotage.experiment.Extension;
import io.pilotage.experiment.Figures;
import io.pilotage.experiment.activity.ExperimentVariables.YesNo;
import io.pilotage.gate.Cause;
import io.pilotage.gate.Criterion;
import io.pilotage.gate.Effect;
import io.pilotage.gate.GatePage;
import io.pilotage.gate.GateRecord;
import io.pilotage.gate.Gates;
import io.pilotage.gate.Rule;
import io.pilotage.gate.Rule.Kind;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.initiative.RiskTier;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ProveConceptTest extends ProcessTest {

  @Autowired
  Experiments experiments;

  @Autowired
  Concepts concepts;

  @Autowired
  Gates gates;

  @Autowired
  Initiatives initiatives;

  @Autowired
  List<GatePage> pages;

  @Test
  @DisplayName("R40–R45 a candidate beats the baseline, is worth something, and is signed")
  void provesTheConcept() {
    var phase = begin();

    baseline(phase, 75);
    experiment(phase, 91, 1_000, ExperimentOutcome.CANDIDATE_FOUND);
    infrastructure(phase, YesNo.YES);
    report(phase, 40_000.0);
    for (var role : gate(phase).rolesWaitedFor())
      phase
          .answer("Sign off phase")
          .as(role)
          .with(DECISION, SignOffDecision.APPROVED)
          .done();

    phase.endedAt("Concept proven").withoutPassing("Experiments stopped");
    assertThat(ours(phase))
        .hasSize(8)
        .allSatisfy(criterion -> assertThat(criterion.effect()).isEqualTo(Effect.PASS));
    assertThat(gates.passed(phase.initiative(), Phase.POC)).isTrue();
  }

  @Test
  @DisplayName(
      "R40 R43 R45 no gain, no number and a foreign runtime block the gate, whatever the accuracy")
  void blocksWhatOnlyLooksGood() {
    var phase = begin();

    baseline(phase, 92);
    experiment(phase, 92, 1_000, ExperimentOutcome.CANDIDATE_FOUND);
    phase
        .answer("Check infrastructure")
        .as("engineering")
        .with(SAME_RUNTIME, YesNo.NO)
        .with(INSIDE_NETWORK, YesNo.YES)
        .with(WATCHED, YesNo.YES)
        .with(SOVEREIGN, YesNo.YES)
        .with(BUILT_FOR_PILOT, YesNo.NO)
        .refusedWith("Say what is missing");
    infrastructure(phase, YesNo.NO);
    phase
        .answer("Write POC report")
        .with(HIDDEN_BY_CLEAN_DATA, "No typing errors")
        .with(HIDDEN_BY_ISOLATION, "No register")
        .with(HIDDEN_BY_METRICS, "Accuracy")
        .refusedWith("Name the ways it fails");
    report(phase, null);

    assertThat(ours(phase))
        .filteredOn(criterion -> criterion.effect() == Effect.BLOCK)
        .extracting(Criterion::name)
        .containsExactlyInAnyOrder(
            "Candidate beats the baseline", "Pilot ran like production", "Business impact known");
    assertThat(ours(phase))
        .anySatisfy(criterion ->
            assertThat(criterion.fact()).contains("92.00 %", "nobody says what that is worth"));
  }

  @Test
  void writesTheReportWhenNobodyExpectsACandidateAnyMore() {
    var phase = begin();

    baseline(phase, 75);
    experiment(phase, 60, 1_000, ExperimentOutcome.GIVE_UP);

    phase.waitsAt("Write POC report").withoutPassing("Check infrastructure");
    assertThat(experiments.chosen(phase.initiative())).isEmpty();
  }

  @Test
  @DisplayName("R42 experiments stopped at the end of their time are reported and judged")
  void reportsWhenTheTimeBoxCutsTheExperimentsOff() {
    var phase = begin();
    baseline(phase, 75);

    phase.letPass("Time box over");
    phase
        .answer("Decide on time box")
        .as("pm")
        .with(TIME_BOX_DECISION, Extension.STOP)
        .with(TIME_BOX_REASON, "No progress")
        .done();

    phase
        .passed("Experiments stopped")
        .waitsAt("Write POC report")
        .doesNotWaitAt("Record experiment");
    report(phase, 1.0);
    assertThat(ours(phase))
        .anySatisfy(criterion -> assertThat(criterion.fact()).isEqualTo("No candidate was found."));
  }

  @Test
  void startsOverWhenTheGateAsksForRework() {
    var phase = begin();
    baseline(phase, 75);
    experiment(phase, 91, 1_000, ExperimentOutcome.CANDIDATE_FOUND);
    infrastructure(phase, YesNo.YES);
    report(phase, 40_000.0);

    decide(phase, SignOffDecision.REWORK);

    phase.waitsAt("Record baseline");
    phase
        .answer("Record baseline")
        .with(HYPOTHESIS, "Rule")
        .with(ACCURACY, 75.0)
        .with(COST, 0.0)
        .with(BUDGET_CEILING, 99_999.0)
        .refusedWith("budget stays at 10,000");
    assertThat(concepts.box(phase.initiative()).orElseThrow().budgetCeiling()).isEqualTo(10_000);
  }

  @Test
  @DisplayName(
      "R81 a baseline posted while people sign is evidence they have not seen: they are asked again, and it blocks")
  void asksAgainWhenTheBaselineChangesAtTheOpenGate() {
    var phase = begin();
    baseline(phase, 75);
    experiment(phase, 91, 1_000, ExperimentOutcome.CANDIDATE_FOUND);
    infrastructure(phase, YesNo.YES);
    report(phase, 40_000.0);
    experiments.record(
        phase.initiative(),
        Complexity.BASELINE,
        "Made up",
        new Figures(0.999, null, null, null, 0.0, null),
        null);

    decide(phase, SignOffDecision.APPROVED);

    assertThat(gates.passed(phase.initiative(), Phase.POC))
        .as("passed on evidence that nobody saw")
        .isFalse();
    phase.waitsAt("Sign off phase");
    assertThat(gate(phase).criteria()).anySatisfy(criterion -> {
      assertThat(criterion.name()).isEqualTo("Candidate beats the baseline");
      assertThat(criterion.effect()).isEqualTo(Effect.BLOCK);
    });
    assertThat(phase.answer("Sign off phase").as("business").facts())
        .contains("Candidate beats the baseline", "was PASS", "99.90 %");
    decide(phase, SignOffDecision.APPROVED);
    phase.waitsAt("Decide on waiver").withoutPassing("Concept proven");
  }

  @Test
  void stopsTheInitiativeWhenTheGateSaysSo() {
    var phase = begin();
    baseline(phase, 75);
    experiment(phase, 91, 1_000, ExperimentOutcome.CANDIDATE_FOUND);
    infrastructure(phase, YesNo.YES);
    report(phase, 40_000.0);

    decide(phase, SignOffDecision.STOPPED);

    phase.endedAt("Initiative stopped").withoutPassing("Concept proven");
    assertThat(gates.passed(phase.initiative(), Phase.POC)).isFalse();
  }

  private Walk begin() {
    var key = freshKey("PROOF");
    initiatives.register("Decide on loans faster", key, "pm");
    initiatives.classify(key, RiskTier.MINIMAL);
    return call("prove-concept").about(key);
  }

  private void baseline(Walk phase, double accuracy) {
    phase
        .answer("Record baseline")
        .as("data-science")
        .with(HYPOTHESIS, "Rule on income")
        .with(ACCURACY, accuracy)
        .with(COST, 100.0)
        .with(BUDGET_CEILING, 10_000.0)
        .done();
  }

  private void experiment(Walk phase, double accuracy, double cost, ExperimentOutcome outcome) {
    phase
        .answer("Record experiment")
        .as("data-science")
        .with(HYPOTHESIS, "Boosted trees")
        .with(COMPLEXITY, Complexity.CANDIDATE)
        .with(ACCURACY, accuracy)
        .with(COST, cost)
        .with(BUSINESS_IMPACT, 40_000.0)
        .done();
    phase
        .answer("Draw lessons")
        .as("data-science")
        .with(WORKS, "Income")
        .with(WORKS_NOT, "Postcode")
        .with(LESSON_REASON, "Too few rows")
        .with(EXPERIMENT_OUTCOME, outcome)
        .done();
  }

  private void infrastructure(Walk phase, YesNo sameRuntime) {
    phase
        .answer("Check infrastructure")
        .as("engineering")
        .with(SAME_RUNTIME, sameRuntime)
        .with(INSIDE_NETWORK, YesNo.YES)
        .with(WATCHED, YesNo.YES)
        .with(SOVEREIGN, YesNo.YES)
        .with(BUILT_FOR_PILOT, YesNo.NO)
        .with(INFRASTRUCTURE_REMARK, "Notebook only")
        .done();
  }

  private void report(Walk phase, Double impact) {
    phase
        .answer("Write POC report")
        .as("data-science")
        .with(HIDDEN_BY_CLEAN_DATA, "No typing errors")
        .with(HIDDEN_BY_ISOLATION, "No register")
        .with(HIDDEN_BY_METRICS, "Accuracy, at the price of recall")
        .with(FAILURE_MODES, "New employers")
        .withRaw(YEARLY_IMPACT.name(), impact)
        .with(IMPACT_BASIS, "Hours saved times rate")
        .done();
  }

  private void decide(Walk phase, SignOffDecision decision) {
    var first = true;
    for (var role : gate(phase).rolesWaitedFor()) {
      var answer = phase
          .answer("Sign off phase")
          .as(role)
          .with(DECISION, first ? decision : SignOffDecision.APPROVED);
      (first ? answer.with(COMMENT, "Not like this").with(CAUSE, Cause.METRIC) : answer).done();
      first = false;
    }
  }

  private GateRecord gate(Walk phase) {
    return gates.of(phase.initiative()).stream()
        .max(Comparator.comparingInt(GateRecord::round))
        .orElseThrow();
  }

  private List<Criterion> ours(Walk phase) {
    var names = pages.stream()
        .flatMap(page -> page.rules().stream())
        .filter(rule -> rule.kind() == Kind.CRITERION && rule.phase() == Phase.POC)
        .map(Rule::name)
        .toList();
    return gate(phase).criteria().stream()
        .filter(criterion -> names.contains(criterion.name()))
        .toList();
  }
}
