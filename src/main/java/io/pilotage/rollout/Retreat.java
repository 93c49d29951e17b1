package io.pilotage.rollout;

import static io.pilotage.audit.Ledger.details;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Facts;
import io.pilotage.engine.Heading;
import io.pilotage.engine.NotYet;
import io.pilotage.engine.Processes;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.identity.Groups;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionState;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import io.pilotage.traffic.StaleRoute;
import io.pilotage.verdict.StageVerdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every way down: one stage back, back to the version before, or to the fallback. The route changes
 * first and in the caller's transaction; no measurement, no queue and no approval stand before it.
 */
@Service
public class Retreat {

  /** Tells the stage under way that its traffic was taken from outside. */
  static final String MOVED_BACK = "traffic-moved-back";

  private static final Logger log = LoggerFactory.getLogger(Retreat.class);
  private static final int TRIES = 3;

  private final Routes routes;
  private final Models models;
  private final RolloutTable table;
  private final JudgementTable judgements;
  private final Processes processes;
  private final Notices notices;
  private final Ledger ledger;
  private final RolloutProperties properties;
  private final Clock clock;

  Retreat(
      Routes routes,
      Models models,
      RolloutTable table,
      JudgementTable judgements,
      Processes processes,
      Notices notices,
      Ledger ledger,
      RolloutProperties properties,
      Clock clock) {
    this.routes = routes;
    this.models = models;
    this.table = table;
    this.judgements = judgements;
    this.processes = processes;
    this.notices = notices;
    this.ledger = ledger;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Takes the candidate of a stage back because its numbers say so, from within its own process.
   * Safe to repeat.
   */
  @Transactional
  public void stepBack(String initiative, String version, String reason, boolean severe) {
    table
        .newest(initiative, version)
        .filter(rollout -> rollout.state() == RolloutState.RUNNING)
        .ifPresent(rollout -> down(
            rollout.model(),
            new Why(RollbackCause.NUMBERS, reason, "system"),
            severe,
            route -> true));
  }

  /**
   * Takes the candidate one stage back, or to the fallback when the breach is severe, and tells the
   * stage under way. Nothing happens when no candidate has traffic, or when the route is not at the
   * expected generation any more (null: whatever it is at).
   */
  @Transactional
  Optional<Rollback> stepBack(String model, Why why, boolean severe, Long expected) {
    var way = down(model, why, severe, route -> expected == null || route.generation() == expected);
    way.ifPresent(this::tellStage);
    return way;
  }

  /**
   * The same for an alert about what was seen at a time: traffic that has moved back since, and not
   * up again, answers it already.
   */
  @Transactional
  Optional<Rollback> stepBackSince(String model, Why why, Instant seen) {
    var way = down(model, why, false, route -> !movedBackSince(route, seen));
    way.ifPresent(this::tellStage);
    return way;
  }

  /**
   * An operator's wish. The same wish repeated shortly after, with nothing changed in between, is
   * answered with the first one.
   */
  @Transactional
  public Rollback moveBack(String model, RollbackTarget to, String reason, String by) {
    return move(model, to, new Why(RollbackCause.PERSON, reason, by)).way();
  }

  /** The same, telling whether this call moved the traffic or found it moved by another one. */
  @Transactional
  Moved move(String model, RollbackTarget to, Why why) {
    var moved = route(model, to, why);
    tellStage(moved.way());
    return moved;
  }

  /** The route's part of an operator's wish, for the moment when nothing else works. */
  @Transactional
  Moved route(String model, RollbackTarget to, Why wanted) {
    var why = wanted.saying(Refusal.unlessGiven(
        Heading.of(wanted.reason()),
        "reason",
        "Please say why the traffic of " + model + " is rolled back: the reason is kept."));
    var triggered = clock.instant();
    // Asked on every try: the same wish may have come true between two of them.
    return fresh(
        model,
        route -> repeated(model, to, triggered)
            .map(way -> new Moved(askedAgain(way, why), false))
            .orElseGet(() -> {
              var next = target(route, to);
              Refusal.unless(!next.answersLike(route), "to", nothingMoved(route));
              return new Moved(go(route, next, to, why, triggered), true);
            }));
  }

  /**
   * Whoever says something else than the first one is heard too; a call that repeats itself is not.
   */
  private Rollback askedAgain(Rollback way, Why why) {
    if (!way.reason().equals(why.reason()))
      ledger.record(
          way.initiative(),
          why.by(),
          "rollback-asked-again",
          way.model(),
          details(
              "to",
              way.target().label(),
              "cause",
              why.cause().label(),
              "reason",
              why.reason(),
              "generation",
              way.toGeneration()));
    return way;
  }

  /** Every way back of a model, with where it leads now or why it leads nowhere. */
  @Transactional(readOnly = true)
  public List<WayBack> ways(String model) {
    var route = routes.get(model);
    return Stream.of(RollbackTarget.values()).map(to -> way(route, to)).toList();
  }

  private WayBack way(Route route, RollbackTarget to) {
    var obstacle = obstacle(route, to);
    if (obstacle.isPresent()) return new WayBack(to, null, obstacle.get());
    var next = target(route, to);
    return next.answersLike(route)
        ? new WayBack(to, null, sentence(soAlready(route)))
        : new WayBack(to, answering(next), null);
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  /** A way back, and whether it was begun just now. */
  record Moved(Rollback way, boolean now) {}

  /** What moves traffic back, the reason that is kept, and in whose name. */
  record Why(RollbackCause cause, String reason, String by) {

    Why saying(String other) {
      return new Why(cause, other, by);
    }
  }

  /**
   * Where the traffic of a model would go to be safer than it is: a candidate one stage back, else
   * to the version before, else to the fallback. {@link #move} carries out this very answer.
   *
   * @param version what is in trouble; null when nobody knows
   */
  public SaferPlace safer(String model, String version) {
    var route = routes.get(model);
    if (route.onFallback()) return SaferPlace.none(answering(route) + " already");
    if (left(route, version))
      return SaferPlace.none(version + " has no traffic any more, " + answering(route));
    var to = safer(route);
    return new SaferPlace(to, answering(target(route, to)));
  }

  private RollbackTarget safer(Route route) {
    if (route.share() > 0) return RollbackTarget.PREVIOUS_STAGE;
    return earlier(route).isPresent() ? RollbackTarget.PREVIOUS_VERSION : RollbackTarget.FALLBACK;
  }

  private boolean left(Route route, String version) {
    return version != null
        && models.find(route.model(), version).isPresent()
        && !route.serves(version)
        && !version.equals(route.candidate());
  }

  private static String answering(Route route) {
    var anyVersion = !route.onFallback() && (route.stable() != null || route.share() > 0);
    if (anyVersion) return where(route);
    return route.fallback() == null
        ? "no version answers, and no fallback is named: callers are left to their own default"
        : "the fallback " + route.fallback() + " answers";
  }

  /**
   * Reads back what the router does; answers the way back, with its time once the traffic is
   * confirmed.
   */
  @Transactional
  public Rollback settle(long id) {
    var way = get(id);
    if (way.confirmedAt() != null) return way;
    routes
        .find(way.model())
        .filter(route -> route.generation() == way.toGeneration() && route.confirmed())
        .ifPresent(route -> table.confirmed(
            id,
            route.observedAt(),
            Math.max(0, Duration.between(way.triggeredAt(), route.observedAt()).toMillis())));
    return get(id);
  }

  /**
   * The same, but fails while the router does not do what the route says; a route that moved on
   * meanwhile is another's business.
   */
  @Transactional
  public Rollback confirm(long id) {
    var way = settle(id);
    var movedOn = routes.get(way.model()).generation() > way.toGeneration();
    if (way.confirmedAt() == null && !movedOn) {
      throw new NotYet("The router was not seen carrying out generation " + way.toGeneration()
          + " of " + way.model() + " yet.");
    }
    return way;
  }

  /** Tells everybody with a stake what happened and what the numbers say now. */
  @Transactional
  public void tellStakeholders(long id) {
    var way = get(id);
    var numbers = judgedAfter(way)
        .map(verdict -> "The numbers now: " + verdict.stage() + ". " + verdict.why())
        .orElse("The numbers after it are not judged yet.");
    var text = story(way) + "\n" + numbers;
    for (var group : List.of(Groups.BUSINESS, Groups.DATA_SCIENCE, Groups.PROGRAM_MANAGERS)) {
      notices.tellGroup(
          group,
          way.initiative(),
          Kind.ROLLBACK,
          "Traffic of " + way.model() + " was rolled back",
          text);
    }
  }

  /** What people read before they review. */
  public Facts facts(long id) {
    var way = settle(id);
    var facts = Facts.about()
        .line("Model", way.model())
        .line("Moved to", way.target().label())
        .line("By", way.by())
        .line("Cause", way.cause().label())
        .line("Reason", way.reason())
        .line("The traffic had moved after", way.tookMillis() + " milliseconds");
    facts.line(
        "Verdict after it",
        judgedAfter(way)
            .map(verdict -> verdict.stage() + ". " + verdict.why())
            .orElse("not judged yet"));
    return facts;
  }

  /** What was judged before speaks about traffic that is no more. */
  private Optional<StageVerdict> judgedAfter(Rollback way) {
    return judgements
        .newest(way.model())
        .filter(verdict -> verdict.generation() >= way.toGeneration());
  }

  /** Keeps what the review of a rollback found. */
  @Transactional
  public void review(long id, String cause, String followUp, String by) {
    var way = get(id);
    var found = Refusal.unlessGiven(
        cause, "rollbackCause", "Please say what happened: the next team learns from it.");
    ledger.record(
        way.initiative(),
        by,
        "rollback-reviewed",
        way.model(),
        details("cause", found, "followUp", followUp, "reason", way.reason()));
  }

  public Rollback get(long id) {
    return table
        .way(id)
        .orElseThrow(
            () -> new Unknown("rollback", "There is no rollback with the number " + id + "."));
  }

  private Optional<Rollback> down(
      String model, Why why, boolean severe, Predicate<Route> asExpected) {
    var triggered = clock.instant();
    return fresh(model, route -> {
      if (!route.onTrial()) return Optional.empty();
      if (!asExpected.test(route)) return Optional.empty();
      // What only the shadow does harms nobody: the stable version goes on serving.
      var harms = severe && !route.inShadow();
      var to = harms ? RollbackTarget.FALLBACK : RollbackTarget.PREVIOUS_STAGE;
      return Optional.of(go(
          route, condemned(route) ? without(route, harms) : target(route, to), to, why, triggered));
    });
  }

  /**
   * Does it on the newest route; when that changed under way, once more on the one after it. The
   * route is held, so that a way back that was written with it is seen with it: H2 shows the two a
   * moment apart to whoever waited for the row.
   */
  private <T> T fresh(String model, Function<Route, T> step) {
    for (int tries = 1; ; tries++) {
      try {
        return step.apply(routes.hold(model));
      } catch (StaleRoute stale) {
        if (tries == TRIES) throw stale;
      }
    }
  }

  private Rollback go(Route before, Route next, RollbackTarget to, Why why, Instant triggered) {
    var automatic = why.cause().automatic();
    var condemned = automatic && condemned(before);
    var after = routes.change(next, why.by(), why.reason());
    note(before, after, why, condemned);
    var id = table.add(new Rollback(
        0,
        before.model(),
        before.initiative(),
        to,
        why.reason(),
        why.by(),
        why.cause(),
        before.generation(),
        after.generation(),
        triggered,
        null,
        null));
    var way = get(id);
    ledger.record(
        way.initiative(),
        why.by(),
        automatic ? "stepped-back" : "rolled-back",
        way.model(),
        details(
            "to",
            to.label(),
            "cause",
            why.cause().label(),
            "reason",
            why.reason(),
            "from",
            before.percent(),
            "share",
            after.percent(),
            "stable",
            after.stable(),
            "candidate",
            before.candidate(),
            "generation",
            after.generation()));
    notices.tellGroup(
        Groups.OPERATIONS,
        way.initiative(),
        automatic ? Kind.STEP_BACK : Kind.ROLLBACK,
        "Traffic of " + way.model() + (automatic ? " stepped back" : " was rolled back"),
        story(way) + (condemned ? "\nVersion " + before.candidate() + " is quarantined." : ""));
    if (automatic)
      notices.tellGroup(
          Groups.DATA_SCIENCE,
          way.initiative(),
          Kind.STEP_BACK,
          "Traffic of " + way.model() + " stepped back",
          story(way));
    return way;
  }

  /** What the move means for the rollout under way and for the registry. */
  private void note(Route before, Route after, Why why, boolean condemned) {
    // No row of ours, however odd, stands in the way of traffic that goes back.
    var open = table.running(before.model()).filter(rollout -> !rollout.state().ended());
    open.ifPresent(rollout -> {
      table.stages(rollout.id()).stream()
          .findFirst()
          .filter(StageRun::open)
          .ifPresent(run -> table.end(run.ended(StageOutcome.MOVED_BACK, clock.instant())));
      // Whoever ended the rollout at the same moment was first; the traffic moves back anyway.
      table.replace(rollout, rollout.moveBack(why.cause()));
    });
    if (condemned) models.quarantine(before.model(), before.candidate(), why.reason());
    if (after.stable() != null && !after.stable().equals(before.stable()))
      models.markLive(after.model(), after.stable(), why.by());
  }

  private void tellStage(Rollback way) {
    if (way.initiative() == null) return;
    if (processes.signal(MOVED_BACK, way.initiative(), Map.of()))
      log.info("The stage under way of {} ends: its traffic moved back.", way.initiative());
  }

  private Route target(Route route, RollbackTarget to) {
    obstacle(route, to).ifPresent(obstacle -> {
      throw new Refusal("to", obstacle + others(route));
    });
    return switch (to) {
      case PREVIOUS_STAGE -> oneStageDown(route);
      case PREVIOUS_VERSION -> previousVersion(route);
      case FALLBACK -> route.toFallback();
    };
  }

  /** Why a way back is not there at all; nothing where it is. */
  private Optional<String> obstacle(Route route, RollbackTarget to) {
    return switch (to) {
      case PREVIOUS_STAGE ->
        route.onTrial() || route.share() > 0
            ? Optional.empty()
            : Optional.of("No candidate of " + route.model()
                + " has traffic, so there is no stage before this one.");
      case PREVIOUS_VERSION ->
        stableStays(route) || earlier(route).isPresent()
            ? Optional.empty()
            : Optional.of("Model " + route.model() + " has no earlier version that may serve.");
      case FALLBACK -> Optional.empty();
    };
  }

  private String others(Route route) {
    var open = Stream.of(RollbackTarget.values())
        .filter(to -> way(route, to).isOpen())
        .map(RollbackTarget::label)
        .toList();
    return open.isEmpty()
        ? " No way back is left: " + answering(route) + "."
        : " Choose " + String.join(" or ", open) + ".";
  }

  private Route oneStageDown(Route route) {
    if (!models.approved(route.model(), route.candidate())) return route.withoutCandidate();
    var share = 0;
    for (var stage : Stage.values()) if (stage.share() < route.share()) share = stage.share();
    return route.shiftTo(share);
  }

  private Route previousVersion(Route route) {
    if (!stableStays(route)) return route.toStable(earlier(route).orElseThrow());
    return route.onFallback() ? route.toStable(route.stable()) : route.withoutCandidate();
  }

  /** Whether the version before is the stable one, beside a candidate that is taken away. */
  private static boolean stableStays(Route route) {
    return route.stable() != null
        && (route.onFallback() ? route.candidate() != null : route.share() > 0);
  }

  /**
   * The version that served before the one that serves now; nothing when there is none to go back
   * to.
   */
  private Optional<String> earlier(Route route) {
    var replaced = table.of(route.model()).stream()
        .filter(rollout ->
            rollout.state() == RolloutState.PROMOTED && rollout.candidate().equals(route.stable()))
        .findFirst()
        .map(Rollout::stable);
    return replaced
        .or(() -> servedBefore(route))
        .filter(version -> canServe(route.model(), version));
  }

  /**
   * What was stable when the version that serves now first became it: never a version that was left
   * since.
   */
  private Optional<String> servedBefore(Route route) {
    var oldestFirst = new ArrayList<>(routes.history(route.model()));
    Collections.reverse(oldestFirst);
    String before = null;
    for (var change : oldestFirst) {
      if (Objects.equals(change.after().stable(), route.stable())) break;
      before = change.after().stable();
    }
    return Optional.ofNullable(before);
  }

  private boolean canServe(String model, String version) {
    return models
            .find(model, version)
            .filter(known -> known.state() != VersionState.QUARANTINED)
            .isPresent()
        && models.approved(model, version);
  }

  /** True when this step back is one too many for the version. */
  private boolean condemned(Route route) {
    return table.running(route.model()).filter(Rollout::onItsLastTry).isPresent();
  }

  /** One generation later, without the candidate, and on the fallback when the breach is severe. */
  private static Route without(Route route, boolean severe) {
    var next = route.withoutCandidate();
    return severe
        ? new Route(
            next.model(),
            next.initiative(),
            next.stable(),
            null,
            0,
            next.fallback(),
            true,
            "fallback",
            next.generation(),
            next.changedAt(),
            null)
        : next;
  }

  private boolean movedBackSince(Route route, Instant seen) {
    return table.ways(route.model()).stream()
        .findFirst()
        .filter(way ->
            way.toGeneration() == route.generation() && !way.triggeredAt().isBefore(seen))
        .isPresent();
  }

  private Optional<Rollback> repeated(String model, RollbackTarget to, Instant now) {
    var generation = routes.get(model).generation();
    return table.ways(model).stream()
        .findFirst()
        .filter(way -> !way.cause().automatic()
            && way.target() == to
            && way.toGeneration() == generation
            && way.triggeredAt().plus(properties.repeatWithin()).isAfter(now));
  }

  private String story(Rollback way) {
    return asked(way) + ": " + where(routes.get(way.model())) + " now. Reason: " + way.reason();
  }

  private static String asked(Rollback way) {
    return switch (way.cause()) {
      case NUMBERS -> "The numbers of " + way.model() + " asked for it";
      case ALERT -> "An alert about " + way.model() + " asked for it";
      case INCIDENT ->
        way.by() + " rolled the traffic of " + way.model() + " back because of an incident";
      case PERSON -> way.by() + " rolled the traffic of " + way.model() + " back";
    };
  }

  static String nothingMoved(Route route) {
    return "Nothing moved: " + soAlready(route) + "."
        + (route.confirmed() ? " Choose another way back if that does not help." : "");
  }

  private static String soAlready(Route route) {
    return route.confirmed()
        ? where(route) + " already"
        : "it is ordered already that " + where(route)
            + ", and repeated until the router is seen doing it";
  }

  private static String where(Route route) {
    if (route.onFallback()) return "the fallback answers";
    if (route.share() > 0)
      return "the candidate " + route.candidate() + " has " + route.percent() + " %";
    return "everybody gets " + (route.stable() == null ? "the fallback" : route.stable());
  }
}
