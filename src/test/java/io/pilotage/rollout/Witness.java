package io.pilotage.rollout;

import io.pilotage.gate.GateRecord;
import io.pilotage.registry.VersionState;
import io.pilotage.traffic.Observed;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.RouteChanged;
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
  private Route last;
  private long lastWay;
  private long shown;
  // What an operator took traffic from, and the rollout that was the newest then; null while no
  // such move is in force.
  private Set<String> held;
  private long heldRollout;
  private int operatorMoves;

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
    ways();
    for (var version : world.models.versions(RolloutWorld.MODEL)) {
      if (version.state() != VersionState.QUARANTINED) continue;
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
          !run.soakUntil().isBefore(run.soakFrom().plus(run.shortest())),
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
