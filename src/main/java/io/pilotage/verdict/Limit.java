package io.pilotage.verdict;

import java.time.Duration;

/**
 * What a signal is held against. Every part may be missing; of several the stricter counts.
 *
 * @param margin how far the value may be worse than the version it is compared with, in the
 *     signal's own unit
 * @param factor how many times the compared value it may be
 * @param fixed the limit where there is nothing to compare with
 * @param charter what the charter of the initiative demands, always
 * @param warn from here on the signers are told
 * @param hard beyond this all traffic goes to the fallback
 * @param required whether a stage cannot pass without this signal
 * @param freshness how old the newest sample may be, in the time of the plan, as its soaks are
 * @param minimum fewest samples; the stage plan's number when missing
 * @param absolute what nothing passes beyond, whatever it is compared with: two versions that are
 *     as bad as each other are not healthy
 */
public record Limit(
    Double margin,
    Double factor,
    Double fixed,
    Double charter,
    Double warn,
    Double hard,
    Boolean required,
    Duration freshness,
    Long minimum,
    Double absolute) {

  /** This limit where the other one says nothing. */
  Limit under(Limit other) {
    if (other == null) return this;
    return new Limit(
        first(other.margin, margin),
        first(other.factor, factor),
        first(other.fixed, fixed),
        first(other.charter, charter),
        first(other.warn, warn),
        first(other.hard, hard),
        first(other.required, required),
        first(other.freshness, freshness),
        first(other.minimum, minimum),
        first(other.absolute, absolute));
  }

  public Limit withCharter(Double demand) {
    return new Limit(
        margin, factor, fixed, demand, warn, hard, required, freshness, minimum, absolute);
  }

  public Limit whenRequired(boolean demanded) {
    return new Limit(
        margin, factor, fixed, charter, warn, hard, demanded, freshness, minimum, absolute);
  }

  public Limit whenFresh(Duration within) {
    return new Limit(
        margin, factor, fixed, charter, warn, hard, required, within, minimum, absolute);
  }

  public boolean relative() {
    return margin != null || factor != null;
  }

  public boolean isRequired() {
    return Boolean.TRUE.equals(required);
  }

  private static <T> T first(T one, T other) {
    return one != null ? one : other;
  }
}
