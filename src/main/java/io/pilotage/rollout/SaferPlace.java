package io.pilotage.rollout;

/**
 * Where the traffic of a model would go to be safer than it is.
 *
 * @param to null when nothing is left to roll back
 * @param means who answers then, or why nothing is left, as people read it
 */
public record SaferPlace(RollbackTarget to, String means) {

  static SaferPlace none(String why) {
    return new SaferPlace(null, why);
  }

  /** False when nothing is left to roll back. */
  public boolean exists() {
    return to != null;
  }
}
