package io.pilotage.registry;

import java.time.Instant;
import java.util.List;

/**
 * The versions of a model that were seen answering within a month and that nobody approved, as the
 * API shows them.
 *
 * @param more how many others were counted that nobody registered and that are not named
 */
public record Unapproved(List<Seen> versions, long more) {

  /** One version, by whom it was found and when. */
  public record Seen(String version, String foundBy, Instant firstSeen, Instant lastSeen) {}

  public boolean isEmpty() {
    return versions.isEmpty() && more == 0;
  }
}
