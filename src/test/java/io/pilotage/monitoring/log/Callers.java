package io.pilotage.monitoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The services that call models in tests: what they would send to the API goes straight into the
 * prediction log.
 */
@Component
@Profile("test")
public class Callers {

  private static final AtomicLong NUMBER = new AtomicLong();

  private final PredictionLog log;
  private final Clock clock;

  Callers(PredictionLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  public Calls of(String model, String version) {
    return new Calls(model, version);
  }

  /**
   * Requests both versions answer, each reported under one id: so many of a hundred right by the
   * stable version, and by the candidate.
   */
  public void inTheShadow(
      String model,
      String stable,
      int stableRight,
      String candidate,
      int candidateRight,
      int count) {
    var predictions = new StringBuilder();
    var outcomes = new StringBuilder();
    var first = NUMBER.getAndAdd(count);
    for (int i = 0; i < count; i++) {
      var at = clock.instant().minusMillis(2 + i % 1_000);
      for (var version : List.of(stable, candidate)) {
        var wrong = i % 100 >= (version.equals(stable) ? stableRight : candidateRight);
        predictions.append(String.format(
            Locale.ROOT,
            "{\"id\":\"s-%d\",\"model\":\"%s\",\"version\":\"%s\",\"at\":\"%s\",\"prediction\":%d,\"latencyMs\":80}%n",
            first + i,
            model,
            version,
            at,
            wrong ? 1 - i % 2 : i % 2));
      }
      outcomes.append(String.format(
          Locale.ROOT, "{\"id\":\"s-%d\",\"actual\":%d,\"at\":\"%s\"}%n", first + i, i % 2, at));
    }
    try {
      if (log.predictions(Calls.stream(predictions), predictions.length()).accepted() != 2L * count)
        throw new AssertionError("Not every prediction was kept.");
      log.outcomes(Calls.stream(outcomes), outcomes.length());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * Predictions of one version about to be sent, all of them just now: right, fast and without
   * error unless said otherwise.
   */
  public final class Calls {

    private final String model;
    private final String version;
    private double right = 1;
    private double failed;
    private double latency = 80;
    private boolean labelled = true;
    private Instant latest;
    private IntFunction<String> more = i -> "";

    private Calls(String model, String version) {
      this.model = model;
      this.version = version;
    }

    public Calls right(double share) {
      right = share;
      return this;
    }

    public Calls failing(double share) {
      failed = share;
      return this;
    }

    public Calls taking(double millis) {
      latency = millis;
      return this;
    }

    /** Further members of each line, as {@code "cost":0.5}. */
    public Calls telling(IntFunction<String> members) {
      more = i -> "," + members.apply(i);
      return this;
    }

    /**
     * As of this moment instead of now, so that what several versions are sent falls into the same
     * blocks of time.
     */
    public Calls asOf(Instant moment) {
      latest = moment;
      return this;
    }

    public Calls withoutOutcomes() {
      labelled = false;
      return this;
    }

    public void send(int count) {
      var predictions = new StringBuilder();
      var outcomes = new StringBuilder();
      var first = NUMBER.getAndAdd(count);
      for (int i = 0; i < count; i++) {
        var at = now().minusMillis(2 + i % 1_000);
        var answer = i % 2;
        var wrong = i % 100 >= Math.round(right * 100);
        var error = (i * 37 + 11) % 100 < Math.round(failed * 100);
        predictions.append(String.format(
            Locale.ROOT,
            "{\"id\":\"c-%d\",\"model\":\"%s\",\"version\":\"%s\",\"at\":\"%s\",\"prediction\":%d,"
                + "\"latencyMs\":%.1f%s%s}%n",
            first + i,
            model,
            version,
            at,
            answer,
            latency,
            error ? ",\"error\":true" : "",
            more.apply(i)));
        outcomes.append(String.format(
            Locale.ROOT,
            "{\"id\":\"c-%d\",\"actual\":%d,\"at\":\"%s\"}%n",
            first + i,
            wrong ? 1 - answer : answer,
            at));
      }
      try {
        var kept = log.predictions(stream(predictions), predictions.length());
        if (kept.accepted() != count) throw new AssertionError(kept.toString());
        if (labelled) log.outcomes(stream(outcomes), outcomes.length());
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    private Instant now() {
      return latest == null ? clock.instant() : latest;
    }

    private static ByteArrayInputStream stream(StringBuilder lines) {
      return new ByteArrayInputStream(lines.toString().getBytes(UTF_8));
    }
  }
}
