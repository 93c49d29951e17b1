package io.pilotage.rollout;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.gate.GateDecision;
import io.pilotage.incident.IncidentAction;
import io.pilotage.registry.ModelVersion;
import io.pilotage.registry.VersionState;
import io.pilotage.retraining.Breach;
import io.pilotage.retraining.Retraining;
import io.pilotage.simulated.Storage;
import io.pilotage.traffic.RouteChanged;
import io.pilotage.traffic.SimulatedTraffic.Fault;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import io.pilotage.watch.SimulatedAlerts.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lives through the rollouts of a model as a seed draws them: the process does its steps, and
 * between and within them people, alerts, the watch, time and failures do what they do at the worst
 * moment. Incidents are opened and answered, retrainings bring versions that wait for their turn,
 * and a step that used up its tries stands still until somebody lets it try again. After each step
 * the {@link Witness} looks.
 */
class Simulation {

  /**
   * What came to pass, counted over many seeds, so that a simulation in which nothing happens is
   * noticed.
   */
  enum Event {
    OPENED,
    PASSED,
    PROMOTED,
    STEPPED_BACK,
    FELL_BACK,
    OPERATOR,
    QUARANTINED,
    CRASHED,
    INTERRUPTED,
    STALE,
    REJECTED,
    DECIDED,
    INCIDENT,
    ANSWERED,
    CARRIED_OUT,
    RETRAINING,
    ACCEPTED,
    WAITED,
    STUCK,
    TRIED_AGAIN
  }

  private static final int STEPS = 90;

  /** How often a step is tried before it stands still. */
  private static final int TRIES = 3;

  private static final List<String> CAUSES =
      List.of("input-drift", "prediction-drift", "accuracy", Breach.SCHEDULE);

  /** Where the process of the rollout stands, as in roll-out-model and run-stage. */
  private enum At {
    CLAIM,
    SHIFT,
    CONFIRM,
    SOAK,
    LOOK,
    SAMPLE,
    GATE,
    SEAL,
    STEP_BACK,
    DECIDE_ON_STAGE,
    DECIDE_AFTER_STEP_BACK,
    PROMOTE,
    WITHDRAW,
    ENDED;

    /** True for what the engine does by itself, and tries again when it fails. */
    private boolean automatic() {
      return switch (this) {
        case CLAIM, SHIFT, CONFIRM, LOOK, SEAL, STEP_BACK, PROMOTE, WITHDRAW -> true;
        case SOAK, SAMPLE, GATE, DECIDE_ON_STAGE, DECIDE_AFTER_STEP_BACK, ENDED -> false;
      };
    }
  }

  /** What a person answered to an incident, waiting for the engine to carry it out. */
  private static final class Order {
    private final long incident;
    private final String version;
    private final long since;
    private int tries = TRIES;
    private String failure = "";

    private Order(long incident, String version, long since) {
      this.incident = incident;
      this.version = version;
      this.since = since;
    }
  }

  private final RolloutWorld world;
  private final int triesAgain;
  private final TransactionTemplate job;
  private final TransactionTemplate another;
  private final Map<Event, Integer> events = new EnumMap<>(Event.class);

  private Random random;
  private Witness witness;
  private List<String> history;
  private At at;
  private Instant soakUntil;
  private String version;
  // What the process is about once the decision commits.
  private String goesOn;
  private Stage stage;
  private Instant gateOpened;
  private int versions;
  private int alerts;
  private List<Told> told;
  private StageVerdict held;
  private List<RouteChanged> delayed;
  private boolean calm;
  private boolean within;
  private int writesLeft;
  // Moves of operators that a decision knew of: those before it first read the route.
  private int movesRead;
  private int tries;
  private boolean failed;
  // Incidents nobody has answered, and answers nobody has carried out.
  private List<Long> unanswered;
  private List<Order> orders;
  // Versions whose rollout waits for the one under way to end.
  private List<String> waiting;
  private int decidedAt;

  Simulation(Storage storage, RolloutWorld.Bug bug) {
    this.world = new RolloutWorld(storage, bug);
    this.triesAgain = bug == RolloutWorld.Bug.TRYING_AGAIN_GIVES_NO_TRIES ? 0 : TRIES;
    this.job = new TransactionTemplate(storage.transactions());
    this.another = new TransactionTemplate(storage.transactions());
    this.another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** The node died in the middle of a step. */
  private static final class Crash extends RuntimeException {
    private Crash() {
      super("the node died", null, false, false);
    }
  }

  /** What happened so far, in the order it did. */
  Map<Event, Integer> events() {
    return events;
  }

  /** What happened in the last run, line by line. */
  List<String> history() {
    return history;
  }

  /** Lives through the seed; a {@link Witness.Violation} carries the seed and its history. */
  void run(long seed) {
    begin(seed);
    try {
      for (int step = 0; step < STEPS; step++) {
        step();
        witness.look();
      }
      settle();
    } catch (Witness.Violation violation) {
      throw new AssertionError(
          "Seed " + seed + ": " + violation.getMessage() + "\n  " + String.join("\n  ", history)
              + "\nReplay it with -Dtest=SimulationTest#replays -Dseed=" + seed,
          violation);
    }
  }

  private void begin(long seed) {
    world.begin();
    random = new Random(seed);
    random.nextInt();
    witness = new Witness(world);
    history = new ArrayList<>();
    told = new ArrayList<>();
    delayed = new ArrayList<>();
    unanswered = new ArrayList<>();
    orders = new ArrayList<>();
    waiting = new ArrayList<>();
    tries = TRIES;
    held = null;
    stage = null;
    soakUntil = null;
    at = At.CLAIM;
    version = "v2";
    versions = 2;
    alerts = 0;
    calm = random.nextInt(3) == 0;
    within = false;
    writesLeft = -1;
    world.afterCommit(this::committed);
    world.stageSignalled(() -> {
      if (at != At.CLAIM
          && at != At.ENDED
          && at != At.PROMOTE
          && at != At.DECIDE_AFTER_STEP_BACK
          && at != At.WITHDRAW) moveTo(At.DECIDE_AFTER_STEP_BACK);
    });
    world.carried(
        () -> Stream.concat(at == At.ENDED ? Stream.empty() : Stream.of(version), waiting.stream())
            .map(Optional::of)
            .toList());
    world.storage.beforeWrite(this::maybeDie);
    world.traffic.beforeRead(this::maybeInterrupt);
  }

  private void committed(RouteChanged changed) {
    history.add("      committed: generation " + changed.after().generation() + ", "
        + changed.after().share() + " on " + changed.after().candidate()
        + (changed.after().onFallback() ? ", on the fallback" : "") + ", stable "
        + changed.after().stable() + " by " + changed.by());
    witness.committed(changed);
    if (!calm && chance(10)) delayed.add(changed);
    else if (calm || !chance(10)) world.traffic.carryOut(changed);
  }

  private void settle() {
    world.models.versions(RolloutWorld.MODEL).stream()
        .filter(version -> version.state() == VersionState.QUARANTINED)
        .forEach(version -> count(Event.QUARANTINED));
    within = true;
    world.traffic.fault(Fault.NONE);
    for (int i = 0; i < 2; i++) {
      world.clock.move(Duration.ofMinutes(5));
      world.traffic.reconcile();
    }
    note("everything is mended", () -> "");
    witness.settled();
    witness.look();
    goOn();
    witness.look();
  }

  /** Whatever stands still goes on once everything is mended and operations let it try again. */
  private void goOn() {
    for (var order : List.copyOf(orders)) {
      order.tries = Math.max(order.tries, triesAgain);
      if (order.tries > 0) carryOut(order);
      if (orders.contains(order)) witness.standsStill("The answer to an incident", order.failure);
    }
    if (tries > 0 || !at.automatic()) return;
    tries = triesAgain;
    var before = at;
    var line = history.size();
    if (tries > 0) process();
    var said = tries == 0 ? "it has no tries" : history.get(line);
    if (tries == 0 || at == before && said.contains(" failed: "))
      witness.standsStill("The step " + before, said);
  }

  private void step() {
    if (!calm && chance(6)) writesLeft = random.nextInt(6);
    if (chance(calm ? 88 : 55)) process();
    else disturb();
    writesLeft = -1;
  }

  private void process() {
    if (at != At.DECIDE_AFTER_STEP_BACK
        && at != At.WITHDRAW
        && at != At.CLAIM
        && at != At.ENDED
        && chance(20)
        && world
            .table
            .running(RolloutWorld.MODEL)
            .filter(rollout -> rollout.state() == RolloutState.MOVED_BACK)
            .isPresent()) {
      history.add("somebody takes the process to the decision nobody told it of");
      moveTo(At.DECIDE_AFTER_STEP_BACK);
    }
    if (at == At.CLAIM && !waiting.isEmpty() && chance(40)) {
      note("who waits asks for its turn:", () -> ask(any(waiting.toArray(String[]::new))));
      return;
    }
    if (tries == 0 && at.automatic()) {
      if (!within && !chance(30)) return;
      note("operations let " + at + " try again", () -> "");
      tries = triesAgain;
      count(Event.TRIED_AGAIN);
      return;
    }
    var before = at;
    goesOn = null;
    failed = true;
    note("process " + at, () -> {
      var next = job.execute(status -> {
        var answer = work();
        // The engine notices that another transaction took the process on meanwhile.
        if (at != before) throw new IllegalStateException("optimistic lock");
        return answer;
      });
      moveTo(next);
      if (goesOn != null) version = goesOn;
      if (next == At.CLAIM) waiting.remove(version);
      failed = false;
      return "→ " + at;
    });
    // Who waits for the router waits without end, and who was overtaken has not failed.
    if (failed && at == before && at.automatic() && at != At.CONFIRM && --tries == 0) {
      history.add(at + " used up its tries and stands still");
      count(Event.STUCK);
    }
    if (!calm && chance(4)) repeat(before);
  }

  private void moveTo(At next) {
    if (next != at) tries = TRIES;
    at = next;
  }

  /** One step of the process; answers where it stands next. */
  private At work() {
    switch (at) {
      case CLAIM -> {
        return switch (world.candidates.claim(RolloutWorld.INITIATIVE, version)) {
          case COME -> At.SHIFT;
          case WAITS -> At.CLAIM;
          case LOST -> At.WITHDRAW;
        };
      }
      case SHIFT -> {
        stage = world.stages.shift(RolloutWorld.INITIATIVE, version);
        count(Event.OPENED);
        return At.CONFIRM;
      }
      case CONFIRM -> {
        soakUntil = world.stages.confirm(RolloutWorld.INITIATIVE, version);
        return At.SOAK;
      }
      case SOAK -> {
        if (world.clock.instant().isBefore(soakUntil))
          world.clock.move(Duration.ofDays(chance(70) ? 8 : 1));
        return world.clock.instant().isBefore(soakUntil) ? At.SOAK : At.LOOK;
      }
      case LOOK -> {
        var verdict = world.stages.evaluate(RolloutWorld.INITIATIVE, version);
        if (verdict.stage() == Verdict.HEALTHY) {
          gateOpened = world.clock.instant();
          return At.GATE;
        }
        if (verdict.stage() == Verdict.UNHEALTHY) return At.STEP_BACK;
        return switch (world.stages.waitsFor(RolloutWorld.INITIATIVE, version, verdict)) {
          case SAMPLE -> At.SAMPLE;
          case DECISION -> At.DECIDE_ON_STAGE;
          case TIME -> {
            soakUntil = world.clock.instant().plus(Duration.ofHours(1));
            yield At.SOAK;
          }
        };
      }
      case SAMPLE -> {
        opinions();
        return At.LOOK;
      }
      case GATE -> {
        world.clock.move(Duration.ofHours(random.nextInt(30)));
        var decision =
            chance(90) ? GateDecision.GO : chance(50) ? GateDecision.REWORK : GateDecision.STOP;
        world.sign(decision, gateOpened);
        return decision == GateDecision.GO
            ? At.SEAL
            : decision == GateDecision.STOP ? At.WITHDRAW : At.DECIDE_ON_STAGE;
      }
      case SEAL -> {
        try {
          world.stages.seal(RolloutWorld.INITIATIVE, version);
        } catch (VerdictOutdated outdated) {
          return At.LOOK;
        }
        count(Event.PASSED);
        return stage == Stage.FULL ? At.PROMOTE : At.SHIFT;
      }
      case STEP_BACK -> {
        var verdict = world.stages.latest(RolloutWorld.INITIATIVE, version);
        world.retreat.stepBack(RolloutWorld.INITIATIVE, version, verdict.why(), verdict.severe());
        count(verdict.severe() ? Event.FELL_BACK : Event.STEPPED_BACK);
        return At.DECIDE_AFTER_STEP_BACK;
      }
      case DECIDE_ON_STAGE -> {
        var extends_ = chance(70);
        soakUntil = world.stages.decide(
            RolloutWorld.INITIATIVE,
            version,
            extends_ ? StageDecision.EXTEND : StageDecision.GIVE_UP,
            "person",
            "simulated");
        return extends_ ? At.SOAK : At.WITHDRAW;
      }
      case DECIDE_AFTER_STEP_BACK -> {
        return decide();
      }
      case PROMOTE -> {
        try {
          world.stages.promote(RolloutWorld.INITIATIVE, version);
        } catch (PromotionOutdated outdated) {
          return At.DECIDE_AFTER_STEP_BACK;
        }
        count(Event.PROMOTED);
        return At.ENDED;
      }
      case WITHDRAW -> {
        world.candidates.withdraw(RolloutWorld.INITIATIVE, version);
        count(Event.REJECTED);
        return At.ENDED;
      }
      case ENDED -> {
        if (!waiting.isEmpty()) {
          goesOn = waiting.get(0);
          return At.CLAIM;
        }
        version = "v" + ++versions;
        world.approve(version);
        witness.personDecided();
        return At.CLAIM;
      }
    }
    throw new IllegalStateException("The process stands nowhere.");
  }

  private At decide() {
    var drawn = random.nextInt(10);
    var decision = drawn < 6
        ? StepBackDecision.RESUME
        : drawn < 8 ? StepBackDecision.OTHER_VERSION : StepBackDecision.GIVE_UP;
    var other = decision == StepBackDecision.OTHER_VERSION ? other() : null;
    movesRead = -1;
    goesOn = world.candidates.decide(
        RolloutWorld.INITIATIVE, version, decision, other, "person", "simulated", null);
    decidedAt = movesRead;
    count(Event.DECIDED);
    return decision == StepBackDecision.GIVE_UP ? At.WITHDRAW : At.SHIFT;
  }

  private String other() {
    var fits = world.models.versions(RolloutWorld.MODEL).stream()
        .filter(version ->
            version.state() == VersionState.APPROVED || version.state() == VersionState.RETIRED)
        .map(ModelVersion::version)
        .toList();
    if (fits.size() > 1 && chance(70)) return fits.get(random.nextInt(fits.size()));
    world.approve("v" + ++versions);
    return "v" + versions;
  }

  /** A version whose rollout waits asks for its turn; who comes takes the place of who waits. */
  private String ask(String next) {
    var turn = job.execute(status -> {
      var answer = world.candidates.claim(RolloutWorld.INITIATIVE, next);
      if (answer == Turn.LOST) world.candidates.withdraw(RolloutWorld.INITIATIVE, next);
      return answer;
    });
    if (turn == Turn.WAITS) {
      count(Event.WAITED);
      return next + " waits";
    }
    waiting.remove(next);
    if (turn == Turn.LOST) return next + " lost its turn";
    witness.begins(next, at == At.ENDED || at == At.CLAIM ? null : version);
    if (at == At.CLAIM) waiting.add(version);
    version = next;
    tries = TRIES;
    at = At.SHIFT;
    return next + " begins";
  }

  private void opinions() {
    world
        .table
        .newest(RolloutWorld.INITIATIVE)
        .flatMap(rollout -> world.table.stages(rollout.id()).stream().findFirst())
        .filter(StageRun::open)
        .ifPresent(run -> {
          var agree = chance(90);
          for (int i = 0; i < 20; i++)
            world.table.check(
                run.id(), "prediction-" + i, agree, null, "business", world.clock.instant());
        });
  }

  /** Something that happens beside the process. */
  private void disturb() {
    switch (random.nextInt(calm ? 6 : 18)) {
      case 0 -> numbers(SimulatedNumbers.Kind.HEALTHY);
      case 1 -> reconcile();
      case 2 ->
        numbers(chance(60) ? SimulatedNumbers.Kind.HEALTHY : any(SimulatedNumbers.Kind.values()));
      case 3 -> pass(Duration.ofHours(random.nextInt(48)));
      case 4 -> retraining();
      case 5 -> retraining();
      case 14 -> numbers(any(SimulatedNumbers.Kind.values()));
      case 15 -> operator();
      case 16 -> incident();
      case 17 -> incident();
      case 6 -> alert();
      case 7 -> alert();
      case 8 -> watch();
      case 9 -> fault();
      case 10 -> sleepers();
      case 11 ->
        pass(Duration.ofMinutes(
            random.nextInt(3) == 0 ? -random.nextInt(3_000) : random.nextInt(30_000)));
      case 12 -> repeat(any(At.values()));
      default -> prematureSignature();
    }
  }

  private void numbers(SimulatedNumbers.Kind kind) {
    note("numbers turn " + kind, () -> {
      world.numbers.tell(kind);
      return "";
    });
  }

  private void reconcile() {
    note("reconcile", () -> {
      world.clock.move(Duration.ofSeconds(2));
      world.traffic.reconcile();
      return "";
    });
  }

  private void pass(Duration time) {
    note("clock moves by " + time, () -> {
      world.clock.move(time);
      return "";
    });
  }

  private void operator() {
    var to = any(RollbackTarget.values());
    var broken = chance(10);
    note("operator to " + to.label() + (broken ? " while the engine is broken" : ""), () -> {
      world.engineBroken(broken);
      try {
        world.rollouts.rollBack(RolloutWorld.MODEL, to, "simulated", "operator");
      } finally {
        world.engineBroken(false);
      }
      count(Event.OPERATOR);
      return "";
    });
  }

  private void alert() {
    if (!told.isEmpty() && chance(40)) {
      var again = told.get(random.nextInt(told.size()));
      deliver(
          chance(50)
              ? again
              : new Told(
                  again.name(),
                  again.startsAt(),
                  !again.firing(),
                  again.model(),
                  again.version(),
                  again.severity()),
          "again ");
      return;
    }
    var route = world.traffic.peek(RolloutWorld.MODEL).orElseThrow();
    var version = chance(50) ? null : chance(70) ? route.candidate() : route.stable();
    var fresh = new Told(
        "a" + ++alerts,
        world.clock.instant(),
        !chance(15),
        RolloutWorld.MODEL,
        version,
        chance(30) ? "critical" : "warning");
    told.add(fresh);
    deliver(fresh, "");
  }

  /** An incident is opened, answered by a person, and the answer carried out, each in its time. */
  private void incident() {
    if (!orders.isEmpty() && chance(60)) {
      var order = orders.get(random.nextInt(orders.size()));
      if (order.tries > 0) carryOut(order);
      else if (chance(40)) order.tries = triesAgain;
      return;
    }
    if (!unanswered.isEmpty() && chance(70)) {
      answer(unanswered.get(random.nextInt(unanswered.size())));
      return;
    }
    var route = world.traffic.peek(RolloutWorld.MODEL).orElseThrow();
    var about = chance(40) ? null : chance(50) ? route.candidate() : route.stable();
    note("an incident is opened about " + about, () -> {
      world
          .incidents
          .open(breach(about, any(CAUSES.toArray(String[]::new))))
          .ifPresent(unanswered::add);
      count(Event.INCIDENT);
      return "";
    });
  }

  private void answer(long incident) {
    var action = any(IncidentAction.values());
    var route = witness.generation();
    note("an incident is answered " + action, () -> {
      world.incidents.answer(incident, action);
      unanswered.remove(incident);
      if (action == IncidentAction.ROLL_BACK)
        orders.add(new Order(incident, world.incidents.version(incident).orElse(null), route));
      if (action == IncidentAction.RETRAIN) world.incidents.callForRetraining(incident);
      if (action == IncidentAction.NONE) world.incidents.close(incident);
      count(Event.ANSWERED);
      return "";
    });
  }

  private void carryOut(Order order) {
    order.failure = "";
    var line = history.size();
    note("the answer to an incident is carried out", () -> {
      job.executeWithoutResult(status -> world.incidents.rollBack(order.incident));
      orders.remove(order);
      witness.rolledBack(order.since, order.version);
      world.incidents.close(order.incident);
      count(Event.CARRIED_OUT);
      return "";
    });
    if (!orders.contains(order)) return;
    order.failure = history.get(line);
    if (--order.tries == 0) count(Event.STUCK);
  }

  /** A retraining is called for, or goes on by a step. */
  private void retraining() {
    var open = world.retrainings.of(RolloutWorld.INITIATIVE).stream()
        .filter(Retraining::open)
        .findFirst();
    if (open.isEmpty() || chance(20)) {
      var cause = any(CAUSES.toArray(String[]::new));
      note("a retraining is called for because of " + cause, () -> {
        world.retrainings.open(breach("v1", cause), "watch");
        count(Event.RETRAINING);
        return "";
      });
      return;
    }
    note("the retraining goes on", () -> goOn(open.get()));
  }

  private String goOn(Retraining retraining) {
    var id = retraining.id();
    if (retraining.decision().wanted() == null) {
      world.retrainings.decide(id, chance(85), "simulated");
      return "decided";
    }
    if (retraining.version() == null) {
      world.retrainings.trained(id, "v" + ++versions, "s3://models/v", null, null);
      return "trained v" + versions;
    }
    if (retraining.validation().accepted() == null) {
      var accepted = chance(75);
      job.executeWithoutResult(status -> {
        world.retrainings.register(id);
        world.retrainings.validate(id, accepted, 90, "simulated");
      });
      if (!accepted) return "rejected " + retraining.version();
      waiting.add(retraining.version());
      count(Event.ACCEPTED);
      return "accepted " + retraining.version();
    }
    var next = retraining.version();
    if (waiting.contains(next)) return ask(next);
    if (next.equals(version) && at != At.ENDED) return next + " is rolled out";
    var state = world.models.get(RolloutWorld.MODEL, next).state();
    world.retrainings.end(id, state == VersionState.LIVE ? "PROMOTED" : "NOT_PROMOTED");
    return "ended " + state;
  }

  private static Breach breach(String version, String cause) {
    return new Breach(
        RolloutWorld.MODEL, RolloutWorld.INITIATIVE, version, cause, "critical", "simulated");
  }

  private void deliver(Told alert, String how) {
    note(
        "alert " + how + alert.name() + (alert.firing() ? " fires " : " is resolved ")
            + alert.severity() + " about " + alert.version(),
        () -> {
          world.alerts.take(alert);
          return "";
        });
  }

  /** Judges now, and corrects now or much later, as two steps of a process may. */
  private void watch() {
    if (held != null && chance(60)) {
      note("watch corrects " + held.stage() + " of generation " + held.generation(), () -> {
        world.rollouts.correct(held, "watch");
        return "";
      });
      if (chance(60)) held = null;
      return;
    }
    note("watch judges", () -> {
      held = world.rollouts.judge(RolloutWorld.MODEL);
      return "→ " + held.stage();
    });
  }

  private void fault() {
    var fault = chance(40) ? Fault.NONE : any(Fault.values());
    note("line to the router: " + fault, () -> {
      world.traffic.fault(fault);
      return "";
    });
  }

  /** A node that was paused goes on with what it knew. */
  private void sleepers() {
    if (!delayed.isEmpty() && chance(50)) {
      var late = delayed.remove(random.nextInt(delayed.size()));
      note("a paused node carries out generation " + late.after().generation(), () -> {
        world.traffic.carryOut(late);
        return "";
      });
    } else if (chance(50)) {
      note("a node falls asleep", () -> {
        world.traffic.fallAsleep();
        return "";
      });
    } else {
      note("the node wakes up", () -> {
        world.traffic.wakeUp();
        return "";
      });
    }
  }

  /** A step of the process is done again, or by somebody who has no business doing it. */
  private void repeat(At step) {
    note("repeated " + step, () -> {
      switch (step) {
        case SHIFT -> {
          if (world.table.running(RolloutWorld.MODEL).isPresent())
            world.stages.shift(RolloutWorld.INITIATIVE, version);
        }
        case CONFIRM -> world.stages.confirm(RolloutWorld.INITIATIVE, version);
        case LOOK -> world.stages.evaluate(RolloutWorld.INITIATIVE, version);
        case SAMPLE -> opinions();
        case SEAL -> world.stages.seal(RolloutWorld.INITIATIVE, version);
        case PROMOTE -> world.stages.promote(RolloutWorld.INITIATIVE, version);
        case STEP_BACK ->
          world.retreat.stepBack(RolloutWorld.INITIATIVE, version, "repeated", chance(10));
        default -> {
          return "nothing to repeat";
        }
      }
      return "";
    });
  }

  private void prematureSignature() {
    note("somebody signs early", () -> {
      world.sign(chance(80) ? GateDecision.GO : GateDecision.REWORK, world.clock.instant());
      return "";
    });
  }

  /** Another node does something between a read and a write of the step under way. */
  private void maybeInterrupt() {
    interrupt();
    if (movesRead < 0 && !within) movesRead = witness.operatorMoves();
  }

  private void interrupt() {
    if (within || calm || world.telling() || !chance(8) || !world.storage.untouched()) return;
    within = true;
    var left = writesLeft;
    writesLeft = -1;
    try {
      history.add("    meanwhile, on another node:");
      count(Event.INTERRUPTED);
      another.executeWithoutResult(status -> {
        switch (random.nextInt(3)) {
          case 0 -> operator();
          case 1 -> alert();
          default -> watch();
        }
      });
    } catch (UnexpectedRollbackException refused) {
      history.add("    came to nothing");
    } finally {
      within = false;
      writesLeft = left;
    }
  }

  private void maybeDie() {
    if (writesLeft < 0 || writesLeft-- > 0) return;
    count(Event.CRASHED);
    throw new Crash();
  }

  /**
   * Refusals, deaths and router troubles are part of life; only what the witness sees is an error.
   */
  private void note(String what, Supplier<String> work) {
    var line = history.size();
    history.add("");
    var said = "";
    decidedAt = -1;
    try {
      said = work.get();
      if (decidedAt == witness.operatorMoves()) witness.personDecided();
    } catch (Refusal | Unknown refused) {
      if (refused instanceof io.pilotage.traffic.StaleRoute) count(Event.STALE);
      said = "refused: " + refused.getMessage();
    } catch (VerdictOutdated
        | PromotionOutdated
        | IllegalStateException
        | UnexpectedRollbackException
        | OptimisticLockingFailureException
        | Crash failed) {
      said = "failed: " + failed.getMessage();
    }
    history.set(line, what + " " + said);
  }

  private void count(Event event) {
    events.merge(event, 1, Integer::sum);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
