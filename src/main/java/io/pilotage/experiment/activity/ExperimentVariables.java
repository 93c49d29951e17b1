package io.pilotage.experiment.activity;

import io.pilotage.engine.ProcessVariable;
import io.pilotage.experiment.Complexity;
import io.pilotage.experiment.ExperimentOutcome;
import io.pilotage.experiment.Extension;
import java.time.LocalDate;

/**
 * What the proof of concept remembers between steps, and the keys of its forms. Shares are asked in
 * percent.
 */
public final class ExperimentVariables {

  /** What was tried and what was expected. */
  public static final ProcessVariable<String> HYPOTHESIS = ProcessVariable.line("hypothesis");
  /** Share of right answers, in percent. */
  public static final ProcessVariable<Double> ACCURACY = ProcessVariable.decimal("accuracy");
  /** Precision, in percent. */
  public static final ProcessVariable<Double> PRECISION = ProcessVariable.decimal("precision");
  /** Recall, in percent. */
  public static final ProcessVariable<Double> RECALL = ProcessVariable.decimal("recall");
  /** Time of one answer, in milliseconds. */
  public static final ProcessVariable<Double> LATENCY_MS = ProcessVariable.decimal("latencyMs");
  /** Cost of one experiment, in the currency of the budget. */
  public static final ProcessVariable<Double> COST = ProcessVariable.decimal("cost");
  /** What the result is worth a year, in the currency of the budget. */
  public static final ProcessVariable<Double> BUSINESS_IMPACT =
      ProcessVariable.decimal("businessImpact");
  /** Whether the experiment is as simple as the baseline. */
  public static final ProcessVariable<Complexity> COMPLEXITY =
      ProcessVariable.choice("complexity", Complexity.class);
  /** What the whole proof may cost. */
  public static final ProcessVariable<Double> BUDGET_CEILING =
      ProcessVariable.decimal("budgetCeiling");
  /** Number of the experiment whose lessons are drawn. */
  public static final ProcessVariable<Integer> EXPERIMENT = ProcessVariable.number("experiment");
  /** What works. */
  public static final ProcessVariable<String> WORKS = ProcessVariable.text("works");
  /** What does not work. */
  public static final ProcessVariable<String> WORKS_NOT = ProcessVariable.text("worksNot");
  /** Why. */
  public static final ProcessVariable<String> LESSON_REASON = ProcessVariable.text("lessonReason");
  /** What follows from the experiment; drives the gateway "Another experiment?". */
  public static final ProcessVariable<ExperimentOutcome> EXPERIMENT_OUTCOME =
      ProcessVariable.choice("experimentOutcome", ExperimentOutcome.class);
  /** Whether there is a candidate; answered to the phase, drives its gateway "Candidate found?". */
  public static final ProcessVariable<Boolean> CANDIDATE_FOUND =
      ProcessVariable.flag("candidateFound");
  /** Whether the ceiling is reached; drives the gateway "Budget left?". */
  public static final ProcessVariable<Boolean> BUDGET_SPENT = ProcessVariable.flag("budgetSpent");
  /** Whether the budget is raised; drives the gateway "Budget raised?". */
  public static final ProcessVariable<Extension> BUDGET_DECISION =
      ProcessVariable.choice("budgetDecision", Extension.class);
  /** The raised ceiling. */
  public static final ProcessVariable<Double> NEW_CEILING = ProcessVariable.decimal("newCeiling");
  /** Why the budget is raised or not. */
  public static final ProcessVariable<String> BUDGET_REASON = ProcessVariable.text("budgetReason");
  /** Whether the time is extended; drives the gateway "Time box extended?". */
  public static final ProcessVariable<Extension> TIME_BOX_DECISION =
      ProcessVariable.choice("timeBoxDecision", Extension.class);
  /** Last day of the extended time box. */
  public static final ProcessVariable<LocalDate> TIME_BOX_DAY = ProcessVariable.date("timeBoxDay");
  /** When the timer "Extension over" fires, ISO date and time. */
  public static final ProcessVariable<String> TIME_BOX_UNTIL = ProcessVariable.text("timeBoxUntil");
  /** Why the time is extended or not. */
  public static final ProcessVariable<String> TIME_BOX_REASON =
      ProcessVariable.text("timeBoxReason");
  /** The pilot ran on the runtime of production. */
  public static final ProcessVariable<YesNo> SAME_RUNTIME =
      ProcessVariable.choice("sameRuntime", YesNo.class);
  /** The pilot ran inside the private network. */
  public static final ProcessVariable<YesNo> INSIDE_NETWORK =
      ProcessVariable.choice("insideNetwork", YesNo.class);
  /** Logging and monitoring ran during the pilot. */
  public static final ProcessVariable<YesNo> WATCHED =
      ProcessVariable.choice("watched", YesNo.class);
  /** It can run sovereign or air-gapped. */
  public static final ProcessVariable<YesNo> SOVEREIGN =
      ProcessVariable.choice("sovereign", YesNo.class);
  /** Production infrastructure was built for the pilot alone. */
  public static final ProcessVariable<YesNo> BUILT_FOR_PILOT =
      ProcessVariable.choice("builtForPilot", YesNo.class);
  /** What is missing or was built too early. */
  public static final ProcessVariable<String> INFRASTRUCTURE_REMARK =
      ProcessVariable.text("infrastructureRemark");
  /** How the data was cleaner than production data. */
  public static final ProcessVariable<String> HIDDEN_BY_CLEAN_DATA =
      ProcessVariable.text("hiddenByCleanData");
  /** Which systems the pilot did without. */
  public static final ProcessVariable<String> HIDDEN_BY_ISOLATION =
      ProcessVariable.text("hiddenByIsolation");
  /** Which metric was optimised, and what that neglects. */
  public static final ProcessVariable<String> HIDDEN_BY_METRICS =
      ProcessVariable.text("hiddenByMetrics");
  /** The ways it fails that were found. */
  public static final ProcessVariable<String> FAILURE_MODES = ProcessVariable.text("failureModes");
  /** What the candidate is worth a year, in the currency of the budget. */
  public static final ProcessVariable<Double> YEARLY_IMPACT =
      ProcessVariable.decimal("yearlyImpact");
  /** How that was computed. */
  public static final ProcessVariable<String> IMPACT_BASIS = ProcessVariable.text("impactBasis");

  private ExperimentVariables() {}

  /** An answer without anything in between. */
  public enum YesNo {
    YES,
    NO;

    boolean isYes() {
      return this == YES;
    }
  }
}
