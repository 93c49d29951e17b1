package io.pilotage.board;

import io.pilotage.operation.GovernanceReview;
import io.pilotage.operation.NextStep;
import io.pilotage.operation.ScaleOutStep;
import io.pilotage.operation.ScaleOutView;
import io.pilotage.operation.Stability;
import java.time.Instant;
import java.util.List;

/**
 * Scaling out and governance as clients read them, in the lower-case words of the rest of the
 * interface.
 */
final class OperationReading {

  private OperationReading() {}

  static ScaleOutPart scaleOut(ScaleOutView view) {
    var stability = view.stability();
    return new ScaleOutPart(
        stability.stable(),
        stability.inARow(),
        stability.needed(),
        stability.why(),
        stability.weeks().stream().map(OperationReading::week).toList(),
        view.steps().stream().map(OperationReading::step).toList());
  }

  static ReviewPart review(GovernanceReview review) {
    return new ReviewPart(
        review.at(),
        review.by(),
        review.learned(),
        review.changes().said(),
        Portfolio.lower(review.changes().decider()),
        review.changes().runbook(),
        review.changes().trained(),
        review.nextReview(),
        review.nextSteps().stream().map(OperationReading::proposed).toList());
  }

  private static WeekPart week(Stability.Week week) {
    return new WeekPart(week.from(), week.to(), Portfolio.lower(week.health()), week.why());
  }

  private static StepPart step(ScaleOutStep step) {
    return new StepPart(step.name().words(), Portfolio.lower(step.state()), step.fact());
  }

  private static ProposedPart proposed(NextStep step) {
    return new ProposedPart(
        Portfolio.lower(step.proposal().kind()),
        step.proposal().title(),
        step.proposal().scope(),
        step.warning(),
        step.started());
  }

  /** How stable a model is and how far scaling out is; {@code why} says what is missing. */
  record ScaleOutPart(
      boolean stable,
      int healthyWeeks,
      int neededWeeks,
      String why,
      List<WeekPart> weeks,
      List<StepPart> steps) {}

  record WeekPart(Instant from, Instant to, String health, String why) {}

  record StepPart(String step, String state, String fact) {}

  record ReviewPart(
      Instant at,
      String by,
      String learned,
      String changes,
      String decider,
      String runbook,
      String trained,
      Instant nextReview,
      List<ProposedPart> proposed) {}

  /** {@code started} is the key of the initiative; missing when it was not started. */
  record ProposedPart(String kind, String title, String scope, String warning, String started) {}
}
