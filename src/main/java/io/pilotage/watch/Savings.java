package io.pilotage.watch;

import io.pilotage.monitoring.Window;
import io.pilotage.monitoring.log.Repeats;
import io.pilotage.monitoring.log.Repetition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/**
 * What a cache would save, from the requests of the last hours: those that repeat an earlier one
 * and were computed all the same. A bill that was too high from the first day on doubles nothing,
 * so it is asked for by itself, once an interval.
 */
@Component
class Savings {

  private static final Duration MONTH = Duration.ofDays(30);
  private static final long FEWEST = 100;

  private final Repetition repetition;
  private final WatchProperties properties;
  private final Clock clock;
  private final AtomicReference<Instant> looked = new AtomicReference<>(Instant.MIN);

  Savings(Repetition repetition, WatchProperties properties, Clock clock) {
    this.repetition = repetition;
    this.properties = properties;
    this.clock = clock;
  }

  /** A version whose bill would be worth a cache. */
  record Saving(String model, String version, String why) {}

  /** True once an interval, on each node for itself: the look reads every request of some hours. */
  boolean due() {
    var now = clock.instant();
    var last = looked.get();
    // A clock that went back, as in a replay, must not silence the look for good.
    return (last.isAfter(now) || !last.isAfter(now.minus(properties.interval())))
        && looked.compareAndSet(last, now);
  }

  /** The versions that are asked the same again and again, and pay for it each time. */
  List<Saving> worthLookingAt(List<Version> versions) {
    return repeats(versions).stream()
        .filter(repeats -> aMonth(repeats.avoidable(), repeats) >= properties.savingWorth())
        .map(repeats -> new Saving(repeats.model(), repeats.version(), sentence(repeats)))
        .toList();
  }

  /**
   * What a review of the architecture should know about the bill; nothing where features or costs
   * are not reported.
   */
  Optional<String> of(String model, String version) {
    return model == null || version == null
        ? Optional.empty()
        : repeats(List.of(new Version(model, version))).stream()
            .filter(repeats -> repeats.cost() > 0)
            .findFirst()
            .map(this::sentence);
  }

  record Version(String model, String version) {}

  private List<Repeats> repeats(List<Version> versions) {
    var now = clock.instant();
    return repetition
        .read(versions.stream()
            .map(each ->
                new Window(each.model(), each.version(), now.minus(properties.savingWindow()), now))
            .toList())
        .stream()
        .filter(repeats ->
            repeats.n() >= FEWEST && observed(repeats).compareTo(properties.interval()) >= 0)
        .toList();
  }

  private String sentence(Repeats repeats) {
    return String.format(
        Locale.ROOT,
        "At this rate %s %s costs %,.0f a month; %.0f %% of its requests repeat an earlier one of the "
            + "last %s, and a cache"
            + " that answered those would save %,.0f a month.",
        repeats.model(),
        repeats.version(),
        aMonth(repeats.cost(), repeats),
        100 * repeats.cacheable(),
        words(observed(repeats)),
        aMonth(repeats.avoidable(), repeats));
  }

  private static double aMonth(double cost, Repeats repeats) {
    return cost * MONTH.toMillis() / observed(repeats).toMillis();
  }

  /** A window that is not full yet tells about the time it holds. */
  private static Duration observed(Repeats repeats) {
    return Duration.between(repeats.oldest(), repeats.newest());
  }

  private static String words(Duration time) {
    if (time.toSeconds() < 120) return time.toSeconds() + " seconds";
    return time.toHours() >= 2
        ? Math.round(time.toMinutes() / 60.0) + " hours"
        : time.toMinutes() + " minutes";
  }
}
