package io.pilotage.rollout;

import io.pilotage.engine.jobs.Ahead;
import io.pilotage.initiative.RiskTier;
import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Window;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.Course;
import io.pilotage.verdict.HealthPolicy;
import io.pilotage.verdict.Limit;
import io.pilotage.verdict.Limits;
import io.pilotage.verdict.Look;
import io.pilotage.verdict.Measured;
import io.pilotage.verdict.Signal;
import io.pilotage.verdict.Split;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import io.pilotage.verdict.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks at models: gathers what the verdict depends on, for all of them in as many queries as for
 * one, and keeps what came out. While a candidate has traffic it is judged, else the version that
 * serves.
 */
@Component
class Judge {

  private final Routes routes;
  private final RolloutTable rollouts;
  private final JudgementTable judgements;
  private final BaselineTable baselines;
  private final Monitoring monitoring;
  private final Counts counts;
  private final Doubts doubts;
  private final RolloutProperties properties;
  private final Map<Signal, Limit> limits;
  private final Clock clock;

  Judge(
      Routes routes,
      RolloutTable rollouts,
      JudgementTable judgements,
      BaselineTable baselines,
      Monitoring monitoring,
      Counts counts,
      Doubts doubts,
      RolloutProperties properties,
      Clock clock) {
    this.routes = routes;
    this.rollouts = rollouts;
    this.judgements = judgements;
    this.baselines = baselines;
    this.monitoring = monitoring;
    this.counts = counts;
    this.doubts = doubts;
    this.properties = properties;
    this.limits = properties.limitsInForce();
    this.clock = clock;
  }

  /** What was found, with the stage each verdict is about. */
  private record Asked(Map<StageVerdict, Long> verdicts) {}

  /** Asks for {@link #judge} in the same thread, before its transaction holds a connection. */
  void askAhead(Collection<String> models) {
    Ahead.keep(ask(routes(models)));
  }

  /**
   * The verdicts on these models, stored; a model without a route has none. What was asked ahead
   * counts where the route has not changed since.
   */
  Map<String, StageVerdict> judge(Collection<String> models) {
    var wanted = routes(models);
    var generations = wanted.stream().collect(Collectors.toMap(Route::model, Route::generation));
    var verdicts = new LinkedHashMap<StageVerdict, Long>();
    Ahead.take(Asked.class).ifPresent(ahead -> verdicts.putAll(ahead.verdicts()));
    verdicts
        .keySet()
        .removeIf(
            verdict -> !Objects.equals(generations.get(verdict.model()), verdict.generation()));
    verdicts.keySet().forEach(verdict -> generations.remove(verdict.model()));
    if (!generations.isEmpty())
      verdicts.putAll(ask(wanted.stream()
              .filter(route -> generations.containsKey(route.model()))
              .toList())
          .verdicts());
    judgements.store(verdicts);
    return verdicts.keySet().stream()
        .collect(Collectors.toMap(StageVerdict::model, Function.identity()));
  }

  private List<Route> routes(Collection<String> models) {
    var wanted = Set.copyOf(models);
    return routes.all().stream().filter(route -> wanted.contains(route.model())).toList();
  }

  private Asked ask(List<Route> wanted) {
    var now = clock.instant();
    var subjects = subjects(wanted, now);
    var readings = read(subjects);
    keepTheFirstWeek(subjects, readings);
    var failed = judgements.failed(subjects.stream()
        .map(Subject::run)
        .filter(Objects::nonNull)
        .map(StageRun::id)
        .toList());
    var looks = new LinkedHashMap<Subject, Look>();
    subjects.stream()
        .filter(subject -> subject.nothing() == null)
        .forEach(subject -> looks.put(subject, look(subject, readings, failed, now)));
    var counted = counts.of(looks.values());
    var groups = counts.groups(looks.values());
    var words = counts.vocabularies(looks.values());
    looks.replaceAll((subject, look) -> counted(look, counted, groups, words));
    var doubtful = doubts.about(looks.entrySet().stream()
        .filter(look -> look.getKey().judgesCandidate())
        .collect(Collectors.toMap(look -> look.getKey().route(), Map.Entry::getValue)));
    var verdicts = new LinkedHashMap<StageVerdict, Long>();
    subjects.forEach(subject -> verdicts.put(
        verdict(subject, looks.get(subject), readings, doubtful, now),
        subject.run() == null ? null : subject.run().id()));
    return new Asked(verdicts);
  }

  /**
   * What nobody asks for any more goes once a day; whichever node is first leaves nothing to the
   * others.
   */
  @Scheduled(cron = "0 40 3 * * *", zone = "UTC")
  void forgetTheOldest() {
    judgements.forgetBefore(clock.instant().minus(properties.verdictsKept()));
  }

  private List<Subject> subjects(List<Route> all, Instant now) {
    var byModel = rollouts.relevant(all).stream().collect(Collectors.groupingBy(Rollout::model));
    var chosen = new HashMap<Route, Rollout>();
    all.forEach(route -> byModel.getOrDefault(route.model(), List.of()).stream()
        .filter(rollout -> speaksFor(rollout, route))
        .findFirst()
        .ifPresent(rollout -> chosen.put(route, rollout)));
    var runs = rollouts.stages(chosen.values().stream().map(Rollout::id).toList()).stream()
        .collect(Collectors.groupingBy(StageRun::rollout));
    var opinions =
        rollouts.opinions(runs.values().stream().map(list -> list.get(0).id()).toList()).stream()
            .collect(Collectors.toMap(RolloutTable.Opinions::stage, Function.identity()));
    var promoted = judgements.lastHealthy(
        runs.values().stream().map(list -> list.get(0).id()).toList());
    var normal = baselines.of(all.stream().map(Route::model).toList());
    return all.stream()
        .map(route -> {
          var rollout = chosen.get(route);
          var stages =
              rollout == null ? List.<StageRun>of() : runs.getOrDefault(rollout.id(), List.of());
          var newest = stages.isEmpty() ? null : stages.get(0);
          return subject(
              route,
              rollout,
              stages,
              newest == null ? null : opinions.get(newest.id()),
              newest == null ? null : promoted.get(newest.id()),
              normal.getOrDefault(
                  new BaselineTable.Normal(route.model(), route.stable()), Map.of()),
              now);
        })
        .toList();
  }

  /**
   * The rollout under way while its candidate has traffic, else the one that brought the version
   * that serves.
   */
  private static boolean speaksFor(Rollout rollout, Route route) {
    return route.onTrial()
        ? !rollout.state().ended() && rollout.candidate().equals(route.candidate())
        : rollout.state() == RolloutState.PROMOTED && rollout.candidate().equals(route.stable());
  }

  private Subject subject(
      Route route,
      Rollout rollout,
      List<StageRun> stages,
      RolloutTable.Opinions opinions,
      StageVerdict promoted,
      Map<Signal, Double> normal,
      Instant now) {
    if (route.onFallback())
      return Subject.without(route, "All traffic is on the fallback: no version serves.");
    if (route.onTrial()) return candidate(route, rollout, stages, opinions, now);
    if (route.stable() == null) return Subject.without(route, "No version serves yet.");
    return live(route, rollout, promoted, normal, now);
  }

  private Subject candidate(
      Route route,
      Rollout rollout,
      List<StageRun> stages,
      RolloutTable.Opinions opinions,
      Instant now) {
    if (rollout == null || stages.isEmpty())
      return Subject.without(route, "The candidate has traffic without a rollout.");
    if (!route.confirmed())
      return Subject.without(route, "The router has not been seen giving the candidate its share.");
    var run = stages.get(0).open() ? stages.get(0) : null;
    var from = run != null && run.soakFrom() != null ? run.soakFrom() : route.observedAt();
    return new Subject(
        route,
        rollout,
        run,
        null,
        new Window(route.model(), route.candidate(), from, now),
        beside(route, stages, from, now),
        quality(rollout),
        opinions,
        stages.get(0).plan().minimum());
  }

  /**
   * What the stable version did at the same time; with all traffic on the candidate, what it did in
   * the stage before.
   */
  private static Window beside(Route route, List<StageRun> stages, Instant from, Instant now) {
    if (route.stable() == null) return null;
    if (route.share() < Route.ALL) return new Window(route.model(), route.stable(), from, now);
    return stages.stream()
        .filter(stage -> stage.stage() != Stage.FULL
            && stage.stage() != Stage.SHADOW
            && stage.soakFrom() != null
            && stage.endedAt() != null)
        .findFirst()
        .map(stage -> new Window(route.model(), route.stable(), stage.soakFrom(), stage.endedAt()))
        .orElse(null);
  }

  /**
   * Held against how it was promoted, else against its first whole week in service, else, until
   * that is over, against the week before.
   */
  private Subject live(
      Route route,
      Rollout rollout,
      StageVerdict promoted,
      Map<Signal, Double> normal,
      Instant now) {
    var from = now.minus(properties.watchWindow());
    var registered = new EnumMap<Signal, Double>(Signal.class);
    registered.putAll(normal);
    if (promoted != null)
      promoted.metrics().stream()
          .filter(metric -> metric.verdict().promotes())
          .forEach(metric -> registered.put(metric.signal(), metric.value()));
    var weekBefore = new Window(
        route.model(), route.stable(), from.minus(properties.watchWindow().multipliedBy(7)), from);
    var settled = !normal.isEmpty()
        && limits.entrySet().stream()
            .filter(limit -> limit.getValue().isRequired() && limit.getValue().relative())
            .allMatch(limit -> registered.containsKey(limit.getKey()));
    return new Subject(
        route,
        rollout,
        null,
        null,
        new Window(route.model(), route.stable(), from, now),
        settled ? null : weekBefore,
        registered,
        null,
        properties.watchMinimum());
  }

  /** The first week in which a version served alone is what counts as normal from then on. */
  private void keepTheFirstWeek(
      List<Subject> subjects, Map<Signal, Map<Window, Reading>> readings) {
    var kept = new HashMap<Window, List<Reading>>();
    subjects.stream()
        .filter(subject ->
            subject.window() != null && !subject.judgesCandidate() && subject.beside() != null)
        .filter(subject -> !subject.route().changedAt().isAfter(subject.beside().from()))
        .forEach(subject -> kept.put(
            subject.beside(),
            limits.entrySet().stream()
                .filter(limit -> limit.getValue().relative())
                .filter(limit -> !subject.registered().containsKey(limit.getKey()))
                .map(limit -> readings.getOrDefault(limit.getKey(), Map.of()).get(subject.beside()))
                .filter(reading -> reading != null
                    && reading.readable()
                    && reading.n() >= subject.minimum()
                    && Double.isFinite(reading.value()))
                .toList()));
    baselines.keep(kept);
  }

  private Map<Signal, Map<Window, Reading>> read(List<Subject> subjects) {
    var windows = subjects.stream().flatMap(Subject::windows).distinct().toList();
    var readings = new EnumMap<Signal, Map<Window, Reading>>(Signal.class);
    if (windows.isEmpty()) return readings;
    var signals = EnumSet.copyOf(limits.keySet());
    signals.remove(Signal.AGREEMENT);
    monitoring.read(signals, windows).forEach((signal, answers) -> {
      var byWindow = new HashMap<Window, Reading>();
      for (int i = 0; i < Math.min(windows.size(), answers.size()); i++)
        byWindow.put(windows.get(i), answers.get(i));
      readings.put(signal, byWindow);
    });
    return readings;
  }

  private static Look counted(
      Look look,
      Map<Look, Map<Signal, Course.Counted>> counted,
      Map<Look, Course.Groups> groups,
      Map<Look, List<Words>> words) {
    return look.with(look.course().with(counted.get(look), groups.get(look), words.get(look)));
  }

  private StageVerdict verdict(
      Subject subject,
      Look look,
      Map<Signal, Map<Window, Reading>> readings,
      Map<Route, String> doubtful,
      Instant now) {
    var route = subject.route();
    if (look == null)
      return HealthPolicy.unclear(
          route.model(), route.candidate(), route.generation(), now, subject.nothing());
    var run = subject.run();
    var verdict = HealthPolicy.judge(look);
    var astray = verdict.stage() == Verdict.HEALTHY
        ? astray(subject, look, readings, doubtful)
        : Optional.<String>empty();
    if (astray.isPresent()) return unclear(verdict, astray.get());
    return subject.judgesCandidate()
            && verdict.stage() == Verdict.HEALTHY
            && (run == null || run.soakUntil() == null)
        ? waiting(verdict)
        : verdict;
  }

  /**
   * Why good numbers are not believed: they compare other callers than ordered, or somebody reports
   * what nobody asked.
   */
  private Optional<String> astray(
      Subject subject,
      Look look,
      Map<Signal, Map<Window, Reading>> readings,
      Map<Route, String> doubtful) {
    var split = properties.splitChecked()
        ? split(subject, readings, look.course())
        : Optional.<String>empty();
    if (!subject.judgesCandidate()) return split;
    return Optional.ofNullable(doubtful.get(subject.route()))
        .or(() -> split)
        .or(() -> doubts.aboutIds(subject.route(), look, answered(look)));
  }

  private static long answered(Look look) {
    var answered = look.seen().get(Signal.ERROR_RATE);
    return answered == null ? 0 : answered.n();
  }

  private Look look(
      Subject subject,
      Map<Signal, Map<Window, Reading>> readings,
      Map<Long, Set<Signal>> failed,
      Instant now) {
    var seen = new EnumMap<Signal, Measured>(Signal.class);
    var baseline = new EnumMap<Signal, Measured>(Signal.class);
    readings.forEach((signal, byWindow) -> {
      put(seen, signal, byWindow.get(subject.window()));
      if (subject.measuredBeside(signal)) put(baseline, signal, byWindow.get(subject.beside()));
    });
    if (subject.opinions() != null) seen.put(Signal.AGREEMENT, agreement(subject));
    var route = subject.route();
    var run = subject.run();
    var watched = run == null && !subject.judgesCandidate();
    int midnightsWatched = watched ? properties.watchEvidence() - 1 : 0;
    int midnights = run != null
        ? (int) Math.max(0, run.plan().longest().dividedBy(properties.day()) - 1)
        : midnightsWatched;
    var course = new Course(
        Map.of(),
        Course.Groups.NONE,
        subject.besideTheStable(),
        route.inShadow(),
        properties.day(),
        midnights,
        !watched,
        run == null ? Set.of() : failed.getOrDefault(run.id(), Set.of()),
        List.of());
    return new Look(
        route.model(),
        subject.window().version(),
        route.generation(),
        new Look.Span(
            watched ? gatheredFrom(subject, now) : subject.window().from(),
            now,
            run == null ? null : run.soakUntil()),
        subject.minimum(),
        limits(subject),
        new Look.Numbers(seen, baseline, subject.registered()),
        course);
  }

  private Instant gatheredFrom(Subject subject, Instant now) {
    var days = now.minus(properties.run(Duration.ofDays(properties.watchEvidence())));
    return days.isBefore(subject.window().from()) ? days : subject.window().from();
  }

  /** Numbers of a candidate outside a soak are good for stepping back, never for going on. */
  private static StageVerdict waiting(StageVerdict verdict) {
    return unclear(verdict, "No soak is under way: a person decides how to go on.");
  }

  private static StageVerdict unclear(StageVerdict verdict, String why) {
    return new StageVerdict(
        Verdict.UNCLEAR,
        verdict.metrics(),
        verdict.judgedAt(),
        why,
        verdict.model(),
        verdict.version(),
        verdict.generation(),
        verdict.from());
  }

  /**
   * What is wrong with who answered how much: numbers of a candidate that was not asked as ordered
   * are numbers about something else.
   */
  private static Optional<String> split(
      Subject subject, Map<Signal, Map<Window, Reading>> readings, Course course) {
    var all = readings.getOrDefault(Signal.ERROR_RATE, Map.of());
    var own = all.get(subject.window());
    var stable = subject.alongside() == null ? null : all.get(subject.alongside());
    if (own == null || stable == null) return Optional.empty();
    return new Split(
            own.n(),
            stable.n(),
            subject.route().share(),
            course.counted().get(Signal.ERROR_RATE),
            course.day())
        .trouble(subject.route().candidate());
  }

  private static void put(Map<Signal, Measured> measured, Signal signal, Reading reading) {
    if (reading != null) measured.put(signal, reading.measured());
  }

  private static Measured agreement(Subject subject) {
    var opinions = subject.opinions();
    return new Measured(
        Signal.AGREEMENT,
        subject.route().model(),
        subject.window().version(),
        (double) opinions.agreed() / opinions.all(),
        opinions.all(),
        opinions.newest(),
        null);
  }

  /**
   * What the charter registered about the way it is done today, for a candidate beside which
   * nothing is measured.
   */
  private static Map<Signal, Double> quality(Rollout rollout) {
    return rollout.agreed().quality() == null
        ? Map.of()
        : Map.of(Signal.ACCURACY, rollout.agreed().quality());
  }

  private Map<Signal, Limit> limits(Subject subject) {
    var own = new EnumMap<Signal, Limit>(limits);
    var rollout = subject.rollout();
    if (rollout != null) {
      own.computeIfPresent(
          Signal.LATENCY_P95,
          (signal, limit) -> limit.withCharter(rollout.agreed().latencyLimit()));
      own.computeIfPresent(
          Signal.COST, (signal, limit) -> limit.withCharter(rollout.agreed().costLimit()));
      own.computeIfPresent(
          Signal.FAIRNESS,
          (signal, limit) -> limit.whenRequired(
              limit.isRequired() || rollout.agreed().riskTier() == RiskTier.HIGH));
    }
    // A canary has little traffic and a cold cache: both are watched once a version serves.
    if (subject.judgesCandidate())
      own.keySet()
          .removeIf(signal ->
              Limits.WATCHED_ONLY.contains(signal) && !properties.limits().containsKey(signal));
    var validated = subject.run() != null && subject.run().stage().validatedByPeople();
    if (validated)
      own.computeIfPresent(Signal.AGREEMENT, (signal, limit) -> limit.whenRequired(true));
    else if (subject.opinions() == null) own.remove(Signal.AGREEMENT);
    return own;
  }

  /**
   * A model as it is looked at.
   *
   * @param run the stage under way; null when there is none
   * @param nothing why nothing can be measured; null when something can
   * @param beside the window of the version it is compared with; null when registered numbers take
   *     its place
   */
  private record Subject(
      Route route,
      Rollout rollout,
      StageRun run,
      String nothing,
      Window window,
      Window beside,
      Map<Signal, Double> registered,
      RolloutTable.Opinions opinions,
      long minimum) {

    static Subject without(Route route, String why) {
      return new Subject(route, null, null, why, null, null, Map.of(), null, 0);
    }

    java.util.stream.Stream<Window> windows() {
      return new ArrayList<>(java.util.Arrays.asList(window, beside, alongside()))
          .stream().filter(Objects::nonNull);
    }

    /**
     * The stable version over the same time, where it should answer what the candidate is not
     * asked; null without.
     */
    Window alongside() {
      return window != null && route.share() > 0 && route.stable() != null
          ? new Window(route.model(), route.stable(), window.from(), window.to())
          : null;
    }

    /** A number that is registered about a version in service is not measured anew. */
    boolean measuredBeside(Signal signal) {
      return beside != null && (judgesCandidate() || !registered.containsKey(signal));
    }

    boolean judgesCandidate() {
      return route.onTrial();
    }

    /** Whether the stable version serves at the same time. */
    boolean besideTheStable() {
      return judgesCandidate() && beside != null && route.share() < Route.ALL;
    }
  }
}
