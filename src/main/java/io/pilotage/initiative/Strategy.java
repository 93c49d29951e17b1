package io.pilotage.initiative;

/** Which business priority the initiative serves, and what will be different when it works. */
public record Strategy(
    String priority, String lever, Imperative imperative, String improvement, String beneficiaries, String success, String change) {

  /** Why the business does it. */
  public enum Imperative {
    COST_REDUCTION,
    FRAUD_MINIMISATION,
    FASTER_UNDERWRITING,
    CHURN_PREVENTION,
    OTHER
  }
}
