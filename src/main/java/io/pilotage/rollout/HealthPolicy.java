package io.pilotage.rollout;

import static io.pilotage.rollout.MetricVerdict.ERROR;
import static io.pilotage.rollout.MetricVerdict.FAIL;
import static io.pilotage.rollout.MetricVerdict.INCONCLUSIVE;
import static io.pilotage.rollout.MetricVerdict.STALE;
import static io.pilotage.rollout.MetricVerdict.TOO_FEW;

import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges a version by what was measured. Reads nothing itself; what cannot be compared never counts as fine. */
final class HealthPolicy {

  private static final Set<Signal> MORE_IS_BETTER =
      EnumSet.of(Signal.ACCURACY, Signal.FAIRNESS, Signal.AGREEMENT, Signal.THROUGHPUT, Signal.CACHE_HITS);
  private static final Set<Signal> SHARES =
      EnumSet.of(Signal.ACCURACY, Signal.ERROR_RATE, Signal.FAIRNESS, Signal.AGREEMENT, Signal.CACHE_HITS);
  // Clocks of callers differ a little from ours.
  private static final Duration SKEW = Duration.ofMinutes(5);

  private HealthPolicy() {}

  static StageVerdict judge(Look look) {
    var metrics = look.limits().entrySet().stream().sorted(java.util.Map.Entry.comparingByKey())
        .filter(limit -> limit.getValue().isRequired() || look.seen().containsKey(limit.getKey()))
        .map(limit -> judge(look, limit.getKey(), limit.getValue())).toList();
    var stage = stage(look, metrics);
    return new StageVerdict(stage, metrics, look.now(), why(look, stage, metrics), look.model(), look.version(), look.generation(), look.from());
  }

  /** A verdict without any measurement: always unclear. */
  static StageVerdict unclear(String model, String version, long generation, Instant now, String why) {
    return new StageVerdict(Verdict.UNCLEAR, List.of(), now, why, model, version, generation, null);
  }

  // FAIL wins over everything; after that only a complete set of required metrics counts, and only after the soak.
  private static Verdict stage(Look look, List<JudgedMetric> metrics) {
    if (metrics.stream().anyMatch(metric -> metric.verdict() == FAIL)) return Verdict.UNHEALTHY;
    var required = metrics.stream().filter(JudgedMetric::required).toList();
    var complete = !required.isEmpty() && required.stream().allMatch(metric -> metric.verdict().promotes());
    return complete && soaked(look) ? Verdict.HEALTHY : Verdict.UNCLEAR;
  }

  private static boolean soaked(Look look) {
    return look.soakUntil() == null || !look.now().isBefore(look.soakUntil());
  }

  private static String why(Look look, Verdict stage, List<JudgedMetric> metrics) {
    var held = metrics.stream()
        .filter(metric -> stage == Verdict.UNHEALTHY ? metric.verdict() == FAIL : metric.required() && !metric.verdict().promotes())
        .map(metric -> metric.signal().label() + " " + metric.verdict() + ": " + metric.why()).collect(Collectors.joining(" "));
    if (!held.isEmpty()) return held;
    if (metrics.stream().noneMatch(JudgedMetric::required)) return "No required metric is configured, so nothing can be called healthy.";
    return stage == Verdict.HEALTHY ? "Every required metric keeps its limit over the whole window."
        : "Every required metric keeps its limit so far; the shortest soak lasts until " + look.soakUntil() + ".";
  }

  private static JudgedMetric judge(Look look, Signal signal, Limit limit) {
    var seen = look.seen().get(signal);
    var bound = bound(look, signal, limit);
    var verdict = verdict(look, signal, limit, seen, bound);
    var severe = verdict == FAIL && limit.hard() != null && !Evidence.keeps(seen.value(), limit.hard(), moreIsBetter(signal));
    return new JudgedMetric(signal, verdict, seen == null ? Double.NaN : seen.value(), seen == null ? 0 : seen.n(), bound,
        compared(look, signal, limit), seen == null ? null : seen.newest(),
        why(look, signal, limit, seen, bound, verdict, severe), limit.isRequired(), severe);
  }

  private static MetricVerdict verdict(Look look, Signal signal, Limit limit, Reading seen, Double bound) {
    if (seen == null) return TOO_FEW;
    if (!sound(look, signal, seen)) return ERROR;
    if (seen.n() == 0) return TOO_FEW;
    if (!measurable(signal, seen.value()) || late(look, seen.newest())) return ERROR;
    if (seen.n() < minimum(look, limit)) return stale(look, limit, seen) ? STALE : TOO_FEW;
    if (bound == null) return INCONCLUSIVE;
    var weighed = signal == Signal.AGREEMENT ? Evidence.weighOpinions(seen.value(), seen.n(), bound)
        : Evidence.weigh(seen.value(), bound, limit.warn(), moreIsBetter(signal));
    // A broken limit stays broken when the samples stop; a kept one is no longer known to be kept.
    return weighed != FAIL && stale(look, limit, seen) ? STALE : weighed;
  }

  private static boolean sound(Look look, Signal signal, Reading seen) {
    return seen.problem() == null && seen.signal() == signal && look.model().equals(seen.model()) && look.version().equals(seen.version())
        && seen.n() >= 0;
  }

  /** False for NaN, infinite and impossible values. */
  private static boolean measurable(Signal signal, double value) {
    return Double.isFinite(value) && value >= 0 && (!SHARES.contains(signal) || value <= 1);
  }

  /** True when the newest sample is unknown, from the future or from before the window. */
  private static boolean late(Look look, Instant newest) {
    return newest == null || newest.isAfter(look.now().plus(SKEW)) || look.from() != null && newest.isBefore(look.from());
  }

  private static boolean stale(Look look, Limit limit, Reading seen) {
    return limit.freshness() != null && seen.newest().isBefore(look.now().minus(limit.freshness()));
  }

  private static long minimum(Look look, Limit limit) {
    return Math.max(1, limit.minimum() == null ? look.minimum() : limit.minimum());
  }

  /** The limit that counts; null when there is nothing to hold the value against. */
  private static Double bound(Look look, Signal signal, Limit limit) {
    var compared = compared(look, signal, limit);
    Double own;
    if (limit.relative() && compared != null) own = relative(signal, limit, compared);
    else if (limit.relative() && unsure(look, signal)) return null;
    else own = limit.fixed();
    if (own == null) return limit.charter();
    if (limit.charter() == null) return own;
    return moreIsBetter(signal) ? Math.max(own, limit.charter()) : Math.min(own, limit.charter());
  }

  /** The number to compare with: measured beside, or registered where the other version tells nothing at all; null without. */
  private static Double compared(Look look, Signal signal, Limit limit) {
    var beside = look.baseline().get(signal);
    if (beside == null || beside.problem() == null && beside.n() == 0) return look.registered().get(signal);
    if (beside.problem() != null || beside.n() * 4 < minimum(look, limit) || !measurable(signal, beside.value())) return null;
    return beside.value();
  }

  /** True when there is a version to compare with whose number cannot be used. */
  private static boolean unsure(Look look, Signal signal) {
    var beside = look.baseline().get(signal);
    return beside != null && (beside.problem() != null || beside.n() > 0);
  }

  private static double relative(Signal signal, Limit limit, double baseline) {
    if (limit.factor() != null) return baseline * limit.factor();
    return moreIsBetter(signal) ? baseline - limit.margin() : baseline + limit.margin();
  }

  private static boolean moreIsBetter(Signal signal) {
    return MORE_IS_BETTER.contains(signal);
  }

  private static String why(Look look, Signal signal, Limit limit, Reading seen, Double bound, MetricVerdict verdict, boolean severe) {
    return switch (verdict) {
      case PASS, WARN, FAIL -> number(seen.value()) + " in " + seen.n() + " samples; it must be "
          + (moreIsBetter(signal) ? "at least " : "at most ") + number(bound)
          + (severe ? ", and the hard limit " + number(limit.hard()) + " is broken too." : ".");
      case INCONCLUSIVE -> bound == null ? "There is no number yet to compare " + number(seen.value()) + " with."
          : number(seen.value()) + " in " + seen.n() + " samples neither shows that " + number(bound) + " is kept nor that it is not.";
      case TOO_FEW -> (seen == null ? 0 : seen.n()) + " of " + minimum(look, limit) + " samples.";
      case STALE -> "The newest sample is from " + seen.newest() + ".";
      case ERROR -> seen.problem() != null ? seen.problem() : "The number read (" + number(seen.value()) + " in " + seen.n()
          + " samples, the newest from " + seen.newest() + ") cannot be right.";
    };
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4g", value) : "no number";
  }
}
