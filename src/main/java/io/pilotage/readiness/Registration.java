package io.pilotage.readiness;

import io.pilotage.engine.Refusal;
import io.pilotage.registry.Models;

/**
 * Which model the initiative brings to production, and beside what.
 *
 * @param stable the version that serves today; the fallback's name while no model serves yet
 */
public record Registration(String model, String stable, String candidate, String artifact, String fallback) {

  public Registration {
    Models.checkedName("model", model);
    Models.checkedName("candidateVersion", candidate);
    Models.checkedName("fallbackName", fallback);
    Refusal.unlessGiven(artifact, "candidateArtifact", "Please say where the artifact of the candidate lies.");
    if (stable == null) stable = fallback;
    Models.checkedName("stableVersion", stable);
    Refusal.unless(!candidate.equals(stable), "candidateVersion",
        "Candidate and serving version are both “" + candidate + "”. Give the candidate a version of its own.");
  }

  /** True when no model serves yet, so that the fallback is what the candidate is measured against. */
  public boolean first() {
    return stable.equals(fallback);
  }
}
