package io.pilotage.verdict;

import static io.pilotage.verdict.MetricVerdict.ERROR;
import static io.pilotage.verdict.MetricVerdict.FAIL;
import static io.pilotage.verdict.MetricVerdict.INCONCLUSIVE;
import static io.pilotage.verdict.MetricVerdict.PASS;
import static io.pilotage.verdict.MetricVerdict.STALE;
import static io.pilotage.verdict.MetricVerdict.TOO_FEW;
import static io.pilotage.verdict.MetricVerdict.WARN;

import io.pilotage.verdict.Trial.Finding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a version by what was measured: proportions by evidence, everything else by its limit.
 * Reads nothing itself; what cannot be compared never counts as fine.
 */
public final class HealthPolicy {

  private static final Set<Signal> MORE_IS_BETTER = EnumSet.of(
      Signal.ACCURACY, Signal.FAIRNESS, Signal.AGREEMENT, Signal.THROUGHPUT, Signal.CACHE_HITS);
  private static final Set<Signal> SHARES = EnumSet.of(
      Signal.ACCURACY, Signal.ERROR_RATE, Signal.FAIRNESS, Signal.AGREEMENT, Signal.CACHE_HITS);
  private static final Set<Signal> PROPORTIONS =
      EnumSet.of(Signal.ACCURACY, Signal.ERROR_RATE, Signal.LATENCY_P95, Signal.AGREEMENT);
  private static final double ALPHA = 0.01;
  // The first guess of stable's accuracy where none is registered; it changes the speed of a
  // verdict, never its promise.
  private static final double USUAL = 0.95;
  // More than this nobody has: a counter ran over, or a query multiplies.
  private static final long MOST_SAMPLES = 1_000_000_000_000_000L;
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_UP);
  private static final MathContext MORE_DIGITS = new MathContext(8, RoundingMode.HALF_UP);
  private static final String PIECE_BY_PIECE = "weighed piece by piece as they came, they";
  // Clocks of callers differ a little from ours.
  private static final Duration SKEW = Duration.ofMinutes(5);

  private HealthPolicy() {}

  public static StageVerdict judge(Look look) {
    var metrics = look.limits().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .filter(limit -> limit.getValue().isRequired() || look.seen().containsKey(limit.getKey()))
        .map(limit -> judge(look, limit.getKey(), limit.getValue()))
        .toList();
    var stage = stage(look, metrics);
    return new StageVerdict(
        stage,
        metrics,
        look.now(),
        why(look, stage, metrics),
        look.model(),
        look.version(),
        look.generation(),
        look.from());
  }

  /** A verdict without any measurement: always unclear. */
  public static StageVerdict unclear(
      String model, String version, long generation, Instant now, String why) {
    return new StageVerdict(Verdict.UNCLEAR, List.of(), now, why, model, version, generation, null);
  }

  // FAIL wins over everything; after that only a complete set of required metrics counts, and only
  // after the soak.
  private static Verdict stage(Look look, List<JudgedMetric> metrics) {
    if (metrics.stream().anyMatch(metric -> metric.verdict() == FAIL)) return Verdict.UNHEALTHY;
    var required = metrics.stream().filter(JudgedMetric::required).toList();
    var complete = !required.isEmpty()
        && required.stream().allMatch(metric -> metric.verdict().promotes());
    return complete && soaked(look) ? Verdict.HEALTHY : Verdict.UNCLEAR;
  }

  private static boolean soaked(Look look) {
    return look.soakUntil() == null || !look.now().isBefore(look.soakUntil());
  }

  private static String why(Look look, Verdict stage, List<JudgedMetric> metrics) {
    var held = metrics.stream()
        .filter(metric -> stage == Verdict.UNHEALTHY
            ? metric.verdict() == FAIL
            : metric.required() && !metric.verdict().promotes())
        .map(metric ->
            metric.signal().label() + " " + metric.verdict().words() + ": " + metric.why())
        .collect(Collectors.joining(" "));
    if (!held.isEmpty()) return held;
    if (metrics.stream().noneMatch(JudgedMetric::required))
      return "No required metric is configured, so nothing can be called healthy.";
    return stage == Verdict.HEALTHY
        ? "Every required metric keeps its limit over the whole window."
        : "Every required metric keeps its limit so far; the shortest soak lasts until "
            + look.soakUntil() + ".";
  }

  private static JudgedMetric judge(Look look, Signal signal, Limit limit) {
    var seen = look.seen().get(signal);
    var bound = bound(look, signal, limit);
    var found = verdict(look, signal, limit, seen, bound);
    var severe = found.verdict() == FAIL && severe(look, signal, limit, seen);
    return new JudgedMetric(
        signal,
        found.verdict(),
        seen == null ? Double.NaN : seen.value(),
        seen == null ? 0 : seen.n(),
        bound,
        compared(look, signal, limit),
        seen == null ? null : seen.newest(),
        why(look, signal, limit, seen, bound, found, severe)
            + inOtherWords(look, signal, found)
            + (signal == Signal.FAIRNESS && found.about() != null
                ? " Loudest: " + found.about() + "."
                : ""),
        limit.isRequired(),
        severe,
        found.certainty());
  }

  // What failed once in a stage stays failed; a silence or a fault of the monitoring does not make
  // it whole.
  private static Finding verdict(
      Look look, Signal signal, Limit limit, Measured seen, Double bound) {
    var failed = look.course().failed().contains(signal);
    if (seen == null) return plain(failed ? FAIL : TOO_FEW);
    if (!sound(look, signal, seen)) return plain(failed ? FAIL : ERROR);
    if (seen.n() == 0) return plain(failed ? FAIL : TOO_FEW);
    // No number yet, and no fault of anybody.
    if (seen.tooFew() != null)
      return failed ? plain(FAIL) : new Finding(TOO_FEW, null, seen.tooFew());
    if (Double.isNaN(seen.value()) && seen.n() < minimum(look, signal, limit))
      return plain(failed ? FAIL : TOO_FEW);
    if (!measurable(signal, seen.value()) || late(look, seen.newest()))
      return plain(failed ? FAIL : ERROR);
    if (seen.n() < minimum(look, signal, limit))
      return plain(failed ? FAIL : silence(look, limit, seen));
    var astray = signal == Signal.ACCURACY && look.course().latched()
        ? NeverRight.in(look, minimum(look, signal, limit))
        : Optional.<String>empty();
    if (astray.isPresent()) return failed ? plain(FAIL) : new Finding(ERROR, null, astray.get());
    if (bound == null || !Double.isFinite(bound)) return plain(failed ? FAIL : INCONCLUSIVE);
    if (!tests(signal, limit, bound)) return failed ? plain(FAIL) : Finding.NO_TEST;
    var weighed = weigh(look, signal, limit, seen, bound);
    if (failed) return new Finding(FAIL, weighed.certainty(), weighed.about());
    if (weighed.verdict().promotes() && beyond(signal, limit, seen))
      return new Finding(INCONCLUSIVE, weighed.certainty(), weighed.about());
    if (weighed.verdict() == PASS
        && limit.warn() != null
        && !Threshold.keeps(seen.value(), limit.warn(), moreIsBetter(signal))) {
      return new Finding(WARN, weighed.certainty(), weighed.about());
    }
    // A broken limit stays broken when the samples stop; a kept one is no longer known to be kept.
    return weighed.verdict() != FAIL && stale(look, limit, seen)
        ? new Finding(STALE, weighed.certainty())
        : weighed;
  }

  private static Finding plain(MetricVerdict verdict) {
    return new Finding(verdict, null);
  }

  /**
   * Proportions by the evidence of their counts; every other number, and one that could not be
   * counted, by its limit alone.
   */
  private static Finding weigh(Look look, Signal signal, Limit limit, Measured seen, double bound) {
    if (byGroups(look, signal)) {
      var found = groups(look).weigh(bound, look.course().groups().tallies());
      if (found != null) return found;
    }
    var counted = counted(look, signal, seen);
    if (counted == null)
      return plain(Threshold.weigh(seen.value(), bound, limit.warn(), moreIsBetter(signal)));
    var trial = new Trial(
        signal == Signal.AGREEMENT ? look.course().inOne() : look.course(),
        look.from(),
        line(look));
    var beside = look.baseline().get(signal);
    if (signal == Signal.ACCURACY && look.course().shadow())
      return paired(look, limit, counted, trial, bound);
    if (signal == Signal.ACCURACY
        && look.course().atTheSameTime()
        && beside != null
        && compared(look, signal, limit) != null
        && bound == relative(signal, limit, beside.value())) {
      double baseline = look.registered().getOrDefault(signal, USUAL);
      return trial.compared(
          limit.factor() == null ? limit.margin() : baseline * (1 - limit.factor()),
          baseline,
          counted);
    }
    return trial.fixed(smallestRight(signal, bound), counted, !moreIsBetter(signal));
  }

  /**
   * Both answered the same requests, so nothing but those is compared; what the charter demands is
   * asked of the candidate alone besides.
   */
  private static Finding paired(
      Look look, Limit limit, Course.Counted counted, Trial trial, double bound) {
    long both = counted.pairs().stream()
        .mapToLong(pair -> pair.worse() + pair.equal() + pair.better())
        .sum();
    if (both < minimum(look, Signal.ACCURACY, limit)) {
      return new Finding(
          TOO_FEW,
          null,
          both + " of " + minimum(look, Signal.ACCURACY, limit)
              + " requests answered by both versions");
    }
    var beside = look.baseline().get(Signal.ACCURACY);
    var drop = limit.factor() == null ? limit.margin() : share(beside, 1 - limit.factor());
    if (drop == null || limit.charter() != null && bound == limit.charter())
      return trial.fixed(bound, counted, false);
    return trial.paired(drop, counted.pairs());
  }

  /**
   * A limit of a share outside 0 and 1 is no test, and neither is a multiple of nothing: whatever
   * is seen would keep it.
   */
  private static boolean tests(Signal signal, Limit limit, double bound) {
    if (!SHARES.contains(signal)) return bound > 0 || !limit.relative();
    return bound > 0 && (bound < 1 || bound == 1 && signal == Signal.FAIRNESS);
  }

  /** True beyond what nothing passes, whatever stands beside it. */
  private static boolean beyond(Signal signal, Limit limit, Measured seen) {
    return limit.absolute() != null
        && !Threshold.keeps(seen.value(), limit.absolute(), moreIsBetter(signal));
  }

  /** Groups are judged by their own rates where they are counted. */
  private static boolean byGroups(Look look, Signal signal) {
    return signal == Signal.FAIRNESS && !look.course().groups().tallies().isEmpty();
  }

  private static GroupTrial groups(Look look) {
    return new GroupTrial(
        new Trial(look.course(), look.from(), line(look)),
        look.course().groups().gap());
  }

  // α is shared among the required proportions.
  private static double line(Look look) {
    var required = look.limits().entrySet().stream()
        .filter(
            limit -> PROPORTIONS.contains(limit.getKey()) && limit.getValue().isRequired())
        .count();
    return FixedLimitEvidence.line(ALPHA, (int) Math.max(1, required));
  }

  /**
   * The smallest rate of right that keeps the limit. A 95th percentile lies below a limit when 95
   * of 100 do.
   */
  private static double smallestRight(Signal signal, double bound) {
    if (signal == Signal.LATENCY_P95) return 0.95;
    return moreIsBetter(signal) ? bound : 1 - bound;
  }

  /**
   * The counts; made from the value where the source tells only that. Null for what is no
   * proportion, and where nothing can be counted.
   */
  private static Course.Counted counted(Look look, Signal signal, Measured seen) {
    if (!PROPORTIONS.contains(signal)) return null;
    var counted = look.course().counted().get(signal);
    if (counted != null && counted.blocks().stream().anyMatch(block -> block.candidate() > 0))
      return counted;
    if (signal == Signal.LATENCY_P95) return null;
    var beside = look.baseline().get(signal);
    var usable = beside != null && beside.n() > 0 && measurable(signal, beside.value());
    return Course.Counted.total(
        look.from() == null ? look.now() : look.from(),
        right(signal, seen),
        seen.n() - right(signal, seen),
        usable ? right(signal, beside) : 0,
        usable ? beside.n() - right(signal, beside) : 0);
  }

  private static double right(Signal signal, Measured reading) {
    return reading.n() * (moreIsBetter(signal) ? reading.value() : 1 - reading.value());
  }

  private static boolean severe(Look look, Signal signal, Limit limit, Measured seen) {
    if (limit.hard() == null
        || seen == null
        || seen.problem() != null
        || seen.n() < minimum(look, signal, limit)
        || !measurable(signal, seen.value())) return false;
    if (byGroups(look, signal))
      return groups(look).broken(limit.hard(), look.course().groups().tallies());
    var counted = counted(look, signal, seen);
    if (counted == null || signal == Signal.LATENCY_P95)
      return !Threshold.keeps(seen.value(), limit.hard(), moreIsBetter(signal));
    return new Trial(look.course(), look.from(), line(look))
        .broken(smallestRight(signal, limit.hard()), counted);
  }

  /** What a signal of this look is held against; null when there is nothing. */
  public static Double bound(Look look, Signal signal) {
    var limit = look.limits().get(signal);
    return limit == null ? null : bound(look, signal, limit);
  }

  private static boolean sound(Look look, Signal signal, Measured seen) {
    return seen.problem() == null
        && seen.signal() == signal
        && look.model().equals(seen.model())
        && look.version().equals(seen.version())
        && seen.n() >= 0
        && seen.n() <= MOST_SAMPLES;
  }

  /** False for NaN, infinite and impossible values. */
  private static boolean measurable(Signal signal, double value) {
    return Double.isFinite(value) && value >= 0 && (!SHARES.contains(signal) || value <= 1);
  }

  /** True when the newest sample is unknown, from the future or from before the window. */
  private static boolean late(Look look, Instant newest) {
    return newest == null
        || newest.isAfter(look.now().plus(SKEW))
        || look.from() != null && newest.isBefore(look.from());
  }

  private static boolean stale(Look look, Limit limit, Measured seen) {
    return limit.freshness() != null && seen.newest().isBefore(look.now().minus(limit.freshness()));
  }

  /** Why there are too few samples: none came lately, or not enough in all. */
  private static MetricVerdict silence(Look look, Limit limit, Measured seen) {
    return stale(look, limit, seen) ? STALE : TOO_FEW;
  }

  // Evidence needs no more samples than the stage asks for; a bare number swings.
  private static long minimum(Look look, Signal signal, Limit limit) {
    if (byGroups(look, signal)) return Math.max(1, look.minimum());
    return Math.max(1, limit.minimum() == null ? look.minimum() : limit.minimum());
  }

  /** The limit that counts; null when there is nothing to hold the value against. */
  private static Double bound(Look look, Signal signal, Limit limit) {
    var compared = compared(look, signal, limit);
    Double own;
    if (limit.relative() && compared != null) own = relative(signal, limit, compared);
    else if (limit.relative() && unsure(look, signal)) return null;
    else own = limit.fixed();
    if (own == null || limit.charter() != null && !tests(signal, limit, own))
      return limit.charter();
    if (limit.charter() == null) return own;
    return moreIsBetter(signal) ? Math.max(own, limit.charter()) : Math.min(own, limit.charter());
  }

  /**
   * The number to compare with: measured beside, or registered where the other version tells
   * nothing at all; null without.
   */
  private static Double compared(Look look, Signal signal, Limit limit) {
    var beside = look.baseline().get(signal);
    if (beside == null || beside.problem() == null && beside.n() == 0)
      return look.registered().get(signal);
    if (beside.problem() != null
        || beside.n() * 4 < minimum(look, signal, limit)
        || !measurable(signal, beside.value())) return null;
    return beside.value();
  }

  /** True when there is a version to compare with whose number cannot be used. */
  private static boolean unsure(Look look, Signal signal) {
    var beside = look.baseline().get(signal);
    return beside != null && (beside.problem() != null || beside.n() > 0);
  }

  private static Double share(Measured beside, double share) {
    return beside == null ? null : Double.valueOf(beside.value() * share);
  }

  private static double relative(Signal signal, Limit limit, double baseline) {
    if (limit.factor() != null) return baseline * limit.factor();
    return moreIsBetter(signal) ? baseline - limit.margin() : baseline + limit.margin();
  }

  private static boolean moreIsBetter(Signal signal) {
    return MORE_IS_BETTER.contains(signal);
  }

  private static String why(
      Look look,
      Signal signal,
      Limit limit,
      Measured seen,
      Double bound,
      Finding found,
      boolean severe) {
    return switch (found.verdict()) {
      case PASS, WARN -> kept(signal, seen, bound, found.certainty());
      case FAIL -> failed(signal, limit, seen, bound, found.certainty(), severe);
      case INCONCLUSIVE -> open(signal, limit, seen, bound);
      case TOO_FEW ->
        found.about() != null
            ? "Only " + found.about() + "."
            : tooFew(look, signal, seen, bound, minimum(look, signal, limit));
      case STALE -> "The newest sample is from " + seen.newest() + ".";
      case ERROR -> found.about() != null ? found.about() : unusable(look, signal, seen);
    };
  }

  private static String kept(Signal signal, Measured seen, Double bound, Certainty certainty) {
    var sure = certainty == null
        ? "."
        : ". Were the limit broken, the evidence would look this good at most once in "
            + odds(certainty.evidenceFor()) + " times.";
    return Threshold.keeps(seen.value(), bound, moreIsBetter(signal))
        ? held(signal, seen, bound) + sure
        : inAll(signal, seen, bound) + " are beyond it, but " + PIECE_BY_PIECE + " show it kept"
            + sure;
  }

  /**
   * One figure for the whole window says less than its evidence: more came in easy hours, or it was
   * bad on one day. Then it must not look as if the figure decided.
   */
  private static String inAll(Signal signal, Measured seen, Double bound) {
    return "The limit is " + asked(signal, seen, bound) + ". All " + seen.n()
        + " samples together, at " + beside(seen.value(), bound) + ",";
  }

  private static String open(Signal signal, Limit limit, Measured seen, Double bound) {
    if (bound == null || !Double.isFinite(bound))
      return "There is no number yet to compare " + number(seen.value()) + " with.";
    if (beyond(signal, limit, seen))
      return held(signal, seen, bound) + ". Whatever stands beside it, nothing passes "
          + (moreIsBetter(signal) ? "below " : "above ") + number(limit.absolute())
          + " (pilotage.rollout.limits." + signal.label() + ".absolute).";
    return held(signal, seen, bound)
        + ". That shows neither that it is kept nor that it is broken; more samples will tell.";
  }

  private static String tooFew(
      Look look, Signal signal, Measured seen, Double bound, long minimum) {
    if (seen == null || seen.n() == 0)
      return "Nothing was counted for version " + look.version() + " since " + look.from()
          + ": 0 of " + minimum + " samples.";
    if (seen.n() >= minimum)
      return "A limit of " + number(bound) + " leaves nothing to test: " + held(signal, seen, bound)
          + ".";
    return seen.n() + " of " + minimum + " samples.";
  }

  private static String unusable(Look look, Signal signal, Measured seen) {
    return seen.problem() != null ? seen.problem() : wrong(look, signal, seen);
  }

  /**
   * A live version that is never right is told as such, with the words that may be all there is to
   * it.
   */
  private static String inOtherWords(Look look, Signal signal, Finding found) {
    if (signal != Signal.ACCURACY || found.verdict() == ERROR) return "";
    return NeverRight.apart(look)
        .map(words -> " Not one word is the same: " + words.words() + ".")
        .orElse("");
  }

  private static String wrong(Look look, Signal signal, Measured seen) {
    var what = "The number read (" + seen.value() + " in " + seen.n() + " samples, the newest from "
        + seen.newest() + ") cannot be right: ";
    if (!look.model().equals(seen.model()) || !look.version().equals(seen.version()))
      return what + "it is about " + seen.model() + " " + seen.version() + ".";
    if (seen.n() < 0 || seen.n() > MOST_SAMPLES) return what + "so many samples nobody has.";
    if (!Double.isFinite(seen.value()))
      return what + "it is no number. Look for a division by zero in its query.";
    if (seen.value() < 0) return what + "it is below zero.";
    if (SHARES.contains(signal) && seen.value() > 1) return what + "a share lies between 0 and 1.";
    if (seen.newest() == null) return what + "nobody knows when it was measured.";
    if (seen.newest().isAfter(look.now()))
      return what + "it is from the future. Compare the clocks.";
    return what + "it is from before the window.";
  }

  private static String held(Signal signal, Measured seen, Double bound) {
    return beside(seen.value(), bound) + " in " + seen.n() + " samples; it must be "
        + asked(signal, seen, bound);
  }

  private static String asked(Signal signal, Measured seen, Double bound) {
    return (moreIsBetter(signal) ? "at least " : "at most ") + beside(bound, seen.value());
  }

  /** With as many digits as tell it from the other one. */
  private static String beside(double value, Double other) {
    if (other == null || value == other || !number(value).equals(number(other)))
      return number(value);
    return number(value, MORE_DIGITS);
  }

  private static String failed(
      Signal signal,
      Limit limit,
      Measured seen,
      Double bound,
      Certainty certainty,
      boolean severe) {
    if (seen == null || bound == null || seen.n() == 0)
      return "It broke its limit earlier in this stage.";
    var broken = Threshold.keeps(seen.value(), bound, moreIsBetter(signal))
        ? inAll(signal, seen, bound) + " keep it" + brokenAllTheSame(certainty)
        : held(signal, seen, bound) + surprising(certainty);
    return broken
        + (severe ? ", and the hard limit " + number(limit.hard()) + " is broken too." : ".");
  }

  private static String brokenAllTheSame(Certainty certainty) {
    return certainty != null && certainty.evidence() >= certainty.line()
        ? ", but " + PIECE_BY_PIECE + " show it broken" + surprising(certainty)
        : " now; it was shown broken earlier in this stage, and stays so";
  }

  private static String surprising(Certainty certainty) {
    if (certainty == null) return "";
    return certainty.evidence() >= certainty.line()
        ? ". A version that keeps it would be seen like this at most once in "
            + odds(certainty.evidence()) + " times"
        : ". It was shown broken earlier in this stage, and stays so";
  }

  private static String odds(double lnE) {
    var odds = Math.exp(Math.min(lnE, 50));
    return odds < 1e6 ? String.format(Locale.ROOT, "%,.0f", odds) : "a million";
  }

  /**
   * With four digits that count, as people write it: a latency of 12,345 ms as 12350, an accuracy
   * of 0.8 as 0.8000.
   */
  static String number(Double value) {
    return number(value, DIGITS);
  }

  private static String number(Double value, MathContext digits) {
    if (value == null || !Double.isFinite(value)) return "no number";
    var rounded = new BigDecimal(value).round(digits);
    int whole = rounded.precision() - rounded.scale();
    // What nobody measures, a broken query may still answer.
    if (Math.abs(whole) > 15) return rounded.toString();
    return rounded
        .setScale(Math.max(0, digits.getPrecision() - whole), RoundingMode.HALF_UP)
        .toPlainString();
  }
}
