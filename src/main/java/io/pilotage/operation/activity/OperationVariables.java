package io.pilotage.operation.activity;

import io.pilotage.charter.Committee;
import io.pilotage.engine.ProcessVariable;
import io.pilotage.initiative.LinkedProposal;
import io.pilotage.operation.KpiMeasured;
import io.pilotage.operation.ReviewDecision;
import io.pilotage.value.Working;
import java.time.LocalDate;
import java.util.List;

/**
 * What operation remembers between reviews. What was found lies in tables; these are gateway
 * answers and form fields.
 */
public final class OperationVariables {

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

  private OperationVariables() {}
}
