package io.pilotage.rollout;

/**
 * The step up was not taken, because promotions are frozen: it is tried again by itself when they
 * are not.
 */
public class Frozen extends RuntimeException {

  Frozen(Freeze freeze) {
    super(freeze.sentence(), null, false, false);
  }
}
