package io.pilotage.verdict;

import io.pilotage.verdict.Course.Counted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One proportion on trial: the evidence against it and for it, recomputed from all counts of the
 * window at every look, so that nothing bets twice. Once the evidence against it reached its line
 * it stays broken, whatever came later.
 */
final class Trial {

  static final String RULE = "odds-grid-1";
  private static final int POINTS = 40;
  private static final double NEVER = -1e6;

  private final Course course;
  private final Instant from;
  private final double line;

  /** @param line what the evidence has to reach, as in {@link FixedLimitEvidence#line} */
  Trial(Course course, Instant from, double line) {
    this.course = course;
    this.from = from;
    this.line = line;
  }

  /**
   * What a trial found.
   *
   * @param about the part of the numbers that speaks loudest, in words; null where there is but one
   */
  record Finding(MetricVerdict verdict, Certainty certainty, String about) {

    static final Finding NO_TEST = new Finding(MetricVerdict.TOO_FEW, null);

    Finding(MetricVerdict verdict, Certainty certainty) {
      this(verdict, certainty, null);
    }

    /** The same, with what it is about in words. */
    Finding about(String words) {
      return new Finding(verdict, certainty, words);
    }
  }

  /**
   * Held against a fixed smallest rate of right.
   *
   * @param badIsCounted whether the signal is the rate of wrong
   */
  Finding fixed(double limit, Counted counted, boolean badIsCounted) {
    if (!FixedLimitEvidence.testable(limit)) return Finding.NO_TEST;
    var blocks = counted.independent();
    double right = blocks.stream().mapToDouble(Block::candidateRight).sum();
    double wrong = blocks.stream().mapToDouble(Block::candidateWrong).sum();
    double end = FixedLimitEvidence.upperEnd(right, wrong, line);
    return finding(
        growth(blocks, wealth(FixedLimitEvidence.below(limit), blocks)),
        plain(wealth(FixedLimitEvidence.above(limit), blocks)),
        badIsCounted ? 1 - end : end,
        counted.effect());
  }

  /** Held against stable minus an allowed drop, where both served at the same time. */
  Finding compared(double drop, double baseline, Counted counted) {
    if (!ComparedEvidence.testable(drop, baseline)) return Finding.NO_TEST;
    var blocks = counted.compared();
    var against = ComparedEvidence.below(drop, baseline);
    double worse = ComparedEvidence.surelyWorseBy(blocks, baseline, line);
    Double end =
        Double.isNaN(worse) ? null : Double.valueOf(against.take(blocks).limit() + drop - worse);
    return finding(
        growth(blocks, wealth(against, blocks)),
        plain(wealth(ComparedEvidence.above(drop, baseline), blocks)),
        end,
        counted.effectOfComparison());
  }

  /** Held against stable minus an allowed drop, where both answered the same requests. */
  Finding paired(double drop, List<PairBlock> pairs) {
    if (!PairedEvidence.testable(drop)) return Finding.NO_TEST;
    var sorted = pairs.stream().sorted(Comparator.comparing(PairBlock::start)).toList();
    var days = sorted.stream()
        .collect(Collectors.groupingBy(
            pair -> course.dayOf(from, pair.start()), TreeMap::new, Collectors.toList()));
    var effect = DesignEffect.ofPairs(days.values().stream()
        .map(day -> new DesignEffect.Paired(
            day.stream().mapToDouble(PairBlock::worse).sum(),
            day.stream().mapToDouble(PairBlock::equal).sum(),
            day.stream().mapToDouble(PairBlock::better).sum()))
        .toList());
    var starts = sorted.stream().map(PairBlock::start).toList();
    var against = wealth(PairedEvidence.below(drop), sorted, effect.factor());
    var inFavour = wealth(PairedEvidence.above(drop), sorted, effect.factor()).stream()
        .map(each -> each.lnMean(PairedEvidence.LN_STAKES))
        .toList();
    return finding(growth(starts, against, PairedEvidence.LN_STAKES), inFavour, null, effect);
  }

  private static List<Wealth> wealth(
      PairedEvidence evidence, List<PairBlock> pairs, double effect) {
    var wealth = new ArrayList<Wealth>();
    double worse = 0;
    double equal = 0;
    double better = 0;
    for (var pair : pairs) {
      worse += pair.worse();
      equal += pair.equal();
      better += pair.better();
      wealth.add(evidence.wealth(worse / effect, equal / effect, better / effect));
    }
    return wealth;
  }

  /** True when the evidence against this smallest rate of right reached the line at any time. */
  boolean broken(double limit, Counted counted) {
    if (!FixedLimitEvidence.testable(limit)) return false;
    var blocks = counted.independent();
    return reached(growth(blocks, wealth(FixedLimitEvidence.below(limit), blocks)));
  }

  /** The evidence of this rule after every block, begun anew at each midnight. */
  List<Double> growth(ComparedEvidence evidence, List<Block> blocks) {
    return growth(blocks, wealth(evidence, blocks));
  }

  /** The evidence of this rule after every block, from the start on. */
  List<Double> plain(ComparedEvidence evidence, List<Block> blocks) {
    return plain(wealth(evidence, blocks));
  }

  /** True when evidence that grew like this reached the line, at any time where that lasts. */
  boolean reached(List<Double> growth) {
    return (course.latched() ? peak(growth) : newest(growth)) >= line;
  }

  /** How much the difference of the two sides of these blocks hangs together, day by day. */
  DesignEffect together(List<Block> blocks) {
    var days = blocks.stream()
        .collect(Collectors.groupingBy(
            block -> course.dayOf(from, block.start()),
            TreeMap::new,
            Collectors.reducing(Block::with)));
    var both = days.values().stream()
        .flatMap(Optional::stream)
        .map(day -> new DesignEffect.Both(
            new DesignEffect.Day(day.candidateRight(), day.candidateWrong()),
            new DesignEffect.Day(day.stableRight(), day.stableWrong())))
        .toList();
    return DesignEffect.ofDifference(
        both,
        both.stream().mapToDouble(day -> day.candidate().n()).average().orElse(1),
        both.stream().mapToDouble(day -> day.stable().n()).average().orElse(1));
  }

  private static List<Wealth> wealth(FixedLimitEvidence evidence, List<Block> blocks) {
    var wealth = new ArrayList<Wealth>();
    double right = 0;
    double wrong = 0;
    for (var block : blocks) {
      right += block.candidateRight();
      wrong += block.candidateWrong();
      wealth.add(evidence.wealth(right, wrong));
    }
    return wealth;
  }

  private static List<Wealth> wealth(ComparedEvidence evidence, List<Block> blocks) {
    var wealth = new ArrayList<Wealth>();
    for (var block : blocks) {
      evidence = evidence.take(block);
      wealth.add(evidence.wealth());
    }
    return wealth;
  }

  private static List<Double> plain(List<Wealth> wealth) {
    return wealth.stream()
        .map(each -> each.lnMean(FixedLimitEvidence.LN_STAKES))
        .toList();
  }

  /** The evidence after every block, the bet begun anew at each midnight of the plan. */
  private List<Double> growth(List<Block> blocks, List<Wealth> wealth) {
    return growth(blocks.stream().map(Block::start).toList(), wealth, FixedLimitEvidence.LN_STAKES);
  }

  private List<Double> growth(List<Instant> starts, List<Wealth> wealth, double[] stakes) {
    var restart = course.midnights() < 1 ? null : DailyRestart.over(course.midnights(), stakes);
    var midnights = new ArrayList<Wealth>();
    var growth = new ArrayList<Double>();
    var before = Wealth.untouched(stakes.length);
    for (int i = 0; i < wealth.size(); i++) {
      int day = Math.min(course.midnights(), course.dayOf(from, starts.get(i)));
      while (midnights.size() < day) midnights.add(before);
      before = wealth.get(i);
      growth.add(restart == null ? before.lnMean(stakes) : restart.lnE(midnights, before));
    }
    return growth;
  }

  Finding finding(List<Double> growth, List<Double> growthFor, Double end, DesignEffect effect) {
    double now = newest(growth);
    double evidenceFor = newest(growthFor);
    var certainty = new Certainty(
        finite(now),
        line,
        finite(evidenceFor),
        Math.min(1, Math.exp(-now)),
        end,
        effect.factor(),
        RULE,
        thinned(growth),
        thinned(growthFor));
    if (reached(growth)) return new Finding(MetricVerdict.FAIL, certainty);
    return new Finding(
        evidenceFor >= Certainty.PASS_LINE ? MetricVerdict.PASS : MetricVerdict.INCONCLUSIVE,
        certainty);
  }

  private static double newest(List<Double> growth) {
    return growth.isEmpty() ? 0 : growth.get(growth.size() - 1);
  }

  private static double peak(List<Double> growth) {
    return growth.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** Every so many points, always with the newest. */
  private static List<Double> thinned(List<Double> growth) {
    int step = Math.max(1, (growth.size() + POINTS - 1) / POINTS);
    var points = new ArrayList<Double>();
    for (int i = (growth.size() - 1) % step; i >= 0 && i < growth.size(); i += step)
      points.add(Math.round(finite(growth.get(i)) * 100) / 100.0);
    return points;
  }

  private static double finite(double lnE) {
    return Double.isNaN(lnE) ? 0 : Math.max(NEVER, Math.min(-NEVER, lnE));
  }
}
