package io.pilotage.rollout;

/** Whether an accepted version may be rolled out. */
public enum Turn {
  /** The way is free, and its rollout has begun. */
  COME,
  /** Another version of the model is ahead of it. */
  WAITS,
  /** It was given up, lost its approval, or serves already: it is not rolled out. */
  LOST
}
