package io.pilotage.process;

import static io.pilotage.experiment.activity.ExperimentVariables.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.experiment.Complexity;
import io.pilotage.experiment.Concepts;
import io.pilotage.experiment.ExperimentOutcome;
import io.pilotage.experiment.Experiments;
import io.pilotage.experiment.Extension;
import io.pilotage.experiment.Figures;
import io.pilotage.initiative.Initiatives;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RunExperimentsTest extends ProcessTest {

  @Autowired
  Experiments experiments;

  @Autowired
  Concepts concepts;

  @Autowired
  Initiatives initiatives;

  @Autowired
  Notices notices;

  @Test
  @DisplayName("R41 experiments are recorded and judged until a candidate is found")
  void findsACandidate() {
    var proof = begin(1_000);

    record(proof, 70, 100);
    assertThat(proof.answer("Draw lessons").facts())
        .contains("70.00 %")
        .contains("which is not beaten");
    learn(proof, ExperimentOutcome.CONTINUE);
    proof.waitsAt("Record experiment");
    record(proof, 91.5, 100);
    assertThat(proof.answer("Draw lessons").facts()).contains("which is beaten");
    learn(proof, ExperimentOutcome.CANDIDATE_FOUND);

    proof.endedAt("Experiments done").withoutPassing("Decide on budget");
    assertThat(proof.variable("candidateFound")).isEqualTo(true);
    assertThat(experiments.chosen(proof.initiative()).orElseThrow().figures().accuracy())
        .isEqualTo(0.915);
    assertThat(experiments.of(proof.initiative())).hasSize(3);
  }

  @Test
  @DisplayName("R41 a record without its figures, or with a share above 100 percent, is refused")
  void refusesHalfARecord() {
    var proof = begin(1_000);
    var before = experiments.of(proof.initiative()).size();

    proof
        .answer("Record experiment")
        .with(HYPOTHESIS, "Trees")
        .with(COMPLEXITY, Complexity.CANDIDATE)
        .with(COST, 1.0)
        .refusedWith("accuracy");
    proof
        .answer("Record experiment")
        .with(HYPOTHESIS, "Trees")
        .with(COMPLEXITY, Complexity.CANDIDATE)
        .with(COST, 1.0)
        .with(ACCURACY, 130.0)
        .refusedWith("between 0 and 100 percent");
    proof
        .answer("Record experiment")
        .with(HYPOTHESIS, "Trees")
        .with(COMPLEXITY, Complexity.CANDIDATE)
        .with(COST, -1.0)
        .with(ACCURACY, 80.0)
        .refusedWith("cannot be negative");
    proof
        .answer("Record experiment")
        .with(HYPOTHESIS, " ")
        .with(COMPLEXITY, Complexity.CANDIDATE)
        .with(COST, 1.0)
        .with(ACCURACY, 80.0)
        .refusedWith("in one sentence");
    record(proof, 80, 10);
    proof
        .answer("Draw lessons")
        .with(WORKS, "Trees")
        .with(WORKS_NOT, "Forests")
        .with(EXPERIMENT_OUTCOME, ExperimentOutcome.CONTINUE)
        .refusedWith("without a reason");

    assertThat(experiments.of(proof.initiative())).hasSize(before + 1);
  }

  @Test
  @DisplayName(
      "R41 a week without a record reminds data science, but not when a record came over the API")
  void remindsWhenAnExperimentIsOverdue() {
    var proof = begin(1_000);

    proof.letPass("Experiment overdue");
    proof.passed("Data science reminded").waitsAt("Record experiment");
    assertThat(reminders(proof)).isEqualTo(1);

    experiments.record(
        proof.initiative(),
        Complexity.CANDIDATE,
        "From a notebook",
        new Figures(0.8, null, null, null, 0, null),
        null);
    clock.pass(java.time.Duration.ofSeconds(1));
    proof.letPass("Experiment overdue");
    assertThat(reminders(proof)).isBetween(1L, 2L);
  }

  @Test
  @DisplayName("R42 a spent budget asks for a decision: raised, the experiments go on")
  void goesOnWhenTheBudgetIsRaised() {
    var proof = begin(500);

    record(proof, 80, 600);
    learn(proof, ExperimentOutcome.CONTINUE);
    proof.waitsAt("Decide on budget").doesNotWaitAt("Record experiment");
    proof
        .answer("Decide on budget")
        .as("pm")
        .with(BUDGET_DECISION, Extension.EXTEND)
        .with(NEW_CEILING, 550.0)
        .with(BUDGET_REASON, "Promising")
        .refusedWith("above the 600 already spent");
    proof
        .answer("Decide on budget")
        .as("pm")
        .with(BUDGET_DECISION, Extension.EXTEND)
        .with(NEW_CEILING, 900.0)
        .with(BUDGET_REASON, "Promising")
        .done();

    proof.waitsAt("Record experiment");
    assertThat(concepts.box(proof.initiative()).orElseThrow().budgetCeiling()).isEqualTo(900);
    assertThat(experiments.budgetSpent(proof.initiative())).isFalse();
  }

  @Test
  @DisplayName("R42 a budget that is not raised ends the experiments")
  void endsWhenTheBudgetIsNotRaised() {
    var proof = begin(500);

    record(proof, 80, 500);
    learn(proof, ExperimentOutcome.CONTINUE);
    proof
        .answer("Decide on budget")
        .as("pm")
        .with(BUDGET_DECISION, Extension.STOP)
        .with(BUDGET_REASON, "Enough")
        .done();

    proof.endedAt("Experiments done").passed("Decide on budget");
    assertThat(proof.variable("candidateFound")).isEqualTo(false);
  }

  @Test
  @DisplayName(
      "R42 the end of the time box asks for a decision, and asks again when the extension is over")
  void asksAgainWhenTheExtensionIsOver() {
    var proof = begin(1_000);

    proof.letPass("Time box over");
    proof.waitsAt("Decide on time box", "Record experiment");
    proof
        .answer("Decide on time box")
        .as("pm")
        .with(TIME_BOX_DECISION, Extension.EXTEND)
        .with(TIME_BOX_REASON, "Nearly there")
        .refusedWith("until which the experiments may go on");
    var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(10);
    proof
        .answer("Decide on time box")
        .as("pm")
        .with(TIME_BOX_DECISION, Extension.EXTEND)
        .with(TIME_BOX_DAY, day)
        .with(TIME_BOX_REASON, "Nearly there")
        .done();
    proof.doesNotWaitAt("Decide on time box");
    assertThat(concepts.box(proof.initiative()).orElseThrow().until())
        .isEqualTo(day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));

    proof.letPass("Extension over");
    proof.waitsAt("Decide on time box");

    record(proof, 95, 10);
    learn(proof, ExperimentOutcome.CANDIDATE_FOUND);
    proof.endedAt("Experiments done");
  }

  @Test
  @DisplayName("R42 a time box that is not extended cuts the experiments off")
  void cutsOffWhenTheTimeBoxIsNotExtended() {
    var proof = begin(1_000);

    proof.letPass("Time box over");
    proof
        .answer("Decide on time box")
        .as("pm")
        .with(TIME_BOX_DECISION, Extension.STOP)
        .with(TIME_BOX_REASON, "No progress")
        .done();

    proof.endedAt("Time box closed").withoutPassing("Experiments done");
    assertThat(experiments.chosen(proof.initiative())).isEmpty();
  }

  private Walk begin(double budget) {
    var key = freshKey("POC");
    initiatives.register("Decide on loans faster", key, "pm");
    experiments.record(
        key,
        Complexity.BASELINE,
        "Rule on income",
        new Figures(0.75, null, null, null, 0, null),
        null);
    concepts.open(key, budget);
    return call("run-experiments").about(key);
  }

  private void record(Walk proof, double accuracy, double cost) {
    proof
        .answer("Record experiment")
        .as("data-science")
        .with(HYPOTHESIS, "Boosted trees")
        .with(COMPLEXITY, Complexity.CANDIDATE)
        .with(ACCURACY, accuracy)
        .with(PRECISION, 80.0)
        .with(RECALL, 64.0)
        .with(LATENCY_MS, 12.0)
        .with(COST, cost)
        .with(BUSINESS_IMPACT, 40_000.0)
        .done();
  }

  private void learn(Walk proof, ExperimentOutcome outcome) {
    proof
        .answer("Draw lessons")
        .as("data-science")
        .with(WORKS, "Income and age")
        .with(WORKS_NOT, "Postcode")
        .with(LESSON_REASON, "Too few rows a postcode")
        .with(EXPERIMENT_OUTCOME, outcome)
        .done();
  }

  private long reminders(Walk proof) {
    return notices.of(proof.initiative()).stream()
        .filter(notice -> notice.kind() == Kind.REMINDER && notice.subject().contains("experiment"))
        .count();
  }
}
