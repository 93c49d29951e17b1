package io.pilotage.verdict;

import java.util.List;

/**
 * How much the outcomes of a stream hang together: how many of them weigh as much as one
 * independent outcome. Estimated on the history of the stable version as the variance of the daily
 * rates × outcomes a day / (p(1−p)), at least 1 (Kish, Survey Sampling, 1965, with days as
 * clusters). Counts are divided by it before any bet. From so few days that the variance is a guess
 * it is 1 and not known.
 *
 * @param factor what every count is divided by
 * @param days the days it was estimated on
 */
public record DesignEffect(double factor, int days) {

  private static final int FEWEST_DAYS = 5;
  private static final double APPROXIMATE_FROM = 2;

  /** What two versions that served side by side got right and wrong on one day. */
  public record Both(Day candidate, Day stable) {

    double difference() {
      return candidate.rate() - stable.rate();
    }
  }

  /** What was right and wrong on one day. */
  public record Day(double right, double wrong) {

    public double n() {
      return right + wrong;
    }

    double rate() {
      return right / n();
    }
  }

  public static DesignEffect of(List<Day> history) {
    var days = history.stream().filter(day -> day.n() > 0).toList();
    double n = days.stream().mapToDouble(Day::n).sum();
    double p = days.stream().mapToDouble(Day::right).sum() / n;
    if (days.size() < FEWEST_DAYS || !(p > 0 && p < 1)) return new DesignEffect(1, days.size());
    double mean = days.stream().mapToDouble(Day::rate).average().orElseThrow();
    double variance = days.stream()
            .mapToDouble(day -> (day.rate() - mean) * (day.rate() - mean))
            .sum()
        / (days.size() - 1);
    return new DesignEffect(Math.max(1, variance * (n / days.size()) / (p * (1 - p))), days.size());
  }

  /**
   * How much the difference of two versions that serve at the same time hangs together. What both
   * have in common — a hard day is hard for both — cancels out in the difference, so it is
   * estimated on the difference itself: the variance of the daily differences beyond what the
   * counts explain (the moment estimate of DerSimonian and Laird, Controlled Clinical Trials,
   * 1986), from successive differences (von Neumann, Annals of Mathematical Statistics, 1941), so
   * that a version that turns bad does not hide behind the variance of its own fall. From few days
   * the variance is itself uncertain and is taken as that of Student's t with as many degrees of
   * freedom as the estimate has, ν = 2(d−1)²/(3d−4): times ν/(ν−2).
   *
   * @param candidateADay outcomes of the candidate on a usual day of the stage, for which the
   *     effect is wanted
   * @param stableADay those of stable
   */
  public static DesignEffect ofDifference(
      List<Both> history, double candidateADay, double stableADay) {
    var days = history.stream()
        .filter(day -> day.candidate().n() > 0 && day.stable().n() > 0)
        .toList();
    double p = pooled(days.stream().map(Both::candidate).toList());
    double q = pooled(days.stream().map(Both::stable).toList());
    double explained = p * (1 - p) / candidateADay + q * (1 - q) / stableADay;
    if (days.size() < FEWEST_DAYS || !(explained > 0)) return new DesignEffect(1, 0);
    double beyond = successive(days.stream().map(Both::difference).toList())
        - days.stream()
            .mapToDouble(day ->
                p * (1 - p) / day.candidate().n() + q * (1 - q) / day.stable().n())
            .average()
            .orElseThrow();
    return new DesignEffect(1 + Math.max(0, beyond) / explained, days.size());
  }

  /**
   * What both answered on one day, request by request: how often the one alone was wrong, both were
   * as good, the other alone was wrong.
   */
  record Paired(double worse, double equal, double better) {

    double n() {
      return worse + equal + better;
    }

    double mean() {
      return (better - worse) / n();
    }
  }

  /**
   * The same for requests both answered: how much their differences hang together from request to
   * request.
   */
  static DesignEffect ofPairs(List<Paired> history) {
    var days = history.stream().filter(day -> day.n() > 0).toList();
    double n = days.stream().mapToDouble(Paired::n).sum();
    double mean = days.stream().mapToDouble(day -> day.better() - day.worse()).sum() / n;
    double one =
        days.stream().mapToDouble(day -> day.better() + day.worse()).sum() / n - mean * mean;
    if (days.size() < FEWEST_DAYS || !(one > 0)) return new DesignEffect(1, 0);
    return new DesignEffect(
        Math.max(1, successive(days.stream().map(Paired::mean).toList()) * (n / days.size()) / one),
        days.size());
  }

  private static double successive(List<Double> days) {
    double squares = 0;
    for (int i = 1; i < days.size(); i++) squares += Math.pow(days.get(i) - days.get(i - 1), 2);
    int gaps = days.size() - 1;
    double freedom = 2.0 * gaps * gaps / (3.0 * days.size() - 4);
    return squares / (2 * gaps) * freedom / (freedom - 2);
  }

  private static double pooled(List<Day> days) {
    return days.stream().mapToDouble(Day::right).sum()
        / days.stream().mapToDouble(Day::n).sum();
  }

  /**
   * The effect on another stream that answers the same requests' like, with fewer or more outcomes
   * a day: outcomes of one day hang together by (D−1)/(n−1) each, however many of them there are.
   */
  public DesignEffect at(double outcomesADay, double estimatedOn) {
    if (!(estimatedOn > 1)) return this;
    return new DesignEffect(
        Math.max(1, 1 + (outcomesADay - 1) * (factor - 1) / (estimatedOn - 1)), days);
  }

  boolean known() {
    return days >= FEWEST_DAYS;
  }

  /**
   * True when the promised level of a verdict is only approximate, which is said where it is shown.
   */
  boolean approximate() {
    return factor > APPROXIMATE_FROM;
  }
}
