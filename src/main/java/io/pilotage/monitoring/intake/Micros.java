package io.pilotage.monitoring.intake;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the prediction log keeps them: microseconds since 1970, in UTC. */
public class Micros {

  private Micros() {}

  public static long of(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  public static String literal(Instant instant) {
    return "make_timestamp(" + of(instant) + ")";
  }
}
