package io.pilotage.retraining;

import java.time.Instant;

/**
 * One call for a new version and what became of it. Its parts are always there; what is not known
 * yet is null in them.
 *
 * @param outcome DECLINED, NOT_TRAINED, REJECTED, NOT_PROMOTED or PROMOTED
 */
public record Retraining(
    long id,
    String initiative,
    String model,
    Call call,
    Decision decision,
    Training training,
    Validation validation,
    String outcome,
    Instant closedAt) {

  /** What asked for it, and the version that served then. */
  public record Call(String baseVersion, String cause, String why, Instant at, String by) {}

  /** Whether people wanted it, and why. */
  public record Decision(Boolean wanted, String why, String by) {}

  /**
   * What the worker brought.
   *
   * @param accuracy what it measured on data it did not train on, 0 to 1
   * @param rows of that data
   */
  public record Training(String version, String artifact, Double accuracy, Integer rows) {}

  /** What people found when they held the version against the one that serves; accuracy 0 to 1. */
  public record Validation(Boolean accepted, Double accuracy, String note) {}

  public boolean open() {
    return closedAt == null;
  }

  public String cause() {
    return call.cause();
  }

  public String why() {
    return call.why();
  }

  public String version() {
    return training.version();
  }
}
