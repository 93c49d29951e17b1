package io.pilotage.rollout;

import io.pilotage.simulated.Memory;
import io.pilotage.traffic.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The tables of the rollouts in memory, for a simulation. */
class MemoryRollouts extends RolloutTable {

  private record Check(long stage, String prediction, boolean agreed, Instant at) {}

  private final Memory.Table<Long, Rollout> rollouts;
  private final Memory.Table<Long, StageRun> stages;
  private final Memory.Table<String, Check> checks;
  private final Memory.Table<Long, Rollback> ways;

  MemoryRollouts(Memory memory) {
    super(null);
    this.rollouts = memory.table();
    this.stages = memory.table();
    this.checks = memory.table();
    this.ways = memory.table();
  }

  @Override
  void start(Rollout rollout) {
    var id = rollouts.number();
    rollouts.put(
        id,
        new Rollout(
            id,
            rollout.model(),
            rollout.initiative(),
            rollout.candidate(),
            rollout.stable(),
            rollout.state(),
            rollout.stepBacks(),
            rollout.agreed(),
            rollout.startedAt(),
            null));
  }

  @Override
  Optional<Rollout> running(String model) {
    return newestFirst(
            rollouts.rows(), rollout -> rollout.model().equals(model) && rollout.endedAt() == null)
        .stream()
        .findFirst();
  }

  @Override
  Optional<Rollout> newest(String initiative) {
    return newestFirst(rollouts.rows(), rollout -> rollout.initiative().equals(initiative)).stream()
        .findFirst();
  }

  @Override
  Optional<Rollout> newest(String initiative, String version) {
    return newestFirst(
            rollouts.rows(),
            rollout -> rollout.initiative().equals(initiative)
                && (version == null || rollout.candidate().equals(version)))
        .stream()
        .findFirst();
  }

  @Override
  List<Rollout> underWay() {
    return newestFirst(rollouts.rows(), rollout -> rollout.endedAt() == null);
  }

  @Override
  List<Rollout> of(String model) {
    return newestFirst(rollouts.rows(), rollout -> rollout.model().equals(model));
  }

  @Override
  List<Rollout> relevant(Collection<Route> routes) {
    return newestFirst(
        rollouts.rows(),
        rollout -> routes.stream()
            .filter(route -> route.model().equals(rollout.model()))
            .anyMatch(route -> rollout.endedAt() == null
                || rollout.state() == RolloutState.PROMOTED
                    && rollout.candidate().equals(route.stable())));
  }

  @Override
  boolean replace(Rollout before, Rollout after) {
    var found = rollouts
        .find(before.id())
        .filter(
            known -> known.state() == before.state() && known.stepBacks() == before.stepBacks());
    found.ifPresent(known -> rollouts.put(known.id(), after));
    return found.isPresent();
  }

  @Override
  void open(StageRun run) {
    var id = stages.number();
    stages.put(
        id,
        new StageRun(id, run.rollout(), run.stage(), run.openedAt(), run.plan(), null, null, null));
  }

  @Override
  List<StageRun> stages(long rollout) {
    return newestFirst(stages.rows(), run -> run.rollout() == rollout);
  }

  @Override
  List<StageRun> stages(Collection<Long> wanted) {
    return newestFirst(stages.rows(), run -> wanted.contains(run.rollout()));
  }

  @Override
  void soak(long id, Instant from, Instant until, Instant longestUntil) {
    stages
        .find(id)
        .filter(run -> run.soakFrom() == null)
        .ifPresent(run -> stages.put(
            id,
            new StageRun(
                id,
                run.rollout(),
                run.stage(),
                run.openedAt(),
                run.plan(),
                new StageRun.Soak(from, until, longestUntil),
                run.outcome(),
                run.endedAt())));
  }

  @Override
  void extend(long id, Instant longestUntil) {
    stages
        .find(id)
        .ifPresent(run -> stages.put(
            id,
            new StageRun(
                id,
                run.rollout(),
                run.stage(),
                run.openedAt(),
                run.plan(),
                new StageRun.Soak(run.soakFrom(), run.soakUntil(), longestUntil),
                run.outcome(),
                run.endedAt())));
  }

  @Override
  boolean end(StageRun ended) {
    var open = stages.find(ended.id()).filter(StageRun::open);
    open.ifPresent(run -> stages.put(run.id(), run.ended(ended.outcome(), ended.endedAt())));
    return open.isPresent();
  }

  @Override
  void check(long stage, String prediction, boolean agreed, String note, String by, Instant now) {
    if (checks.find(stage + " " + prediction).isEmpty())
      checks.put(stage + " " + prediction, new Check(stage, prediction, agreed, now));
  }

  @Override
  List<Opinions> opinions(Collection<Long> wanted) {
    var opinions = new ArrayList<Opinions>();
    for (var stage : wanted) {
      var said = checks.rows().stream().filter(check -> check.stage() == stage).toList();
      if (!said.isEmpty())
        opinions.add(new Opinions(
            stage,
            said.size(),
            said.stream().filter(Check::agreed).count(),
            said.stream().map(Check::at).max(Instant::compareTo).orElseThrow()));
    }
    return opinions;
  }

  @Override
  List<String> checked(long stage) {
    return checks.rows().stream()
        .filter(check -> check.stage() == stage)
        .map(Check::prediction)
        .toList();
  }

  @Override
  long add(Rollback way) {
    var id = ways.number();
    ways.put(
        id,
        new Rollback(
            id,
            way.model(),
            way.initiative(),
            way.target(),
            way.reason(),
            way.by(),
            way.cause(),
            way.fromGeneration(),
            way.toGeneration(),
            way.triggeredAt(),
            null,
            null));
    return id;
  }

  @Override
  void confirmed(long id, Instant at, long tookMillis) {
    ways.find(id)
        .filter(way -> way.confirmedAt() == null)
        .ifPresent(way -> ways.put(
            id,
            new Rollback(
                id,
                way.model(),
                way.initiative(),
                way.target(),
                way.reason(),
                way.by(),
                way.cause(),
                way.fromGeneration(),
                way.toGeneration(),
                way.triggeredAt(),
                at,
                tookMillis)));
  }

  @Override
  Optional<Rollback> way(long id) {
    return ways.find(id);
  }

  @Override
  List<Rollback> ways(String model) {
    return newestFirst(ways.rows(), way -> way.model().equals(model));
  }

  private static <T> List<T> newestFirst(Collection<T> rows, Predicate<T> wanted) {
    var found = new ArrayList<T>();
    for (var row : rows) if (wanted.test(row)) found.add(row);
    Collections.reverse(found);
    return found;
  }
}
