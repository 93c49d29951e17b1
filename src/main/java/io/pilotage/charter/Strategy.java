package io.pilotage.charter;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;

/** Which business priority the initiative serves, and what will be different when it works. */
@StoredAs("strategy")
public record Strategy(
    String priority,
    Lever lever,
    Imperative imperative,
    String improvement,
    String beneficiaries,
    String success,
    String change) {

  void mustBeLinked() {
    Refusal.unlessGiven(
        priority,
        "priority",
        "Please name the business priority this serves. Work that serves none stalls.");
    Refusal.unless(
        lever != null,
        "lever",
        "Please choose whether it moves a transformation goal, the product strategy or profit and loss.");
    Refusal.unless(imperative != null, "imperative", "Please choose the business imperative.");
    Refusal.unlessGiven(
        improvement, "improvement", "Please say what is improved, reduced or enabled.");
    Refusal.unlessGiven(
        beneficiaries, "beneficiaries", "Please say who benefits and how that will be known.");
    Refusal.unlessGiven(success, "success", "Please say what success looks like after deployment.");
    Refusal.unlessGiven(
        change,
        "change",
        "Please say how decisions, ownership of the outcome and value creation change.");
  }

  /** What the initiative pulls at. */
  public enum Lever {
    TRANSFORMATION_GOAL,
    PRODUCT_STRATEGY,
    PROFIT_AND_LOSS
  }

  /** Why the business does it. */
  public enum Imperative {
    COST_REDUCTION,
    FRAUD_MINIMISATION,
    FASTER_UNDERWRITING,
    CHURN_PREVENTION,
    OTHER
  }
}
