package io.pilotage.dataset;

import io.pilotage.dataset.Interval.Portion;
import java.util.List;
import java.util.Optional;

/**
 * The two groups whose rates lie furthest apart even if chance helped: by the upper end of the one
 * and the lower end of the other.
 */
record Extremes(Portion lowest, Portion highest) {

  /** Nothing when fewer than two groups have a rate. */
  static Optional<Extremes> of(List<Portion> portions) {
    var known = portions.stream().filter(portion -> portion.whole() > 0).toList();
    Extremes best = null;
    var most = Double.NEGATIVE_INFINITY;
    for (var low : known)
      for (var high : known) {
        var distance = end(high).low() - end(low).high();
        if (low == high || low.rate() > high.rate() || !(distance > most)) continue;
        best = new Extremes(low, high);
        most = distance;
      }
    return Optional.ofNullable(best);
  }

  private static Interval end(Portion portion) {
    return Interval.amongMany(portion.part(), portion.whole());
  }

  /** The lower rate divided by the higher; nothing when nobody is positive. */
  Double ratio() {
    return highest.part() == 0 ? null : lowest.rate() / highest.rate();
  }

  /** Whether more than chance lies between them. */
  boolean apart() {
    return Interval.apart(lowest, highest);
  }
}
