package io.pilotage.retraining.activity;

import io.pilotage.engine.ProcessVariable;

/**
 * What a retraining remembers between steps. What it is about lies in its table; these are its
 * number, what a worker reads and brings, gateway answers and form fields.
 */
public final class RetrainingVariables {

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

  private RetrainingVariables() {}
}
