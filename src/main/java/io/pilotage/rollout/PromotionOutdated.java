package io.pilotage.rollout;

/** The candidate no longer has what a promotion needs; nothing was changed. */
public class PromotionOutdated extends RuntimeException {

  PromotionOutdated(String why) {
    super(why);
  }
}
