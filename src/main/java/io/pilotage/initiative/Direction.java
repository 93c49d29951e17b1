package io.pilotage.initiative;

/** Which way a metric is to move. */
public enum Direction {
  INCREASE,
  REDUCE
}
