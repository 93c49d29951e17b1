package io.pilotage.rollout.activity;

import io.pilotage.engine.ProcessVariable;
import io.pilotage.rollout.RollbackTarget;
import io.pilotage.rollout.SampleRow;
import io.pilotage.rollout.StageDecision;
import io.pilotage.rollout.StepBackDecision;
import io.pilotage.rollout.Turn;
import io.pilotage.rollout.WaitsFor;
import io.pilotage.verdict.Verdict;
import java.util.List;

/**
 * What the processes of rollout and rollback remember between steps. None of these moves traffic:
 * the tables do.
 */
public final class RolloutVariables {

  /** The version this rollout is about, from its start to its end. */
  public static final ProcessVariable<String> VERSION = ProcessVariable.text("version");
  /** Whether its rollout may begin; drives the gateway "Turn come?". */
  public static final ProcessVariable<Turn> TURN = ProcessVariable.choice("turn", Turn.class);
  /** Outcome of the latest evaluation; drives the gateway "Verdict?". */
  public static final ProcessVariable<Verdict> VERDICT =
      ProcessVariable.choice("verdict", Verdict.class);
  /** What an unclear stage lacks; drives the gateway "Waits for?". */
  public static final ProcessVariable<WaitsFor> WAITS_FOR =
      ProcessVariable.choice("waitsFor", WaitsFor.class);
  /**
   * Share of live traffic on the candidate, in percent; drives the gateway "Full traffic reached?".
   */
  public static final ProcessVariable<Integer> TRAFFIC_SHARE =
      ProcessVariable.number("trafficShare");
  /** When the soak is over, as ISO-8601 text for the timer. */
  public static final ProcessVariable<String> SOAK_ENDS = ProcessVariable.text("soakEnds");
  /** A person's answer about a stage that stays unclear. */
  public static final ProcessVariable<StageDecision> STAGE_DECISION =
      ProcessVariable.choice("stageDecision", StageDecision.class);
  /** A person's answer after the traffic moved back. */
  public static final ProcessVariable<StepBackDecision> STEP_BACK_DECISION =
      ProcessVariable.choice("stepBackDecision", StepBackDecision.class);
  /** The generation of the route whose facts the person was shown; of the task alone. */
  public static final ProcessVariable<Integer> ROUTE_SHOWN = ProcessVariable.number("routeShown");
  /** The version to try instead. */
  public static final ProcessVariable<String> OTHER_VERSION = ProcessVariable.line("otherVersion");
  /** Why; demanded with every end of a candidate. */
  public static final ProcessVariable<String> COMMENT = ProcessVariable.text("comment");
  /** The live predictions people look at. */
  public static final ProcessVariable<List<SampleRow>> SAMPLE =
      ProcessVariable.list("sample", SampleRow.class);
  /** Given by a retraining: its initiative lives on when the candidate is rejected. */
  public static final ProcessVariable<Boolean> RETRAINING = ProcessVariable.flag("retraining");
  /** How the rollout ended, for whoever called it. */
  public static final ProcessVariable<String> ROLLOUT_OUTCOME =
      ProcessVariable.text("rolloutOutcome");
  /** The model an operator rolls back. */
  public static final ProcessVariable<String> MODEL = ProcessVariable.line("model");
  /** Where an operator moves the traffic back to. */
  public static final ProcessVariable<RollbackTarget> TO =
      ProcessVariable.choice("to", RollbackTarget.class);
  /** Why an operator moves the traffic back. */
  public static final ProcessVariable<String> REASON = ProcessVariable.text("reason");
  /** Number of the rollback this process follows up on. */
  public static final ProcessVariable<Integer> ROLLBACK = ProcessVariable.number("rollback");
  /** What happened, as the review found. */
  public static final ProcessVariable<String> ROLLBACK_CAUSE =
      ProcessVariable.text("rollbackCause");
  /** What is to be done about it. */
  public static final ProcessVariable<String> ROLLBACK_FOLLOW_UP =
      ProcessVariable.text("rollbackFollowUp");

  private RolloutVariables() {}
}
