package io.pilotage.rollout;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pilotage.audit.Ledger;
import io.pilotage.charter.Charters;
import io.pilotage.engine.Decisions;
import io.pilotage.engine.Processes;
import io.pilotage.gate.GateDecision;
import io.pilotage.gate.GateRecord;
import io.pilotage.gate.Gates;
import io.pilotage.incident.SimulatedIncidents;
import io.pilotage.initiative.Initiative;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.initiative.RiskTier;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.registry.SimulatedRegistry;
import io.pilotage.registry.VersionQuarantined;
import io.pilotage.registry.VersionState;
import io.pilotage.retraining.Retrainings;
import io.pilotage.retraining.SimulatedRetrainings;
import io.pilotage.rollout.Retreat.Why;
import io.pilotage.simulated.Database;
import io.pilotage.simulated.Memory;
import io.pilotage.simulated.MovableClock;
import io.pilotage.simulated.StandIn;
import io.pilotage.simulated.Storage;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.RouteChanged;
import io.pilotage.traffic.Routes;
import io.pilotage.traffic.SimulatedTraffic;
import io.pilotage.verdict.JudgedMetric;
import io.pilotage.verdict.MetricVerdict;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import io.pilotage.watch.SimulatedAlerts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One model and everything of the product that decides about its traffic, wired without Spring:
 * routes, reconciler, router, registry, stages, ways back, verdicts and alerts are the product's
 * own. The engine, the gates' quorum, mail and audit are stand-ins.
 */
class RolloutWorld {

  static final String MODEL = "churn";
  static final String INITIATIVE = "CHURN-1";

  /** A mistake put into one seam of the world, to prove that the simulation would find it. */
  enum Bug {
    NONE,
    NAN_COMPARE,
    MISSING_FENCE,
    TIMEOUT_PROMOTES,
    BLIND_UPDATE,
    ALERT_ACTS_TWICE,
    INCIDENT_ASKS_THE_REGISTRY,
    INCIDENT_COUNTS_AS_NUMBERS,
    RETRAINING_FOR_EACH_CAUSE,
    NOBODY_WAITS,
    TRYING_AGAIN_GIVES_NO_TRIES
  }

  final Storage storage;
  final MovableClock clock = new MovableClock();
  final SimulatedNumbers numbers = new SimulatedNumbers(this::share);
  final List<GateRecord> gates = new ArrayList<>();
  final Models models;
  final SimulatedTraffic traffic;
  final Routes routes;
  final RolloutTable table;
  final Candidates candidates;
  final Stages stages;
  final Retreat retreat;
  final Rollouts rollouts;
  final SimulatedAlerts alerts;
  final SimulatedIncidents incidents;
  final Retrainings retrainings;
  private Consumer<RouteChanged> afterCommit = changed -> {};
  private Runnable stageSignalled = () -> {};
  private Supplier<List<Optional<String>>> carried = () -> List.of(Optional.empty());
  private boolean engineBroken;
  private int telling;

  RolloutWorld(Storage storage, Bug bug) {
    this.storage = storage;
    var transactions = storage.transactions();
    var ledger = StandIn.of(Ledger.class, Map.of());
    var notices = StandIn.of(Notices.class, Map.of());
    var properties =
        new Binder().bindOrCreate("pilotage.rollout", Bindable.of(RolloutProperties.class));
    models = StandIn.transactional(
        SimulatedRegistry.models(storage, ledger, this::publish, clock), transactions);
    traffic = new SimulatedTraffic(
        storage, models, this::publish, clock, bug != Bug.MISSING_FENCE, bug == Bug.BLIND_UPDATE);
    routes = traffic.routes();
    table = storage instanceof Memory memory
        ? new MemoryRollouts(memory)
        : new RolloutTable(((Database) storage).client());
    var judgements = storage instanceof Memory memory
        ? new MemoryJudgements(memory)
        : new JudgementTable(
            ((Database) storage).client(),
            ((Database) storage).template(),
            JsonMapper.builder().findAndAddModules().build(),
            new UnreadableVerdicts(notices));
    var judge = judge(bug, judgements, new Counts(numbers, properties), properties);
    var processes = StandIn.of(
        Processes.class,
        Map.of(
            "signal",
            arguments -> signal(),
            "start",
            arguments -> start(),
            "runs",
            arguments -> true,
            "values",
            arguments -> carried.get()));
    var queue = storage instanceof Memory memory
        ? new MemoryQueue(memory)
        : new QueueTable(((Database) storage).client());
    candidates = StandIn.transactional(
        new Candidates(
            table,
            queue,
            routes,
            models,
            initiatives(),
            StandIn.of(Charters.class, Map.of()),
            processes,
            notices,
            ledger,
            clock) {
          @Override
          public Turn claim(String initiative, String version) {
            var turn = super.claim(initiative, version);
            return turn == Turn.WAITS && bug == Bug.NOBODY_WAITS ? Turn.COME : turn;
          }
        },
        transactions);
    stages = StandIn.transactional(
        new Stages(
            table,
            new StagePlan(plan(), properties),
            judge,
            judgements,
            routes,
            models,
            candidates,
            StandIn.of(Gates.class, Map.of("of", arguments -> List.copyOf(gates))),
            notices,
            ledger,
            properties,
            StandIn.of(Freezes.class, Map.of()),
            clock),
        transactions);
    retreat = StandIn.transactional(
        new Retreat(
            routes, models, table, judgements, processes, notices, ledger, properties, clock),
        transactions);
    rollouts = StandIn.transactional(
        new Rollouts(
            judge, judgements, table, queue, retreat, routes, models, processes, transactions) {
          @Override
          public SaferPlace rollBackAfterIncident(
              String model, String version, String reason, String by) {
            if (bug == Bug.INCIDENT_COUNTS_AS_NUMBERS)
              retreat.stepBack(model, new Why(RollbackCause.ALERT, reason, by), false, null);
            if (bug == Bug.INCIDENT_ASKS_THE_REGISTRY) return rollBack(safest(model), reason, by);
            return super.rollBackAfterIncident(model, version, reason, by);
          }

          /** What served last by the registry, whoever took it off the air and why. */
          private RollbackTarget safest(String model) {
            return models.versions(model).stream()
                    .anyMatch(known -> known.state() == VersionState.RETIRED)
                ? RollbackTarget.PREVIOUS_VERSION
                : RollbackTarget.FALLBACK;
          }

          private SaferPlace rollBack(RollbackTarget to, String reason, String by) {
            retreat.move(MODEL, to, new Why(RollbackCause.INCIDENT, reason, by));
            return new SaferPlace(to, "where the registry says");
          }
        },
        transactions);
    retrainings = SimulatedRetrainings.retrainings(
        storage, models, rollouts, processes, clock, bug == Bug.RETRAINING_FOR_EACH_CAUSE);
    incidents = new SimulatedIncidents(storage, rollouts, routes, retrainings, processes, clock);
    alerts =
        new SimulatedAlerts(storage, rollouts, routes, models, clock, bug == Bug.ALERT_ACTS_TWICE);
  }

  /** Everything as on the first day: v1 serves, v2 is approved and waits. */
  void begin() {
    storage.beforeWrite(() -> {});
    storage.clear();
    traffic.clear();
    clock.reset();
    numbers.tell(SimulatedNumbers.Kind.HEALTHY);
    gates.clear();
    engineBroken = false;
    afterCommit = changed -> {};
    carried = () -> List.of(Optional.empty());
    models.adopt(MODEL, "v1", INITIATIVE, "s3://models/v1", "engineering");
    approve("v2");
    routes.open(MODEL, INITIATIVE, "v1", "rules", "engineering");
  }

  void approve(String version) {
    models.register(MODEL, version, INITIATIVE, "s3://models/" + version, "data-science");
    models.approve(MODEL, version, "risk");
  }

  void sign(GateDecision decision, Instant openedAt) {
    gates.add(new GateRecord(
        Phase.ROLLOUT,
        gates.size() + 1,
        decision,
        "simulated",
        openedAt,
        clock.instant(),
        List.of(),
        List.of(),
        null,
        null));
  }

  /** Called for each change of the route, in the order of the commits. */
  void afterCommit(Consumer<RouteChanged> listener) {
    afterCommit = listener;
  }

  /**
   * Called when a stage is told, and the transaction that told it commits, that its traffic moved.
   */
  void stageSignalled(Runnable listener) {
    stageSignalled = listener;
  }

  /** The versions that the processes of rollouts carry. */
  void carried(Supplier<List<Optional<String>>> versions) {
    carried = versions;
  }

  void engineBroken(boolean broken) {
    engineBroken = broken;
  }

  private int share() {
    return traffic.peek(MODEL).map(Route::share).orElse(0);
  }

  private Object signal() {
    if (engineBroken) throw new IllegalStateException("The engine does not answer.");
    committed(stageSignalled);
    return true;
  }

  private Object start() {
    if (engineBroken) throw new IllegalStateException("The engine does not answer.");
    return "roll-back-model";
  }

  private void publish(Object event) {
    if (event instanceof VersionQuarantined quarantined) traffic.lost(quarantined);
    if (event instanceof RouteChanged changed) committed(() -> afterCommit.accept(changed));
  }

  /**
   * True while what was committed is told on: changes committed together are told one after the
   * other.
   */
  boolean telling() {
    return telling > 0;
  }

  private void committed(Runnable work) {
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void afterCommit() {
        telling++;
        try {
          work.run();
        } finally {
          telling--;
        }
      }
    });
  }

  private static Initiatives initiatives() {
    var churn = new Initiative(
        INITIATIVE, "Churn", null, RiskTier.LIMITED, MODEL, null, Instant.EPOCH, null);
    return StandIn.of(
        Initiatives.class,
        Map.of("find", arguments -> Optional.of(churn), "get", arguments -> churn));
  }

  /**
   * The product's own decision table, without the engine around it; asked once for each question.
   */
  private static Decisions plan() {
    var dmn = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    var plan = dmn.parseDecision(
        "stage-plan", RolloutWorld.class.getResourceAsStream("/bpmn/stage-plan.dmn"));
    var known = new HashMap<Object, Object>();
    return StandIn.of(
        Decisions.class,
        Map.of(
            "rows",
            arguments -> known.computeIfAbsent(
                arguments[1],
                inputs -> dmn.evaluateDecisionTable(plan, Variables.fromMap(asInputs(inputs)))
                    .getResultList())));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asInputs(Object inputs) {
    return (Map<String, Object>) inputs;
  }

  private Judge judge(
      Bug bug, JudgementTable judgements, Counts counts, RolloutProperties properties) {
    return switch (bug) {
      case NAN_COMPARE ->
        new Gullible(judgements, counts, properties) {
          @Override
          boolean believes(JudgedMetric metric) {
            // !(value < limit) instead of value >= limit
            return metric.verdict() == MetricVerdict.ERROR
                && Double.isNaN(metric.value())
                && metric.n() > 0;
          }
        };
      case TIMEOUT_PROMOTES ->
        new Gullible(judgements, counts, properties) {
          @Override
          boolean believes(JudgedMetric metric) {
            return table
                .newest(INITIATIVE)
                .flatMap(rollout -> table.stages(rollout.id()).stream().findFirst())
                .filter(run ->
                    run.longestUntil() != null && !clock.instant().isBefore(run.longestUntil()))
                .isPresent();
          }
        };
      default ->
        new Judge(
            routes,
            table,
            judgements,
            noBaselines(),
            numbers,
            counts,
            noDoubts(),
            properties,
            clock);
    };
  }

  private static BaselineTable noBaselines() {
    return StandIn.of(BaselineTable.class, Map.of("of", arguments -> Map.of()));
  }

  /** What is reported here was asked. */
  private static Doubts noDoubts() {
    return StandIn.of(Doubts.class, Map.of());
  }

  /** Lets a metric pass that the policy held, and with all of them the stage. */
  private abstract class Gullible extends Judge {

    private final JudgementTable judgements;

    private Gullible(JudgementTable judgements, Counts counts, RolloutProperties properties) {
      super(
          routes, table, judgements, noBaselines(), numbers, counts, noDoubts(), properties, clock);
      this.judgements = judgements;
    }

    abstract boolean believes(JudgedMetric metric);

    @Override
    Map<String, StageVerdict> judge(Collection<String> wanted) {
      var verdicts = new HashMap<>(super.judge(wanted));
      verdicts.replaceAll((model, verdict) -> believed(verdict));
      return verdicts;
    }

    private StageVerdict believed(StageVerdict verdict) {
      var run = table
          .newest(INITIATIVE)
          .flatMap(rollout -> table.stages(rollout.id()).stream().findFirst())
          .filter(StageRun::open)
          .orElse(null);
      if (verdict.stage() != Verdict.UNCLEAR
          || run == null
          || run.soakUntil() == null
          || clock.instant().isBefore(run.soakUntil())) return verdict;
      var held = verdict.metrics().stream()
          .filter(metric -> metric.required() && !metric.verdict().promotes())
          .toList();
      if (held.isEmpty() || !held.stream().allMatch(this::believes)) return verdict;
      var healthy = new StageVerdict(
          Verdict.HEALTHY,
          verdict.metrics(),
          verdict.judgedAt(),
          "Believed.",
          verdict.model(),
          verdict.version(),
          verdict.generation(),
          verdict.from());
      judgements.store(Map.of(healthy, run.id()));
      return healthy;
    }
  }
}
