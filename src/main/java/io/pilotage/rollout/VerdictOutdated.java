package io.pilotage.rollout;

/**
 * The signatures are there, but the numbers are no longer healthy: the stage is looked at again.
 */
public class VerdictOutdated extends RuntimeException {

  VerdictOutdated(String why) {
    super(why);
  }
}
