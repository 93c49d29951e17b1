package io.pilotage.dataset;

/**
 * A rate with what is known about it: Wilson's score interval. Extremes among many groups are
 * picked by intervals of three standard errors, for whoever looks at forty groups always finds a
 * small one that stands out; whether two of them differ is asked with the usual two.
 */
record Interval(double rate, double low, double high) {

  private static final double AMONG_MANY = 3;
  private static final double OF_TWO = 1.96;

  static Interval amongMany(long part, long whole) {
    return of(part, whole, AMONG_MANY);
  }

  static boolean apart(Portion lower, Portion higher) {
    return of(lower.part(), lower.whole(), OF_TWO).high
        < of(higher.part(), higher.whole(), OF_TWO).low;
  }

  private static Interval of(long part, long whole, double z) {
    var rate = (double) part / whole;
    var centre = (rate + z * z / (2 * whole)) / (1 + z * z / whole);
    var width = z
        * Math.sqrt(rate * (1 - rate) / whole + z * z / (4.0 * whole * whole))
        / (1 + z * z / whole);
    return new Interval(rate, centre - width, centre + width);
  }

  /** A part of a whole that belongs to a group. */
  record Portion(String group, long part, long whole) {

    double rate() {
      return (double) part / whole;
    }
  }
}
