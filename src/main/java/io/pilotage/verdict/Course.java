package io.pilotage.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a look came about: what was counted since the start of the window, block by block, and what
 * earlier looks at the same stage found.
 *
 * @param counted missing for a signal that cannot be counted
 * @param groups what was counted of the version's answers to groups of people
 * @param atTheSameTime whether stable served at the same time, so that the two can be compared
 *     block by block
 * @param shadow whether both answered the same requests, so that they are compared request by
 *     request
 * @param day how long a day of the plan lasts; evidence is begun anew every day
 * @param midnights days after the first that a restart is kept for; 0 without restarts
 * @param latched whether what was shown broken once stays so: in a stage it does, of a live version
 *     only what is shown now counts
 * @param failed signals that failed at an earlier look at this stage, and stay failed
 * @param vocabularies the words of answers and outcomes, where a version was never right
 */
public record Course(
    Map<Signal, Counted> counted,
    Groups groups,
    boolean atTheSameTime,
    boolean shadow,
    Duration day,
    int midnights,
    boolean latched,
    Set<Signal> failed,
    List<Words> vocabularies) {

  static final Course UNKNOWN = new Course(
      Map.of(), Groups.NONE, false, false, Duration.ofDays(1), 0, true, Set.of(), List.of());

  /**
   * What was counted about groups of people.
   *
   * @param gap how much higher the error rate of one group may be than that of another
   */
  public record Groups(List<GroupBlock> tallies, double gap) {
    public static final Groups NONE = new Groups(List.of(), 1);
  }

  /**
   * What was counted about one signal, right and wrong, of the version and of stable beside it.
   *
   * @param effect how much the outcomes of the version hang together
   * @param stableEffect how much those of stable do
   * @param together how much the difference of the two does; not known before both served side by
   *     side for some days
   * @param pairs requests both answered, in the shadow
   */
  public record Counted(
      List<Block> blocks,
      DesignEffect effect,
      DesignEffect stableEffect,
      DesignEffect together,
      List<PairBlock> pairs) {

    private static final DesignEffect NONE = new DesignEffect(1, 0);

    /** Only totals are known. */
    static Counted total(
        Instant start, double right, double wrong, double stableRight, double stableWrong) {
      return new Counted(
          List.of(new Block(start, right, wrong, stableRight, stableWrong)),
          NONE,
          NONE,
          NONE,
          List.of());
    }

    /** The blocks as one stream beside a fixed limit. */
    List<Block> independent() {
      return blocks.stream()
          .map(block -> block.dividedBy(effect.factor(), stableEffect.factor()))
          .toList();
    }

    /**
     * The blocks as two streams that are compared; each by itself while it is not known how much
     * their difference hangs together.
     */
    List<Block> compared() {
      if (!together.known()) return independent();
      return blocks.stream()
          .map(block -> block.dividedBy(together.factor(), together.factor()))
          .toList();
    }

    /** The effect the comparison is divided by. */
    DesignEffect effectOfComparison() {
      return together.known() ? together : effect;
    }
  }

  /** The same without a new beginning every day, for what is counted all at once. */
  Course inOne() {
    return new Course(
        counted, groups, atTheSameTime, shadow, day, 0, latched, failed, vocabularies);
  }

  public Course with(Map<Signal, Counted> counts, Groups counted, List<Words> words) {
    return new Course(
        counts, counted, atTheSameTime, shadow, day, midnights, latched, failed, words);
  }

  /**
   * The words of a version; nothing where it was right at times, or where the source does not know
   * them.
   */
  Optional<Words> vocabulary(String version) {
    return vocabularies.stream()
        .filter(words -> words.version().equals(version))
        .findFirst();
  }

  public int dayOf(Instant from, Instant block) {
    return (int)
        Math.max(0, Duration.between(from, block).toMillis() / Math.max(1, day.toMillis()));
  }
}
