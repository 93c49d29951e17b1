package io.pilotage.rollout;

import io.pilotage.gate.GateRecord;
import io.pilotage.registry.VersionState;
import io.pilotage.retraining.Retraining;
import io.pilotage.traffic.Observed;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.RouteChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Watches a simulated rollout and knows what must never be seen. It draws its own conclusions from
 * what really happened (the numbers as they were, the signatures as they were given, what the
 * router was told and did) and asks none of the product's rules.
 */
class Witness {

  /** Something happened that must never happen. */
  static final class Violation extends AssertionError {

    private Violation(String what) {
      super(what);
    }
  }

  private final RolloutWorld world;
  private final Map<Long, Route> ordered = new HashMap<>();
  private final Map<Long, Set<Stage>> deserved = new HashMap<>();
  private final Set<Long> soaking = new HashSet<>();
  private final Set<Long> ended = new HashSet<>();
  private final Map<Long, Integer> stepBacks = new HashMap<>();
  private final Map<String, Integer> moved = new HashMap<>();
  // How often numbers or alerts took traffic from a version.
  private final Map<String, Integer> condemned = new HashMap<>();
  private Route last;
  private long lastWay;
  private long shown;
  // What an operator took traffic from, and the rollout that was the newest then; null while no
  // such move is in force.
  private Set<String> held;
  private long heldRollout;
  private int operatorMoves;
  private Instant operatorMovedAt;

  Witness(RolloutWorld world) {
    this.world = world;
    this.last = world.traffic.peek(RolloutWorld.MODEL).orElseThrow();
    ordered.put(last.generation(), last);
  }

  /** How often operators moved the traffic. */
  int operatorMoves() {
    return operatorMoves;
  }

  /** A person decided how to go on, knowing of every move so far. */
  void personDecided() {
    held = null;
  }

  /** A change was committed. */
  void committed(RouteChanged change) {
    var next = change.after();
    must(
        next.generation() == last.generation() + 1,
        () -> "generation " + next.generation() + " follows on " + last.generation());
    var operator = change.by().equals("operator");
    for (var version : new String[] {next.candidate(), next.stable()}) {
      if (version == null || weight(next, version) <= weight(last, version)) continue;
      must(
          world.models.approved(RolloutWorld.MODEL, version),
          () -> "version " + version + " gains traffic without approval: " + next);
      must(
          operator
              || held == null
              || !held.contains(version)
              || world.table.of(RolloutWorld.MODEL).get(0).id() > heldRollout
                  && version.equals(next.candidate()),
          () -> "the operator's rollback was undone before a person decided: " + version
              + " gains by " + change.by() + ": " + change.reason());
      if (version.equals(next.candidate()) || !version.equals(last.stable()))
        rise(change, next, version, operator);
    }
    if (change.reason().startsWith("Alert ")) {
      must(
          moved.merge(change.reason(), 1, Integer::sum) == 1,
          () -> "one alert moved traffic twice: " + change.reason());
    }
    if (operator) {
      held = new HashSet<>(Arrays.asList(last.candidate(), last.stable()));
      if (!next.onFallback()) held.remove(next.stable());
      heldRollout = world.table.of(RolloutWorld.MODEL).stream()
          .findFirst()
          .map(Rollout::id)
          .orElse(0L);
      operatorMoves++;
      operatorMovedAt = world.clock.instant();
    }
    ordered.put(next.generation(), next);
    last = next;
  }

  private void rise(RouteChanged change, Route next, String version, boolean operator) {
    if (operator) {
      must(
          !version.equals(next.candidate()),
          () -> "an operator's way back gave the candidate more: " + next);
      return;
    }
    must(
        change.by().equals("system"),
        () -> change.by() + " gave " + version + " more traffic: " + change.reason());
    if (!version.equals(next.candidate())) {
      must(
          version.equals(last.candidate()) && last.share() == Route.ALL && !last.onFallback(),
          () -> "promoted at " + last);
      return;
    }
    var stage = stageOf(next.share());
    must(stage != null, () -> "no stage has " + next.share());
    var below = stage.ordinal() == 0 ? 0 : Stage.values()[stage.ordinal() - 1].share();
    must(
        weight(last, version) == below,
        () -> "a stage was skipped: from " + weight(last, version) + " to " + next.share());
  }

  /** Looks at everything after a step. */
  void look() {
    var current = world.traffic.peek(RolloutWorld.MODEL).orElseThrow();
    must(
        Observed.of(current).equals(Observed.of(last)),
        () -> "the table has " + current + " but " + last + " was committed");
    world.table.of(RolloutWorld.MODEL).forEach(rollout -> {
      world.table.stages(rollout.id()).forEach(run -> look(rollout, run, current));
      if (rollout.state() == RolloutState.PROMOTED)
        must(
            deserved(rollout).contains(Stage.FULL),
            () -> rollout.candidate() + " was promoted without a passed full stage");
      if (!rollout.state().ended() && rollout.candidate().equals(current.candidate()))
        withinApproved(rollout, current);
    });
    must(
        world.table.of(RolloutWorld.MODEL).stream()
                .filter(rollout -> !rollout.state().ended())
                .count()
            <= 1,
        () -> "two rollouts of one model are under way");
    must(
        world.retrainings.of(RolloutWorld.INITIATIVE).stream()
                .filter(Retraining::open)
                .count()
            <= 1,
        () -> "two retrainings of one model are open");
    ways();
    for (var version : world.models.versions(RolloutWorld.MODEL)) {
      if (version.state() != VersionState.QUARANTINED) continue;
      must(
          condemned.getOrDefault(version.version(), 0) >= 2,
          () -> version.version() + " is quarantined, and the numbers did not ask for it twice");
      must(
          !current.serves(version.version()),
          () -> "quarantined " + version.version() + " has traffic: " + current);
    }
    router();
  }

  private void look(Rollout rollout, StageRun run, Route current) {
    if (run.soakFrom() != null && soaking.add(run.id())) {
      must(
          current.confirmed()
              && world.traffic.toldOf(current)
              && current.share() == run.stage().share(),
          () -> "the soak of " + run.stage() + " began before the router was seen at " + current);
      must(
          !run.soakUntil().isBefore(run.soakFrom().plus(run.plan().shortest())),
          () -> "the soak of " + run.stage() + " is shorter than planned");
    }
    if (run.outcome() == null || !ended.add(run.id()) || !run.passed()) return;
    must(
        world.numbers.kind() == SimulatedNumbers.Kind.HEALTHY,
        () -> "stage " + run.stage() + " passed on numbers that are " + world.numbers.kind());
    must(
        run.soakUntil() != null && !world.clock.instant().isBefore(run.soakUntil()),
        () -> "stage " + run.stage() + " passed before its soak was over");
    must(
        current.share() == run.stage().share() && current.confirmed(),
        () -> "stage " + run.stage() + " passed while the route was " + current);
    must(
        !world.gates.isEmpty() && signed(world.gates.get(world.gates.size() - 1), run),
        () -> "stage " + run.stage() + " passed without its signed gate");
    if (run.stage().validatedByPeople())
      must(
          !world.table.opinions(List.of(run.id())).isEmpty(),
          () -> "stage " + run.stage() + " passed without anybody looking");
    deserved(rollout).add(run.stage());
  }

  private static boolean signed(GateRecord gate, StageRun run) {
    return gate.decision() != null
        && gate.decision().passes()
        && !gate.openedAt().isBefore(run.soakUntil());
  }

  private void withinApproved(Rollout rollout, Route current) {
    var highest = deserved(rollout).stream()
        .max(Enum::compareTo)
        .map(stage -> stage == Stage.FULL ? stage : Stage.values()[stage.ordinal() + 1])
        .orElse(Stage.CANARY);
    must(
        current.onFallback() || current.share() <= highest.share(),
        () -> "the share is above what was approved (" + highest + "): " + current);
  }

  private void ways() {
    for (var way : world.table.ways(RolloutWorld.MODEL)) {
      if (way.id() <= lastWay) break;
      var candidate = ordered.get(way.fromGeneration()).candidate();
      var byPeople = way.by().equals("operator");
      must(
          byPeople != way.cause().automatic(),
          () -> "a way back by " + way.by() + " counts as one of " + way.cause());
      if (!byPeople) condemned.merge(candidate, 1, Integer::sum);
      if (!way.cause().automatic()) continue;
      world.table.of(RolloutWorld.MODEL).stream()
          .filter(rollout -> rollout.candidate().equals(candidate))
          .findFirst()
          .ifPresent(rollout -> {
            var times = stepBacks.merge(rollout.id(), 1, Integer::sum);
            if (times >= 2)
              must(
                  world.models.get(RolloutWorld.MODEL, candidate).state()
                      == VersionState.QUARANTINED,
                  () -> candidate + " stepped back " + times + " times and is not quarantined");
          });
    }
    lastWay = world.table.ways(RolloutWorld.MODEL).stream()
        .findFirst()
        .map(Rollback::id)
        .orElse(0L);
  }

  /** The router does what was ordered once, and never goes back to what was ordered before that. */
  private void router() {
    var real = world.traffic.really(RolloutWorld.MODEL);
    must(
        real.generation() >= shown,
        () -> "the router went from generation " + shown + " back to " + real.generation());
    shown = real.generation();
    if (shown > 0)
      must(
          ordered.containsKey(shown) && Observed.of(ordered.get(shown)).equals(real),
          () -> "the router does what nobody ordered: " + real);
  }

  /** A process begins with a version while another one is about. */
  void begins(String version, String another) {
    must(another == null, () -> "the rollouts of " + another + " and " + version + " are one");
  }

  /** What was answered to an incident was carried out, so the version in trouble is safe. */
  void rolledBack(long since, String version) {
    must(
        last.generation() > since
            || last.onFallback()
            || version != null && weight(last, version) == 0
            || last.stable() == null && last.share() == 0,
        () -> "an incident answered “roll back” moved nothing: " + last);
  }

  /** A step fails although everything is mended and operations let it try again. */
  void standsStill(String step, String why) {
    throw new Violation(step + " was tried again and stands still: " + why);
  }

  /**
   * The generation an answer has to lead away from; what an operator did within the minute counts
   * for who wants the same.
   */
  long generation() {
    var justNow = operatorMovedAt != null
        && !world.clock.instant().isAfter(operatorMovedAt.plus(Duration.ofMinutes(1)));
    return justNow ? last.generation() - 1 : last.generation();
  }

  /** After everything that was broken has been mended, the router does what the route says. */
  void settled() {
    var current = world.traffic.peek(RolloutWorld.MODEL).orElseThrow();
    must(
        world.traffic.really(RolloutWorld.MODEL).shows(current),
        () -> "the router never came to " + current + " but stays at "
            + world.traffic.really(RolloutWorld.MODEL));
    must(current.confirmed(), () -> "the route is carried out and not confirmed: " + current);
  }

  private Set<Stage> deserved(Rollout rollout) {
    return deserved.computeIfAbsent(rollout.id(), id -> EnumSet.noneOf(Stage.class));
  }

  private static int weight(Route route, String version) {
    if (route.onFallback()) return 0;
    return (version.equals(route.candidate()) ? route.share() : 0)
        + (version.equals(route.stable()) ? Route.ALL - route.share() : 0);
  }

  private static Stage stageOf(int share) {
    for (var stage : Stage.values()) if (stage.share() == share) return stage;
    return null;
  }

  private static void must(boolean kept, Supplier<String> otherwise) {
    if (!kept) throw new Violation(otherwise.get());
  }
}
