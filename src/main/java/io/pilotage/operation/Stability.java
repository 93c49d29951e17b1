package io.pilotage.operation;

import java.time.Instant;
import java.util.List;

/**
 * How many weeks in a row a model was healthy, of how many it needs to be called stable.
 *
 * @param weeks the latest ones, the oldest first; the last one still runs
 * @param why what is counted and what is missing, in one sentence
 */
public record Stability(int needed, int inARow, List<Week> weeks, String why) {

  public boolean stable() {
    return inARow >= needed;
  }

  /** One week of operation, and what was found in it. */
  public record Week(Instant from, Instant to, Health health, String why) {}

  /** How a week went; one that nobody looked at for half of its time proves nothing. */
  public enum Health {
    HEALTHY,
    TROUBLED,
    UNPROVEN,
    RUNNING
  }
}
