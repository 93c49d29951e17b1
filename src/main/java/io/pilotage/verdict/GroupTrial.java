package io.pilotage.verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fairness on trial: every group against every other of its attribute, by the rates themselves.
 * Three questions each: does it get the favourable answer at least four fifths as often (US Uniform
 * Guidelines on Employee Selection Procedures, 1978, section 4D), and are its false-positive and
 * false-negative rates at most a gap higher (equalised odds: Hardt, Price and Srebro, NeurIPS
 * 2016)? The evidence against is the mean of all of them, which is evidence against "nobody is
 * treated unfairly" (Vovk and Wang, E-values, 2021); a PASS asks for every single one.
 */
final class GroupTrial {

  // Attributes with more groups are compared by their largest.
  private static final int MOST_GROUPS = 8;
  private static final double GUESS = 0.5;

  private final Trial trial;
  private final double gap;

  /**
   * @param gap how much higher the error rate of one group may be than that of another, as a share
   */
  GroupTrial(Trial trial, double gap) {
    this.trial = trial;
    this.gap = gap;
  }

  /**
   * One question about two groups: its blocks hold the one as candidate and the other as stable.
   */
  private record Question(
      String words, List<Block> blocks, DesignEffect effect, double ratio, double drop) {

    List<Block> independent() {
      return blocks.stream()
          .map(block -> block.dividedBy(effect.factor(), effect.factor()))
          .toList();
    }
  }

  /** Null when there are no two groups to compare. */
  Trial.Finding weigh(double ratio, List<GroupBlock> tallies) {
    var questions = questions(ratio, tallies);
    if (questions.isEmpty()) return null;
    var against = questions.stream()
        .map(asked -> trial.growth(
            ComparedEvidence.below(asked.ratio(), asked.drop(), GUESS), asked.independent()))
        .toList();
    var inFavour = questions.stream()
        .map(asked -> trial.plain(
            ComparedEvidence.above(asked.ratio(), asked.drop(), GUESS), asked.independent()))
        .toList();
    int worst = IntStream.range(0, questions.size())
        .boxed()
        .max(Comparator.comparingDouble(i -> last(against.get(i))))
        .orElseThrow();
    double effect =
        questions.stream().mapToDouble(asked -> asked.effect().factor()).max().orElse(1);
    var found = trial.finding(mean(against), least(inFavour), null, new DesignEffect(effect, 0));
    return found.about(questions.get(worst).words());
  }

  /**
   * True when the evidence that some group gets the favourable answer less than this ratio as often
   * reached the line at any time.
   */
  boolean broken(double ratio, List<GroupBlock> tallies) {
    var selections =
        questions(ratio, tallies).stream().filter(asked -> asked.ratio() < 1).toList();
    return !selections.isEmpty()
        && trial.reached(mean(selections.stream()
            .map(asked ->
                trial.growth(ComparedEvidence.below(asked.ratio(), 0, GUESS), asked.independent()))
            .toList()));
  }

  private List<Question> questions(double ratio, List<GroupBlock> tallies) {
    var starts =
        tallies.stream().map(GroupBlock::start).collect(Collectors.toCollection(TreeSet::new));
    var questions = new ArrayList<Question>();
    tallies.stream()
        .collect(Collectors.groupingBy(
            GroupBlock::attribute, TreeMap::new, Collectors.groupingBy(GroupBlock::group)))
        .forEach((attribute, all) -> {
          var groups = all.entrySet().stream()
              .sorted(Comparator.comparingLong(group -> -sum(group.getValue(), GroupBlock::n)))
              .limit(MOST_GROUPS)
              .toList();
          for (var one : groups) {
            for (var other : groups) {
              if (one.getKey().equals(other.getKey())) continue;
              var pair = attribute + " " + one.getKey() + " against " + other.getKey();
              add(
                  questions,
                  pair + ", favourable answers",
                  starts,
                  one,
                  other,
                  GroupBlock::favourable,
                  GroupBlock::unfavourable,
                  ratio,
                  0);
              add(
                  questions,
                  pair + ", false positives",
                  starts,
                  one,
                  other,
                  GroupBlock::trueNegative,
                  GroupBlock::falsePositive,
                  1,
                  gap);
              add(
                  questions,
                  pair + ", false negatives",
                  starts,
                  one,
                  other,
                  GroupBlock::truePositive,
                  GroupBlock::falseNegative,
                  1,
                  gap);
            }
          }
        });
    return questions;
  }

  private void add(
      List<Question> questions,
      String pair,
      TreeSet<Instant> starts,
      Map.Entry<String, List<GroupBlock>> one,
      Map.Entry<String, List<GroupBlock>> other,
      ToLongFunction<GroupBlock> right,
      ToLongFunction<GroupBlock> wrong,
      double ratio,
      double drop) {
    long n = sum(one.getValue(), right) + sum(one.getValue(), wrong);
    long m = sum(other.getValue(), right) + sum(other.getValue(), wrong);
    if (n == 0 || m == 0) return;
    var own = byBlock(one.getValue());
    var others = byBlock(other.getValue());
    var blocks = starts.stream()
        .map(start -> new Block(
            start,
            count(own.get(start), right),
            count(own.get(start), wrong),
            count(others.get(start), right),
            count(others.get(start), wrong)))
        .toList();
    double rate = (double) sum(one.getValue(), right) / n;
    double beside = (double) sum(other.getValue(), right) / m;
    var words = String.format(
        Locale.ROOT,
        ratio < 1
            ? "%s: %.1f %% of %d and %.1f %% of %d"
            : "%s: all but %.1f %% of %d and all but %.1f %% of %d",
        pair,
        rate * 100,
        n,
        beside * 100,
        m);
    questions.add(new Question(words, blocks, trial.together(blocks), ratio, drop));
  }

  private static Map<Instant, GroupBlock> byBlock(List<GroupBlock> tallies) {
    return tallies.stream()
        .collect(Collectors.toMap(GroupBlock::start, tally -> tally, (one, same) -> one));
  }

  private static double count(GroupBlock tally, ToLongFunction<GroupBlock> what) {
    return tally == null ? 0 : what.applyAsLong(tally);
  }

  private static long sum(List<GroupBlock> tallies, ToLongFunction<GroupBlock> what) {
    return tallies.stream().mapToLong(what).sum();
  }

  private static double last(List<Double> growth) {
    return growth.get(growth.size() - 1);
  }

  private static List<Double> mean(List<List<Double>> growths) {
    return IntStream.range(0, growths.get(0).size())
        .mapToObj(i ->
            Wealth.lnSum(growths.stream().mapToDouble(growth -> growth.get(i)).toArray())
                - Math.log(growths.size()))
        .toList();
  }

  private static List<Double> least(List<List<Double>> growths) {
    return IntStream.range(0, growths.get(0).size())
        .mapToObj(
            i -> growths.stream().mapToDouble(growth -> growth.get(i)).min().orElseThrow())
        .toList();
  }
}
