package io.pilotage.verdict;

/**
 * How a stage stands. Only the first may promote, the second steps back, the third holds and in the
 * end asks a person.
 */
public enum Verdict {
  HEALTHY,
  UNHEALTHY,
  UNCLEAR
}
