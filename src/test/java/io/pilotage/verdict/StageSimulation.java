package io.pilotage.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Stages of two weeks with a look every hour, played by a seed and judged by different rules: ours,
 * and those other tools use. Accuracy is held against a fixed limit.
 */
public final class StageSimulation {

  /** The accuracy a candidate has to keep. */
  public static final double LIMIT = 0.93;

  static final int HOURS = 14 * 24;
  static final double LINE = FixedLimitEvidence.line(0.01, 1);

  private static final FixedLimitEvidence BELOW = FixedLimitEvidence.below(LIMIT);
  private static final DailyRestart RESTART = DailyRestart.over(13, FixedLimitEvidence.LN_STAKES);
  private static final int FAILED_LOOKS = 3;

  private final SplittableRandom random;
  private final int anHour;

  public StageSimulation(long seed, int outcomesAnHour) {
    this.random = new SplittableRandom(seed);
    this.anHour = outcomesAnHour;
  }

  /** What makes a stage step back. */
  public enum Rule {
    /** The evidence of {@link FixedLimitEvidence}, restarted daily: valid at every look. */
    OURS,
    /** The outcomes of the last hour lie under the limit. */
    THRESHOLD_PER_LOOK,
    /** That happened more than three times in the whole stage. */
    CUMULATIVE_FAILURE_COUNT,
    /** A 95 % interval around all outcomes so far lies under the limit. */
    FIXED_INTERVAL_PER_LOOK;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** The share of stages that step back at this accuracy. */
  public double stepsBack(Rule rule, int stages, double accuracy) {
    return IntStream.range(0, stages)
            .filter(stage -> hour(rule, hour -> accuracy) < HOURS)
            .count()
        / (double) stages;
  }

  /** The median number of hours until a stage at this accuracy steps back. */
  public double hoursToFind(Rule rule, int stages, double accuracy) {
    var hours = IntStream.range(0, stages)
        .map(stage -> hour(rule, hour -> accuracy) + 1)
        .sorted()
        .toArray();
    return hours[hours.length / 2];
  }

  /** The hour at which a stage of this accuracy steps back; {@link #HOURS} when it never does. */
  int hour(Rule rule, IntToDoubleFunction accuracy) {
    var midnights = new ArrayList<Wealth>();
    double right = 0;
    double wrong = 0;
    int failedLooks = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      if (hour > 0 && hour % 24 == 0) midnights.add(BELOW.wealth(right, wrong));
      int good = Binomial.of(anHour, accuracy.applyAsDouble(hour)).draw(random);
      right += good;
      wrong += anHour - good;
      if (good < LIMIT * anHour) failedLooks++;
      var stepsBack = switch (rule) {
        case OURS -> RESTART.lnE(midnights, BELOW.wealth(right, wrong)) >= LINE;
        case THRESHOLD_PER_LOOK -> failedLooks > 0;
        case CUMULATIVE_FAILURE_COUNT -> failedLooks > FAILED_LOOKS;
        case FIXED_INTERVAL_PER_LOOK -> underTheInterval(right, right + wrong);
      };
      if (stepsBack) return hour;
    }
    return HOURS;
  }

  private static boolean underTheInterval(double right, double n) {
    double p = right / n;
    return p + 1.96 * Math.sqrt(p * (1 - p) / n) < LIMIT;
  }

  /** Draws the number of right outcomes by its distribution, worked out once for each n and p. */
  static final class Binomial {

    private static final List<Binomial> KNOWN = new ArrayList<>();

    private final int n;
    private final double p;
    private final double[] upTo;

    private Binomial(int n, double p) {
      this.n = n;
      this.p = p;
      this.upTo = new double[n + 1];
      double lnTerm = n * Math.log1p(-p);
      double sum = 0;
      for (int k = 0; k <= n; k++) {
        sum += Math.exp(lnTerm);
        upTo[k] = sum;
        lnTerm += Math.log((double) (n - k) / (k + 1)) + Math.log(p / (1 - p));
      }
    }

    static Binomial of(int n, double p) {
      for (var known : KNOWN) if (known.n == n && known.p == p) return known;
      var made = new Binomial(n, p);
      KNOWN.add(made);
      return made;
    }

    int draw(SplittableRandom random) {
      int place = Arrays.binarySearch(upTo, random.nextDouble());
      return Math.min(n, place < 0 ? -place - 1 : place);
    }
  }
}
