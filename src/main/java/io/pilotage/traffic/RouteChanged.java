package io.pilotage.traffic;

import java.time.Instant;

/**
 * A route became another one: told in the transaction of the change and kept as its history. The
 * first has nothing before it.
 */
public record RouteChanged(Route before, Route after, String by, String reason, Instant at) {

  /** True when fewer requests reach the candidate than before, or none reach a version at all. */
  public boolean wentDown() {
    return before != null
        && (after.share() < before.share() && after.candidate() != null
            || after.onFallback() && !before.onFallback()
            || before.share() > 0
                && after.candidate() == null
                && !before.candidate().equals(after.stable()));
  }
}
