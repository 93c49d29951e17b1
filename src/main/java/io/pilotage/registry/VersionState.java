package io.pilotage.registry;

import java.util.Locale;

/**
 * Where a version stands. A retired version keeps its approval, so that traffic can go back to it;
 * a rejected one keeps it too, but was given up before it served and waits for nothing: only a
 * person brings it back. A quarantined one lost its approval.
 */
public enum VersionState {
  REGISTERED,
  APPROVED,
  LIVE,
  RETIRED,
  REJECTED,
  QUARANTINED;

  /** The outer name. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
