package io.pilotage.traffic;

import java.time.Instant;

/**
 * A rollback tried on the real router: one percent went to the candidate and came back. The answers
 * are what callers with the same key were given before, during and after; the times run from the
 * wish to the router seen doing it.
 */
public record Drill(
    String model,
    String candidate,
    String answerBefore,
    String answerDuring,
    String answerAfter,
    long forthMillis,
    long backMillis,
    Instant at) {

  /** True when the traffic was seen going and seen coming back. */
  public boolean passed() {
    return candidate.equals(answerDuring) && !candidate.equals(answerAfter);
  }
}
