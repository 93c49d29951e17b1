package io.pilotage.traffic;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How often OFREP handed out each version of a model that has a candidate, by the hour. Counted in
 * memory, because no caller waits for a database, and added to the table every few seconds; a node
 * that is killed loses those.
 */
@Component
public class Evaluations {

  private static final Logger LOG = LoggerFactory.getLogger(Evaluations.class);
  private static final Duration KEPT = Duration.ofDays(60);

  /** A version of a model. */
  public record Handed(String model, String version) {}

  private record Hourly(String model, String version, long hour) {

    private Instant at() {
      return Instant.EPOCH.plus(hour, ChronoUnit.HOURS);
    }
  }

  private final ConcurrentMap<Hourly, LongAdder> counts = new ConcurrentHashMap<>();
  private final EvaluationTable table;
  private final int reportsPerAnswer;
  private final Clock clock;
  private Instant forgetAt = Instant.MIN;

  Evaluations(EvaluationTable table, TrafficProperties properties, Clock clock) {
    this.table = table;
    this.reportsPerAnswer =
        properties.router() == RouterKind.OFREP ? properties.reportsPerAnswer() : 0;
    this.clock = clock;
  }

  /**
   * How many predictions one answer may stand for; zero where nobody knows or another router
   * answers, and then nothing is counted.
   */
  public int reportsPerAnswer() {
    return reportsPerAnswer;
  }

  /** Whoever begins to count, or no longer counts, says so before anybody is answered. */
  @PostConstruct
  void begin() {
    if (reportsPerAnswer == 0) table.stopCounting();
    else table.countingSince(clock.instant());
  }

  /** Since when answers are counted without a break: an earlier report is held against nothing. */
  public Instant countingSince() {
    return table.countingSince(clock.instant());
  }

  /** In the shadow both versions answer what is asked once. */
  void count(Answer answer) {
    var route = answer.route();
    if (reportsPerAnswer == 0 || route.candidate() == null) return;
    long hour = clock.millis() / Duration.ofHours(1).toMillis();
    if (answer.version() != null) count(new Hourly(route.model(), answer.version(), hour));
    if (route.inShadow()) count(new Hourly(route.model(), route.candidate(), hour));
  }

  private void count(Hourly handed) {
    var counter = counts.get(handed);
    if (counter == null) counter = counts.computeIfAbsent(handed, first -> new LongAdder());
    counter.increment();
  }

  /**
   * What was handed out in each hour since the one of the given time, by all nodes as far as they
   * have told it, by this one up to now.
   */
  public synchronized Map<Handed, SortedMap<Instant, Long>> since(Instant from) {
    var first = from.truncatedTo(ChronoUnit.HOURS);
    var handed = new HashMap<Handed, SortedMap<Instant, Long>>();
    table
        .since(first)
        .forEach(hour -> add(handed, hour.model(), hour.version(), hour.at(), hour.answered()));
    counts.forEach((hourly, counter) -> {
      if (!hourly.at().isBefore(first))
        add(handed, hourly.model(), hourly.version(), hourly.at(), counter.sum());
    });
    return handed;
  }

  /**
   * True once an hour for each version: whoever gets it tells people. Kept at once, so that nobody
   * waits for whoever else is at it.
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public boolean mayTell(String model, String version) {
    return table.tell(
        new EvaluationTable.Hour(model, version, clock.instant().truncatedTo(ChronoUnit.HOURS), 0),
        clock.instant());
  }

  @Scheduled(fixedDelay = 5_000)
  void keep() {
    if (reportsPerAnswer == 0) return;
    keepCounted();
    if (clock.instant().isBefore(forgetAt)) return;
    forgetAt = clock.instant().plus(Duration.ofHours(1));
    table.forget(clock.instant().minus(KEPT));
  }

  @PreDestroy
  synchronized void keepCounted() {
    long current = clock.millis() / Duration.ofHours(1).toMillis();
    counts.forEach((hourly, counter) -> {
      long more = counter.sumThenReset();
      if (more > 0) keep(hourly, counter, more);
      else if (hourly.hour() < current - 1) counts.remove(hourly);
    });
  }

  private void keep(Hourly hourly, LongAdder counter, long more) {
    try {
      table.add(new EvaluationTable.Hour(hourly.model(), hourly.version(), hourly.at(), more));
    } catch (RuntimeException later) {
      counter.add(more);
      LOG.warn(
          "What OFREP handed out of {} is kept with the next try: {}",
          hourly.model(),
          later.getMessage());
    }
  }

  private static void add(
      Map<Handed, SortedMap<Instant, Long>> to,
      String model,
      String version,
      Instant hour,
      long answered) {
    to.computeIfAbsent(new Handed(model, version), first -> new TreeMap<>())
        .merge(hour, answered, Long::sum);
  }
}
