package io.pilotage.monitoring;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the prediction log keeps them: microseconds since 1970, in UTC. */
class Micros {

  private Micros() {}

  static long of(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static String literal(Instant instant) {
    return "make_timestamp(" + of(instant) + ")";
  }
}
