package io.pilotage.readiness;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import io.pilotage.registry.Models;

/**
 * Which model the initiative brings to production, and beside what.
 *
 * @param stable the version that serves today; null while no model serves yet
 */
@StoredAs("registration")
public record Registration(
    String model, String stable, String candidate, String artifact, String fallback) {

  public Registration {
    Models.checkedName("model", model);
    Models.checkedName("candidateVersion", candidate);
    Models.checkedName("fallbackName", fallback);
    Refusal.unlessGiven(
        artifact, "candidateArtifact", "Please say where the artifact of the candidate lies.");
    if (stable != null) Models.checkedName("stableVersion", stable);
    Refusal.unless(
        !candidate.equals(stable) && !candidate.equals(fallback),
        "candidateVersion",
        "What serves today is called “" + candidate
            + "” too. Give the candidate a version of its own.");
  }

  /**
   * True when no model serves yet, so that the fallback is what the candidate is measured against.
   */
  public boolean first() {
    return stable == null;
  }

  /** What answers today: the version before the candidate, or the fallback under its name. */
  public String serving() {
    return first() ? fallback : stable;
  }
}
