package io.pilotage.rollout;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Whether more predictions were reported of a version than the answers of OFREP can stand for, in
 * any hour or altogether. Whoever reports what was never asked decides over the verdict.
 *
 * <p>Too many means: by more than a fifth, by more than chance, and by more than a hundred. What
 * was asked in the last minutes of an hour may be reported in the next one, because clocks of
 * callers may be minutes ahead.
 *
 * @param reported predictions by the hour of their own time, each id once
 * @param answered how often OFREP handed the version out, by the hour
 * @param perAnswer how many predictions one answer may stand for
 */
record Reports(
    SortedMap<Instant, Long> reported, SortedMap<Instant, Long> answered, int perAnswer) {

  private static final double FACTOR = 1.2;
  private static final double LATE = 0.1;
  private static final double CHANCE = 6;
  private static final long FEW = 100;
  private static final long HOUR = 3_600;

  /** What is wrong with it, in a sentence; nothing while the answers may explain the reports. */
  Optional<String> trouble(String version) {
    long all = sum(reported);
    long given = sum(answered);
    if (tooMany((double) all, (double) given))
      return Optional.of(sentence(version, all, given, ""));
    return reported.entrySet().stream()
        .filter(hour -> tooMany(
            hour.getValue(), in(hour.getKey()) + LATE * in(hour.getKey().minusSeconds(HOUR))))
        .findFirst()
        .map(hour -> sentence(
            version,
            hour.getValue(),
            in(hour.getKey()),
            " in the hour from " + hour.getKey().toString().substring(0, 16).replace('T', ' ')
                + " UTC"));
  }

  private boolean tooMany(double reports, double answers) {
    double expected = perAnswer * answers;
    return reports > FACTOR * expected + CHANCE * Math.sqrt(expected) + FEW;
  }

  private String sentence(String version, long reports, long answers, String when) {
    return String.format(
        Locale.ROOT,
        "More was reported than asked: %,d predictions of %s%s, which OFREP handed out %,d times%s. "
            + "Its numbers are not believed; find out who reports them.",
        reports,
        version,
        when,
        answers,
        perAnswer == 1 ? "" : ", each for " + perAnswer + " requests at most");
  }

  private long in(Instant hour) {
    return answered.getOrDefault(hour, 0L);
  }

  private static long sum(SortedMap<Instant, Long> hours) {
    return hours.values().stream().mapToLong(Long::longValue).sum();
  }
}
