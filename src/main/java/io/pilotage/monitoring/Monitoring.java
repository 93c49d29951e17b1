package io.pilotage.monitoring;

import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers for all models at once: the number of queries depends on the signal, never on how many
 * windows are asked about. It never throws when the source is out of reach; every reading says so
 * then.
 */
public interface Monitoring {

  /** One reading for each window, in the order of the windows. */
  List<Reading> read(Signal signal, List<Window> windows);

  /**
   * The same for several signals; a source that finds some of them in one pass over its data asks
   * once for them.
   */
  default Map<Signal, List<Reading>> read(Set<Signal> signals, List<Window> windows) {
    var readings = new EnumMap<Signal, List<Reading>>(Signal.class);
    signals.forEach(signal -> readings.put(signal, read(signal, windows)));
    return readings;
  }

  /**
   * Counts per block of time for accuracy (right, wrong), error rate (answered, failed) and
   * agreement (agreed, disagreed), each prediction once; blocks without samples are left out. Empty
   * for the other signals, and when the source is out of reach.
   */
  List<Tally> tallies(Signal signal, List<Window> windows, Duration block);

  /**
   * Counts per block of time of the predictions answered within the window's limit in milliseconds,
   * and of those slower.
   */
  List<Tally> slower(Map<Window, Double> limits, Duration block);

  /**
   * The same for several signals, each with its windows and, for the latency, their limits in
   * milliseconds; a source that finds some of them in one pass over its data asks once for them.
   */
  default Map<Signal, List<Tally>> count(Map<Signal, Map<Window, Double>> asked, Duration block) {
    var tallies = new EnumMap<Signal, List<Tally>>(Signal.class);
    asked.forEach((signal, limits) -> tallies.put(
        signal,
        signal == Signal.LATENCY_P95
            ? slower(limits, block)
            : tallies(signal, List.copyOf(limits.keySet()), block)));
    return tallies;
  }

  /**
   * Counts per block of time of what groups of people were answered, small groups left out. Empty
   * where the source does not tell people apart, and when it is out of reach.
   */
  default List<GroupTally> groups(List<Window> windows, Duration block) {
    return List.of();
  }

  /**
   * Counts per block of time of the requests that both a version (the key) and another one
   * answered, told by the same id, where the truth is known. Empty where the source does not know
   * single requests, and when it is out of reach.
   */
  default List<PairTally> pairs(Map<Window, Window> beside, Duration block) {
    return List.of();
  }

  /**
   * How many requests both versions claim to have answered, told by the same id. Zero where the
   * source does not know single requests, and when it is out of reach.
   */
  default long answeredByBoth(Window version, Window beside) {
    return 0;
  }

  /**
   * What was answered and what came true, where both are known; a window without any is left out.
   * Empty where the source does not know single answers.
   */
  default List<Vocabulary> vocabularies(List<Window> windows) {
    return List.of();
  }

  /** The counts per hour. */
  default List<Tally> tallies(Signal signal, List<Window> windows) {
    return tallies(signal, windows, Duration.ofHours(1));
  }

  /** The counts per hour. */
  default List<Tally> slower(Map<Window, Double> limits) {
    return slower(limits, Duration.ofHours(1));
  }

  /** False while the source cannot be asked. */
  boolean available();
}
