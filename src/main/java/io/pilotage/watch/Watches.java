package io.pilotage.watch;

import io.pilotage.engine.jobs.Ahead;
import io.pilotage.identity.Groups;
import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Window;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.retraining.Breach;
import io.pilotage.retraining.Retrainings;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.JudgedMetric;
import io.pilotage.verdict.MetricVerdict;
import io.pilotage.verdict.Signal;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.watch.WatchTable.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The watch over all models that serve. A look has three steps, and what one step found lies in
 * tables for the next: a node may die between them. Everything it does goes down or asks a person;
 * it never raises traffic.
 */
@Service
public class Watches {

  static final String WATCH = "watch";
  private static final Duration KEPT = Duration.ofDays(1);

  private final WatchTable table;
  private final Routes routes;
  private final Monitoring monitoring;
  private final Rollouts rollouts;
  private final Triggers triggers;
  private final Retrainings retrainings;
  private final Savings savings;
  private final EachAlone eachAlone;
  private final Turns turns;
  private final Notices notices;
  private final WatchProperties properties;
  private final Clock clock;

  Watches(
      WatchTable table,
      Routes routes,
      Monitoring monitoring,
      Rollouts rollouts,
      Triggers triggers,
      Retrainings retrainings,
      Savings savings,
      EachAlone eachAlone,
      Turns turns,
      Notices notices,
      WatchProperties properties,
      Clock clock) {
    this.table = table;
    this.routes = routes;
    this.monitoring = monitoring;
    this.rollouts = rollouts;
    this.triggers = triggers;
    this.retrainings = retrainings;
    this.savings = savings;
    this.eachAlone = eachAlone;
    this.turns = turns;
    this.notices = notices;
    this.properties = properties;
    this.clock = clock;
  }

  public Optional<Watch> find(String model) {
    return table.find(model);
  }

  /** When the model was handed to operation, if it was. */
  public Optional<Handed> handed(String model) {
    return table.handed(model);
  }

  /**
   * Watches a model from its handover on: its thresholds, its next review, and how many healthy
   * weeks make it stable. Safe to repeat.
   */
  @Transactional
  public void hand(
      String model, String initiative, String version, Instant nextReview, int stableAfter) {
    var now = clock.instant();
    table.see(model, initiative, now);
    table.register(model, initiative, version, now, nextReview);
    table.stableAfter(model, stableAfter);
    keep(model, rollouts.judge(model).metrics());
  }

  @Transactional
  public void nextReview(String model, Instant due) {
    table.nextReview(model, due);
  }

  /** Ends the watch over a model. */
  @Transactional
  public void forget(String model) {
    table.forget(model);
  }

  /** Since when monitoring is out of reach; nothing while it answers. */
  public Optional<Instant> unreachableSince() {
    return table.outage();
  }

  /** What monitoring says of the serving models, as the next step needs it. */
  private record Heard(
      Instant at, List<Route> serving, List<Reading> readings, Optional<String> problem) {}

  /** Another look was under way when this one wanted to ask. */
  private record LeftOut() {}

  /** Asks monitoring what {@link #query} in the same thread will need. */
  public void askBeforeQuery(String look) {
    if (!turns.during(look, () -> Ahead.keep(ask()))) Ahead.keep(new LeftOut());
  }

  private Heard ask() {
    var now = clock.instant();
    var serving = serving();
    var readings = monitoring.read(Signal.THROUGHPUT, windows(serving, now));
    return new Heard(now, serving, readings, problem(readings));
  }

  /**
   * Notes whether monitoring answers and of which serving models nothing is heard; nothing while
   * another look is under way.
   */
  @Transactional
  public void query(String look) {
    // Who found no turn when it asked has nothing to note, and must not ask within a transaction.
    var inVain = Ahead.take(LeftOut.class).isPresent();
    if (inVain
        || !turns.during(look, () -> note(look, Ahead.take(Heard.class).orElseGet(this::ask))))
      turns.leaveOut(look);
  }

  private void note(String look, Heard heard) {
    var now = heard.at();
    var serving = heard.serving();
    table.forgetBefore(now.minus(KEPT));
    var known = table.all();
    serving.stream()
        .filter(route -> !known.containsKey(route.model()))
        .forEach(route -> table.see(route.model(), route.initiative(), now));
    table.look(look, now, heard.problem().isEmpty(), serving.size());
    if (heard.problem().isPresent()) unreachable(look, heard.problem().get(), now);
    else {
      if (table.outageEnds(now))
        tell("Monitoring answers again", "Models are judged again.", null, Kind.INFO);
      listen(look, serving, heard.readings(), now);
    }
  }

  /** Asks monitoring what {@link #judge} in the same thread will need. */
  public void askBeforeJudge(String look) {
    if (!table.available(look)) return;
    turns.during(
        look, () -> rollouts.askAhead(serving().stream().map(Route::model).toList()));
  }

  /** Judges every serving model and notes what is wrong; without monitoring nothing is judged. */
  @Transactional
  public void judge(String look) {
    if (table.available(look)) turns.during(look, () -> judgeServing(look));
  }

  private void judgeServing(String look) {
    var serving = serving();
    var verdicts = rollouts.judgeAll(serving.stream().map(Route::model).toList());
    table.judged(look, clock.instant());
    serving.forEach(route -> note(look, route, verdicts.get(route.model())));
    var alone = serving.stream().filter(route -> !route.onTrial()).toList();
    register(alone, verdicts);
    callOnSchedule(look, alone);
    if (savings.due())
      savings
          .worthLookingAt(alone.stream()
              .map(route -> new Savings.Version(route.model(), route.stable()))
              .toList())
          .forEach(saving -> table.found(
              look,
              new Finding(
                  saving.model(),
                  saving.version(),
                  false,
                  Signal.CACHE_HITS.label(),
                  Breach.SAVING,
                  saving.why())));
  }

  /**
   * Steps back the candidates found unhealthy and opens what the breaches ask for, each model on
   * its own; what is open already is left alone. What a look found counts, though another may have
   * the turn by now. The look is over then.
   */
  public void raise(String look) {
    if (!turns.during(look, () -> raiseFound(look))) raiseFound(look);
    turns.end(look);
  }

  private void raiseFound(String look) {
    var found = table.toRaise(look);
    var breaches = found.stream()
        .filter(finding -> !finding.inRollout())
        .collect(Collectors.toMap(this::breach, finding -> finding, (one, other) -> one));
    var news = new HashSet<>(triggers.news(List.copyOf(breaches.keySet())));
    table.raised(
        breaches.entrySet().stream()
            .filter(each -> !news.contains(each.getKey()))
            .map(each -> each.getValue().id())
            .toList(),
        clock.instant());
    var toDo = found.stream()
        .filter(finding -> finding.inRollout() || news.contains(breach(finding)))
        .toList();
    eachAlone.forEach(
        toDo,
        this::raise,
        (finding, failure) -> table.failed(finding.id(), String.valueOf(failure.getMessage())));
  }

  private void raise(Finding finding) {
    if (finding.inRollout())
      rollouts.verdictOf(finding.model()).ifPresent(verdict -> rollouts.correct(verdict, WATCH));
    else {
      // A model that is gone meanwhile opens nothing, and the finding says so.
      if (!finding.model().equals("*")) routes.get(finding.model());
      triggers.pull(breach(finding), WATCH);
    }
    table.raised(List.of(finding.id()), clock.instant());
  }

  private Breach breach(Finding finding) {
    return new Breach(
        finding.model().equals("*") ? null : finding.model(),
        finding.initiative(),
        finding.version(),
        finding.cause(),
        finding.severity(),
        finding.why());
  }

  /**
   * Whatever serves has thresholds and a day of its next review, handed to operation or not; a new
   * version has its own.
   */
  private void register(List<Route> alone, Map<String, StageVerdict> verdicts) {
    var watches = table.all();
    var thresholds = table.thresholds();
    alone.forEach(route -> {
      var watch = watches.get(route.model());
      var verdict = verdicts.get(route.model());
      if (watch == null || verdict == null) return;
      var limits =
          verdict.metrics().stream().filter(metric -> metric.limit() != null).toList();
      var another = !route.stable().equals(watch.version());
      if (!another && limits.size() <= thresholds.getOrDefault(route.model(), 0)) return;
      var now = clock.instant();
      table.register(
          route.model(),
          route.initiative(),
          route.stable(),
          watch.registeredAt(),
          Objects.requireNonNullElse(watch.nextReview(), now.plus(properties.reviewEvery())));
      keep(route.model(), limits);
    });
  }

  private void keep(String model, List<JudgedMetric> metrics) {
    metrics.forEach(metric -> table.threshold(
        model, new Watch.Threshold(metric.signal().label(), metric.limit(), metric.baseline())));
  }

  private void callOnSchedule(String look, List<Route> alone) {
    if (alone.stream().allMatch(route -> retrainings.every(route.model()).isEmpty())) return;
    var lastCalled = retrainings.lastCalled();
    var watches = table.all();
    var now = clock.instant();
    alone.stream()
        .filter(route -> watches.containsKey(route.model()))
        .forEach(route -> retrainings.every(route.model()).ifPresent(every -> {
          var watch = watches.get(route.model());
          var since = later(
              Objects.requireNonNullElse(watch.registeredAt(), watch.firstSeen()),
              lastCalled.get(route.model()));
          if (!since.plus(every).isAfter(now))
            table.found(
                look,
                new Finding(
                    route.model(),
                    route.stable(),
                    false,
                    Breach.SCHEDULE,
                    "due",
                    "It is time: the model is to be retrained every " + words(every)
                        + ", and was last at " + since + "."));
        }));
  }

  private static Instant later(Instant registered, Instant called) {
    return called == null || called.isBefore(registered) ? registered : called;
  }

  private static String words(Duration every) {
    return every.toDays() > 0
        ? every.toDays() + " days"
        : every.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private List<Route> serving() {
    return routes.all().stream()
        .filter(route -> !route.onFallback() && (route.stable() != null || route.onTrial()))
        .toList();
  }

  private List<Window> windows(List<Route> serving, Instant now) {
    var from = now.minus(properties.interval().multipliedBy(2));
    return serving.stream()
        .flatMap(
            route -> versions(route).map(version -> new Window(route.model(), version, from, now)))
        .toList();
  }

  private static Stream<String> versions(Route route) {
    return Stream.of(
            route.share() < Route.ALL ? route.stable() : null,
            route.onTrial() ? route.candidate() : null)
        .filter(Objects::nonNull);
  }

  /**
   * One reading that could be read is enough: the others tell their own trouble when they are
   * judged.
   */
  private Optional<String> problem(List<Reading> readings) {
    if (!readings.isEmpty() && readings.stream().noneMatch(Reading::readable))
      return Optional.of(readings.get(0).problem());
    return monitoring.available() ? Optional.empty() : Optional.of("Monitoring is out of reach.");
  }

  private void unreachable(String look, String problem, Instant now) {
    if (table.outageBegins(now)) {
      tell(
          "Monitoring does not answer",
          problem + " No model is judged since " + now + ", so nothing is promoted. After "
              + properties.interval().multipliedBy(2) + " it becomes an incident.",
          null,
          Kind.INCIDENT);
    }
    var since = table.outage().orElse(now);
    if (overdue(since, now))
      table.found(
          look,
          new Finding(
              "*",
              null,
              false,
              Breach.MONITORING,
              "critical",
              "Monitoring has not answered since " + since + ". " + problem));
  }

  private void listen(String look, List<Route> serving, List<Reading> heard, Instant now) {
    var newest = new HashMap<String, Instant>();
    heard.stream()
        .filter(reading -> reading.n() > 0 && reading.newest() != null)
        .forEach(reading -> newest.merge(
            reading.model(), reading.newest(), (one, other) -> one.isAfter(other) ? one : other));
    var watches = table.all();
    table.heard(serving.stream()
        .map(Route::model)
        .filter(newest::containsKey)
        .filter(model -> news(watches.get(model), newest.get(model)))
        .collect(Collectors.toMap(Function.identity(), newest::get)));
    serving.forEach(
        route -> hear(look, route, watches.get(route.model()), newest.get(route.model()), now));
  }

  private void hear(String look, Route route, Watch watch, Instant newest, Instant now) {
    var since = newest != null
        ? newest
        : Objects.requireNonNullElse(watch.newestSample(), watch.firstSeen());
    if (!since.plus(properties.interval()).isBefore(now)) return;
    var why = "Nothing was heard of " + route.model() + " since " + since + ", though it serves.";
    if (table.silent(route.model(), since))
      tell(
          "Model " + route.model() + " is silent",
          why + " Silence is not health: nothing is promoted.",
          route.initiative(),
          Kind.INCIDENT);
    if (overdue(since, now))
      table.found(
          look,
          new Finding(
              route.model(),
              route.onTrial() ? route.candidate() : route.stable(),
              false,
              Breach.SILENCE,
              "breach",
              why));
  }

  /** Spares a write a look and model: a tenth of the interval is near enough to tell silence. */
  private boolean news(Watch watch, Instant newest) {
    return watch.silentSince() != null
        || watch.newestSample() == null
        || watch.newestSample().plus(properties.interval().dividedBy(10)).isBefore(newest);
  }

  private boolean overdue(Instant since, Instant now) {
    return !since.plus(properties.interval().multipliedBy(2)).isAfter(now);
  }

  private void note(String look, Route route, StageVerdict verdict) {
    if (verdict == null) return;
    var failed = verdict.metrics().stream()
        .filter(metric -> metric.verdict() == MetricVerdict.FAIL)
        .toList();
    if (failed.isEmpty()) return;
    if (route.onTrial())
      table.found(
          look,
          new Finding(
              route.model(),
              verdict.version(),
              true,
              cause(failed.get(0)),
              "breach",
              verdict.why()));
    else
      failed.forEach(metric -> table.found(
          look,
          new Finding(
              route.model(),
              verdict.version(),
              false,
              cause(metric),
              metric.severe() ? "critical" : "breach",
              metric.why())));
  }

  private static String cause(JudgedMetric metric) {
    return metric.signal().label();
  }

  private void tell(String subject, String text, String initiative, Kind kind) {
    notices.tellGroup(Groups.OPERATIONS, initiative, kind, subject, text);
  }
}
