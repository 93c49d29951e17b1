package io.pilotage.readiness;

/** Whether predictions are answered from a cache. */
public enum CacheDecision {
  USED,
  NOT_USED
}
