package io.pilotage.traffic;

import io.pilotage.engine.Refusal;
import java.time.Instant;
import java.util.Objects;

/**
 * Which versions of a model answer, and how many requests go to the candidate. Immutable: each verb
 * answers the next route, one generation later, and nothing moves until {@link Routes#change}
 * accepts it.
 *
 * @param stable what everybody without the candidate gets; null while there is no version before
 *     the candidate, then the fallback answers
 * @param share the candidate's share in basis points, 0 to 10000
 * @param fallback what callers use instead of a version; null leaves it to the caller's own default
 * @param observedAt when the router was first seen carrying out this generation; null until then
 */
public record Route(
    String model,
    String initiative,
    String stable,
    String candidate,
    int share,
    String fallback,
    boolean onFallback,
    String stage,
    long generation,
    Instant changedAt,
    Instant observedAt) {

  /** The whole traffic, in basis points. */
  public static final int ALL = 10_000;
  /** The name of the stage in which both versions answer and the stable one serves. */
  public static final String SHADOW = "shadow";

  /**
   * True while nobody has decided what serves and what callers fall back on: they use their own
   * default, as without a route.
   */
  public boolean undecided() {
    return stable == null && fallback == null;
  }

  /** The share in percent, as people and the API see it. */
  public double percent() {
    return share / 100.0;
  }

  /** True while the router is known to carry out this generation. */
  public boolean confirmed() {
    return observedAt != null;
  }

  /** True while both versions answer and only the stable one is heard. */
  public boolean inShadow() {
    return SHADOW.equals(stage) && candidate != null && share == 0 && !onFallback;
  }

  /** True while the candidate answers live requests, or copies of them in the shadow. */
  public boolean onTrial() {
    return candidate != null && !onFallback && (share > 0 || inShadow());
  }

  /** True when a live request may reach the version. */
  public boolean serves(String version) {
    if (onFallback) return version.equals(fallback);
    return share > 0 && version.equals(candidate) || share < ALL && version.equals(stable);
  }

  /** True when callers would notice no difference between the two. */
  public boolean answersLike(Route other) {
    return Objects.equals(stable, other.stable)
        && Objects.equals(candidate, other.candidate)
        && share == other.share
        && onFallback == other.onFallback
        && stage.equals(other.stage);
  }

  /** Takes a version as candidate, without traffic. */
  public Route withCandidate(String version) {
    return next(stable, version, 0, onFallback, onFallback ? "fallback" : "waiting");
  }

  /**
   * Takes the fallback for the stable version: everybody keeps it except whom the candidate is
   * given.
   */
  public Route besideFallback() {
    Refusal.unless(
        candidate != null,
        "candidate",
        "Model " + model + " has no candidate to put beside its fallback. Start a rollout first.");
    return next(null, candidate, 0, false, "waiting");
  }

  /** It was decided what serves, and what callers fall back on; the candidate goes on waiting. */
  public Route servedBy(String version, String fallbackName) {
    Refusal.unless(
        undecided() && share == 0,
        "model",
        "It is decided already what serves " + model + ". Change that by a rollout.");
    return new Route(
        model,
        initiative,
        version,
        candidate,
        0,
        fallbackName,
        onFallback,
        candidate == null && !onFallback ? "live" : stage,
        generation + 1,
        changedAt,
        null);
  }

  /** Gives the candidate this share, with the usual name for it. */
  public Route shiftTo(int basisPoints) {
    return shiftTo(basisPoints, stageOf(basisPoints));
  }

  /** Gives the candidate this share and the stage this name; ends a fallback. */
  public Route shiftTo(int basisPoints, String stageName) {
    Refusal.unless(
        basisPoints >= 0 && basisPoints <= ALL,
        "share",
        "A share lies between 0 and 100 percent, not at " + basisPoints / 100.0 + ".");
    Refusal.unless(
        candidate != null,
        "candidate",
        "Model " + model + " has no candidate to give traffic to. Start a rollout first.");
    return next(stable, candidate, basisPoints, false, stageName);
  }

  /** The candidate that took everything is the stable version from now on. */
  public Route promoted() {
    Refusal.unless(
        candidate != null && share == ALL && !onFallback,
        "share",
        "Only a candidate with all of the traffic becomes the stable version of " + model
            + "; it has " + percent() + " %.");
    return next(candidate, null, 0, false, "live");
  }

  /** Everybody gets the stable version; the candidate is given up. */
  public Route withoutCandidate() {
    return next(stable, null, 0, onFallback, onFallback ? "fallback" : "live");
  }

  /** Nobody gets a version of the model; the candidate stays known, without traffic. */
  public Route toFallback() {
    return next(stable, candidate, 0, true, "fallback");
  }

  /** Everybody gets this version, and the candidate is given up. */
  public Route toStable(String version) {
    return next(version, null, 0, false, "live");
  }

  /** The same answers in the name of another initiative. */
  public Route ownedBy(String key) {
    return new Route(
        model,
        key,
        stable,
        candidate,
        share,
        fallback,
        onFallback,
        stage,
        generation + 1,
        changedAt,
        null);
  }

  /** The same answers, one generation later: decided anew. */
  public Route again() {
    return ownedBy(initiative);
  }

  /** Another answer for the time without a version. */
  public Route fallingBackTo(String name) {
    return new Route(
        model,
        initiative,
        stable,
        candidate,
        share,
        name,
        onFallback,
        stage,
        generation + 1,
        changedAt,
        null);
  }

  private Route next(
      String nextStable,
      String nextCandidate,
      int nextShare,
      boolean fallingBack,
      String nextStage) {
    return new Route(
        model,
        initiative,
        nextStable,
        nextCandidate,
        nextShare,
        fallback,
        fallingBack,
        nextStage,
        generation + 1,
        changedAt,
        null);
  }

  private static String stageOf(int basisPoints) {
    if (basisPoints == 0) return "waiting";
    if (basisPoints <= 500) return "canary";
    if (basisPoints <= 2_500) return "ramp";
    return basisPoints < ALL ? "majority" : "full";
  }
}
