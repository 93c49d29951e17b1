package io.pilotage.operation;

import io.pilotage.operation.Stability.Health;
import io.pilotage.operation.Stability.Week;
import io.pilotage.rollout.VerdictSpan;
import io.pilotage.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Counts healthy weeks in a row. Weeks begin when the model was handed to operation, and only those
 * that are over count; trouble in the one that runs counts at once. A verdict holds until the next
 * look, but no longer than {@code holds} after the last look that found it.
 */
record HealthyWeeks(
    Instant begin,
    Duration week,
    int needed,
    Duration holds,
    List<VerdictSpan> spans,
    List<Trouble> troubles) {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final double ENOUGH = 0.5;

  /** Something that speaks against the weeks it lies in; no end while it lasts. */
  record Trouble(Instant from, Instant to, String what) {

    private boolean in(Instant start, Instant end) {
      return from.isBefore(end) && (to == null || !to.isBefore(start));
    }
  }

  Stability count(Instant now) {
    var over = Math.max(0, Duration.between(begin, now).dividedBy(week));
    var weeks = new ArrayList<Week>();
    for (var number = Math.max(0, over - needed); number <= over; number++)
      weeks.add(week(begin.plus(week.multipliedBy(number)), number == over, now));
    var inARow = inARow(weeks);
    return new Stability(needed, inARow, weeks, why(weeks, inARow));
  }

  private Week week(Instant from, boolean running, Instant now) {
    var to = from.plus(week);
    var trouble = trouble(from, to);
    if (trouble.isPresent()) return new Week(from, to, Health.TROUBLED, trouble.get());
    if (running) return new Week(from, to, Health.RUNNING, "It is not over.");
    var share = healthyTime(from, to, now) / (double) week.toMillis();
    var found = "Found healthy for " + Math.round(100 * share) + " % of the time.";
    return share >= ENOUGH
        ? new Week(from, to, Health.HEALTHY, found)
        : new Week(
            from,
            to,
            Health.UNPROVEN,
            found + " Half of it at least has to be; silence is not health.");
  }

  private Optional<String> trouble(Instant from, Instant to) {
    var found = spans.stream()
        .filter(span -> span.verdict() == Verdict.UNHEALTHY)
        .map(span -> new Trouble(span.from(), span.to(), "Found unhealthy: " + span.why()));
    return Stream.concat(troubles.stream(), found)
        .filter(trouble -> trouble.in(from, to))
        .map(Trouble::what)
        .findFirst();
  }

  private long healthyTime(Instant from, Instant to, Instant now) {
    var sum = 0L;
    for (var i = 0; i < spans.size(); i++) {
      if (spans.get(i).verdict() != Verdict.HEALTHY) continue;
      var next = i + 1 < spans.size() ? spans.get(i + 1).from() : now;
      sum +=
          overlap(from, to, spans.get(i).from(), earlier(next, spans.get(i).to().plus(holds)));
    }
    return sum;
  }

  private static long overlap(Instant from, Instant to, Instant start, Instant end) {
    var first = start.isAfter(from) ? start : from;
    return Math.max(0, Duration.between(first, earlier(to, end)).toMillis());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private int inARow(List<Week> weeks) {
    if (last(weeks).health() == Health.TROUBLED) return 0;
    var count = 0;
    for (var i = weeks.size() - 2; i >= 0 && weeks.get(i).health() == Health.HEALTHY; i--) count++;
    return count;
  }

  private String why(List<Week> weeks, int inARow) {
    var counted = inARow + " of " + needed + " healthy weeks in a row";
    if (inARow >= needed) return counted + ".";
    var running = last(weeks);
    var first = running.health() == Health.TROUBLED ? running.to() : running.from();
    var earliest = first.plus(
        week.multipliedBy(running.health() == Health.TROUBLED ? needed : needed - inARow));
    var broken = weeks.stream()
        .filter(one -> one.health() == Health.TROUBLED || one.health() == Health.UNPROVEN)
        .reduce((one, later) -> later);
    return counted
        + broken
            .map(one -> "; the week from " + MOMENT.format(one.from()) + " was not: "
                + unfinished(one.why()))
            .orElse("")
        + "; stable on " + MOMENT.format(earliest) + " UTC at the earliest.";
  }

  private static String unfinished(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static Week last(List<Week> weeks) {
    return weeks.get(weeks.size() - 1);
  }
}
