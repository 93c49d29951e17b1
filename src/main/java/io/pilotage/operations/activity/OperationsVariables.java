package io.pilotage.operations.activity;

import io.pilotage.charter.Committee;
import io.pilotage.engine.ProcessVariable;
import io.pilotage.initiative.LinkedProposal;
import io.pilotage.operations.IncidentAction;
import io.pilotage.operations.IncidentKind;
import io.pilotage.operations.KpiMeasured;
import io.pilotage.operations.ReviewDecision;
import io.pilotage.value.Working;
import java.time.LocalDate;
import java.util.List;

/**
 * What the processes of operation remember between steps. What they are about lies in tables; these
 * are numbers, gateway answers and form fields.
 */
public final class OperationsVariables {

  /** Number of the incident. */
  public static final ProcessVariable<Integer> INCIDENT = ProcessVariable.number("incident");
  /** What an incident turned out to be. */
  public static final ProcessVariable<IncidentKind> INCIDENT_KIND =
      ProcessVariable.choice("incidentKind", IncidentKind.class);
  /** What was found. */
  public static final ProcessVariable<String> FINDING = ProcessVariable.text("finding");
  /** What is done at once; drives the gateway "Action?". */
  public static final ProcessVariable<IncidentAction> INCIDENT_ACTION =
      ProcessVariable.choice("incidentAction", IncidentAction.class);
  /** What was learned from an incident. */
  public static final ProcessVariable<String> LESSON = ProcessVariable.text("lesson");
  /** Number of the retraining. */
  public static final ProcessVariable<Integer> RETRAINING_NUMBER =
      ProcessVariable.number("retrainingNumber");
  /** Whether to retrain; drives the gateway "Retrain?". */
  public static final ProcessVariable<Boolean> RETRAIN = ProcessVariable.flag("retrain");
  /** Why a model is retrained, or is not. */
  public static final ProcessVariable<String> DRIFT_FINDING = ProcessVariable.text("driftFinding");
  /** The model a worker trains. */
  public static final ProcessVariable<String> MODEL = ProcessVariable.line("model");
  /** The version a worker starts from. */
  public static final ProcessVariable<String> BASE_VERSION = ProcessVariable.text("baseVersion");
  /** The version a worker has trained. */
  public static final ProcessVariable<String> VERSION = ProcessVariable.text("version");
  /** Where the trained version lies. */
  public static final ProcessVariable<String> ARTIFACT = ProcessVariable.text("artifact");
  /** Accuracy the worker measured on data it did not train on, in percent. */
  public static final ProcessVariable<Double> HOLDOUT_ACCURACY =
      ProcessVariable.decimal("holdoutAccuracy");
  /** On how many rows it measured that. */
  public static final ProcessVariable<Integer> HOLDOUT_ROWS = ProcessVariable.number("holdoutRows");
  /** Whether the new version is good enough; drives the gateway "Accepted?". */
  public static final ProcessVariable<Boolean> VERSION_ACCEPTED =
      ProcessVariable.flag("versionAccepted");
  /** Accuracy of the new version on unseen data, in percent. */
  public static final ProcessVariable<Double> VALIDATION_ACCURACY =
      ProcessVariable.decimal("validationAccuracy");
  /** On what the new version was validated, and what came out. */
  public static final ProcessVariable<String> VALIDATION_NOTE =
      ProcessVariable.text("validationNote");
  /** Is it working? */
  public static final ProcessVariable<Working> WORKING =
      ProcessVariable.choice("working", Working.class);
  /** What was read off for the KPIs. */
  public static final ProcessVariable<List<KpiMeasured>> KPI_ACTUALS =
      ProcessVariable.list("kpiActuals", KpiMeasured.class);
  /** What becomes of the model; drives the gateway "Out of service?". */
  public static final ProcessVariable<ReviewDecision> REVIEW_DECISION =
      ProcessVariable.choice("reviewDecision", ReviewDecision.class);
  /** Why a review says so. */
  public static final ProcessVariable<String> REVIEW_NOTE = ProcessVariable.text("reviewNote");
  /** When the next review is due, as ISO-8601 text; drives the timer "Review due". */
  public static final ProcessVariable<String> NEXT_REVIEW = ProcessVariable.text("nextReview");
  /** What was learned since the last review. */
  public static final ProcessVariable<String> LEARNED = ProcessVariable.text("learned");
  /** What changes in the governance after what was learned. */
  public static final ProcessVariable<String> GOVERNANCE_UPDATE =
      ProcessVariable.text("governanceUpdate");
  /** Who decides what is deployed from now on; missing when that stays. */
  public static final ProcessVariable<Committee.Decider> NEW_DECIDER =
      ProcessVariable.choice("newDecider", Committee.Decider.class);
  /** The runbook as it was brought up to date. */
  public static final ProcessVariable<String> RUNBOOK_REVISED =
      ProcessVariable.line("runbookRevised");
  /** Who was trained since the last review. */
  public static final ProcessVariable<String> TRAINED_SINCE = ProcessVariable.line("trainedSince");
  /** The day of the next review. */
  public static final ProcessVariable<LocalDate> NEXT_REVIEW_ON =
      ProcessVariable.date("nextReviewOn");
  /** The initiatives that are to follow. */
  public static final ProcessVariable<List<LinkedProposal>> LINKED_INITIATIVES =
      ProcessVariable.list("linkedInitiatives", LinkedProposal.class);
  /** Whether there are any; drives the gateway "Next step proposed?". */
  public static final ProcessVariable<Boolean> STEP_PROPOSED = ProcessVariable.flag("stepProposed");

  private OperationsVariables() {}
}
