package io.pilotage.mlflow;

/** MLflow did not answer, or refused; the message is a sentence for whoever looks after it. */
public final class MlflowTrouble extends Exception {

  private final String code;

  MlflowTrouble(String code, String sentence) {
    super(sentence);
    this.code = code;
  }

  /** Whether the server as a whole is in trouble, so that asking on is of no use just now. */
  public boolean isOutage() {
    return code == null;
  }

  /** Whether MLflow answered, and does not know what was asked for. */
  public boolean isUnknown() {
    return "RESOURCE_DOES_NOT_EXIST".equals(code);
  }
}
