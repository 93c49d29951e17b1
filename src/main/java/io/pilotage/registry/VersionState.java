package io.pilotage.registry;

/** Where a version stands. A retired version keeps its approval, so that traffic can go back to it; a quarantined one lost it. */
public enum VersionState {
  REGISTERED, APPROVED, LIVE, RETIRED, QUARANTINED;

  /** The outer name. */
  public String label() {
    return name().toLowerCase();
  }
}
