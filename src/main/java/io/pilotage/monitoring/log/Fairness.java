package io.pilotage.monitoring.log;

import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Window;
import io.pilotage.verdict.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the rates at which groups get a favourable prediction: the smallest rate divided by the
 * largest, for the attribute where it is lowest. Below 0.8 is adverse impact by the four-fifths
 * rule (US Uniform Guidelines on Employee Selection Procedures, 1978, section 4D). Groups smaller
 * than the set size are left out: their rates are chance.
 */
class Fairness {

  private record Group(long n, long favourable) {
    double rate() {
      return (double) favourable / n;
    }
  }

  private record Compared(double ratio, long n, long favourable) {}

  private final int smallestGroup;
  private final Map<String, List<Group>> attributes = new LinkedHashMap<>();
  private Instant newest;

  Fairness(int smallestGroup) {
    this.smallestGroup = smallestGroup;
  }

  void add(String attribute, long n, long favourable, Instant newestOfGroup) {
    if (newest == null || newestOfGroup.isAfter(newest)) newest = newestOfGroup;
    attributes.computeIfAbsent(attribute, any -> new ArrayList<>()).add(new Group(n, favourable));
  }

  /** The sample count is that of the compared groups; 0 while no two groups are large enough. */
  Reading reading(Window window) {
    var compared = attributes.values().stream()
        .map(this::compare)
        .filter(found -> found.n() > 0)
        .toList();
    if (compared.isEmpty()) return Reading.of(Signal.FAIRNESS, window, Double.NaN, 0, newest);
    if (compared.stream().allMatch(found -> found.favourable() == 0)) {
      return Reading.unreadable(
          Signal.FAIRNESS,
          window,
          "No prediction counts as favourable. Name the favourable answer in pilotage.monitoring.models."
              + window.model() + ".favourable.");
    }
    var worst = compared.stream()
        .filter(found -> found.favourable() > 0)
        .min(Comparator.comparingDouble(Compared::ratio))
        .orElseThrow();
    return Reading.of(Signal.FAIRNESS, window, worst.ratio(), worst.n(), newest);
  }

  private Compared compare(List<Group> all) {
    var groups = all.stream().filter(group -> group.n() >= smallestGroup).toList();
    if (groups.size() < 2) return new Compared(Double.NaN, 0, 0);
    double least = groups.stream().mapToDouble(Group::rate).min().orElseThrow();
    double most = groups.stream().mapToDouble(Group::rate).max().orElseThrow();
    return new Compared(
        least / most,
        groups.stream().mapToLong(Group::n).sum(),
        groups.stream().mapToLong(Group::favourable).sum());
  }
}
