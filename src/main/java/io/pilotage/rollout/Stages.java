package io.pilotage.rollout;

import io.pilotage.audit.Ledger;
import io.pilotage.charter.Charters;
import io.pilotage.engine.Facts;
import io.pilotage.engine.NotYet;
import io.pilotage.engine.Refusal;
import io.pilotage.gate.GateRecord;
import io.pilotage.gate.Gates;
import io.pilotage.identity.Groups;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.initiative.RiskTier;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.registry.ModelVersion;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionState;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every step up: opening a stage, its soak, its end, the promotion. Each asks the tables whether it
 * is deserved and never the caller, so nothing that somebody writes into a process moves traffic.
 * Every step is safe to repeat.
 *
 * <p>A step reads the route first and the rollout after it: who moves the traffic back in between
 * is seen in the rollout, and who does so later makes the change of the route stale.
 */
@Service
public class Stages {

  private static final String SYSTEM = "system";

  private final RolloutTable table;
  private final StagePlan plan;
  private final Judge judge;
  private final JudgementTable judgements;
  private final Routes routes;
  private final Models models;
  private final Initiatives initiatives;
  private final Charters charters;
  private final Gates gates;
  private final Notices notices;
  private final Ledger ledger;
  private final RolloutProperties properties;
  private final Freezes freezes;
  private final Clock clock;

  Stages(
      RolloutTable table,
      StagePlan plan,
      Judge judge,
      JudgementTable judgements,
      Routes routes,
      Models models,
      Initiatives initiatives,
      Charters charters,
      Gates gates,
      Notices notices,
      Ledger ledger,
      RolloutProperties properties,
      Freezes freezes,
      Clock clock) {
    this.table = table;
    this.plan = plan;
    this.judge = judge;
    this.judgements = judgements;
    this.routes = routes;
    this.models = models;
    this.initiatives = initiatives;
    this.charters = charters;
    this.gates = gates;
    this.notices = notices;
    this.ledger = ledger;
    this.properties = properties;
    this.freezes = freezes;
    this.clock = clock;
  }

  /**
   * Gives the candidate the share of the next stage and answers that stage; begins the rollout when
   * none is under way.
   */
  @Transactional
  public Stage shift(String initiative) {
    var route =
        routes.get(running(initiative).orElseGet(() -> start(initiative)).model());
    var rollout = theOne(initiative);
    Refusal.unless(
        rollout.state() == RolloutState.RUNNING,
        "stage",
        "The traffic of " + rollout.model()
            + " was moved back. Somebody of operations decides first how to go on.");
    var runs = table.stages(rollout.id());
    var open = runs.stream().findFirst().filter(StageRun::open);
    if (open.isPresent()) return repeated(rollout, open.get(), route);
    var stage = next(rollout, runs, route);
    if (route.share() != stage.share()
        || route.onFallback()
        || route.inShadow() != (stage == Stage.SHADOW)) {
      freezes.mustNotHold();
      routes.change(
          route.shiftTo(stage.share(), stage.label()),
          SYSTEM,
          "Stage " + stage.label() + " opened.");
    }
    table.open(plan.of(rollout.id(), rollout.riskTier(), stage, now()));
    ledger.record(
        initiative,
        SYSTEM,
        "stage-opened",
        rollout.model(),
        Map.of("stage", stage.label(), "share", stage.percent(), "candidate", rollout.candidate()));
    return stage;
  }

  /**
   * Starts the soak clock once the router is seen giving the share, and answers when the soak is
   * over; fails until then.
   */
  @Transactional
  public Instant confirm(String initiative) {
    var rollout = theOne(initiative);
    var run = openStage(rollout);
    if (run.soakFrom() != null) return run.soakUntil();
    var route = routes.get(rollout.model());
    if (!route.confirmed()
        || route.share() != run.stage().share()
        || route.inShadow() != (run.stage() == Stage.SHADOW)) {
      throw new NotYet("The router was not seen giving " + rollout.candidate() + " "
          + run.stage().percent() + " % yet.");
    }
    var from = route.observedAt().isBefore(run.openedAt()) ? now() : route.observedAt();
    table.soak(run.id(), from, from.plus(run.shortest()), from.plus(run.longest()));
    return from.plus(run.shortest());
  }

  /** Asks monitoring what a look at the stage, later in the same thread, will need. */
  public void askAhead(String initiative) {
    table.newest(initiative).ifPresent(rollout -> judge.askAhead(List.of(rollout.model())));
  }

  /** Judges the stage under way and keeps the verdict. */
  @Transactional
  public StageVerdict evaluate(String initiative) {
    var rollout = theOne(initiative);
    return judge.judge(List.of(rollout.model())).get(rollout.model());
  }

  /** What an unclear stage waits for. */
  public WaitsFor waitsFor(String initiative, StageVerdict verdict) {
    var rollout = theOne(initiative);
    var run = openStage(rollout);
    var over = run.longestUntil() != null && !now().isBefore(run.longestUntil());
    var asked = !table.opinions(List.of(run.id())).isEmpty();
    if (verdict.waitsForSample() && !(over && asked)) return WaitsFor.SAMPLE;
    return over ? WaitsFor.DECISION : WaitsFor.TIME;
  }

  /**
   * Lets the stage pass: its gate was signed in this stage, and the numbers are healthy now.
   *
   * @throws VerdictOutdated when they are not any more; the new verdict is kept
   */
  @Transactional(noRollbackFor = VerdictOutdated.class)
  public void seal(String initiative) {
    var rollout = theOne(initiative);
    var run = table.stages(rollout.id()).stream().findFirst().orElseThrow(() -> noStage(rollout));
    if (run.passed()) return;
    Refusal.unless(
        run.open() && run.soakUntil() != null,
        "stage",
        "Stage " + run.stage().label() + " of " + rollout.model() + " has not begun to soak.");
    Refusal.unless(
        signed(initiative, run),
        "gateDecision",
        "Stage " + run.stage().label() + " of " + rollout.model()
            + " has no signed gate. It is signed after its soak.");
    var verdict = evaluate(initiative);
    if (verdict.stage() != Verdict.HEALTHY) throw new VerdictOutdated(verdict.why());
    table.end(run.id(), StageOutcome.PASSED, now());
    ledger.record(
        initiative,
        SYSTEM,
        "stage-passed",
        rollout.model(),
        Map.of(
            "stage", run.stage().label(), "candidate", rollout.candidate(), "why", verdict.why()));
  }

  /**
   * Makes the candidate that serves everybody the stable version.
   *
   * @throws PromotionOutdated when it does not serve everybody any more, or its last stage has not
   *     passed; nothing is changed then
   */
  @Transactional(noRollbackFor = PromotionOutdated.class)
  public void promote(String initiative) {
    var rollout = table
        .newest(initiative)
        .orElseThrow(
            () -> new PromotionOutdated("No rollout of " + initiative + " was ever begun."));
    if (rollout.state() == RolloutState.PROMOTED) return;
    var route = routes.get(rollout.model());
    if (!deserved(rollout, route))
      throw new PromotionOutdated("Candidate " + rollout.candidate() + " of " + rollout.model()
          + " has not passed all four stages, or does not serve everybody any more.");
    freezes.mustNotHold();
    routes.change(route.promoted(), SYSTEM, "Candidate passed every stage.");
    models.markLive(rollout.model(), rollout.candidate(), SYSTEM);
    table.move(rollout.id(), RolloutState.PROMOTED, rollout.stepBacks(), now());
    ledger.record(
        initiative,
        SYSTEM,
        "candidate-promoted",
        rollout.model(),
        details("version", rollout.candidate(), "replaced", rollout.stable()));
    for (var group : List.of(Groups.OPERATIONS, Groups.BUSINESS)) {
      notices.tellGroup(
          group,
          initiative,
          Kind.INFO,
          "Version " + rollout.candidate() + " of " + rollout.model() + " serves everybody",
          "It passed all four stages"
              + (rollout.stable() == null
                  ? "."
                  : " and takes the place of " + rollout.stable() + "."));
    }
  }

  /** Gives the candidate up: the stable version, or the fallback, serves everybody. */
  @Transactional
  public void withdraw(String initiative) {
    running(initiative).ifPresent(rollout -> {
      table.stages(rollout.id()).stream()
          .findFirst()
          .filter(StageRun::open)
          .ifPresent(run -> table.end(run.id(), StageOutcome.GIVEN_UP, now()));
      reject(rollout, SYSTEM, "The candidate was given up.");
      notices.tellGroup(
          Groups.DATA_SCIENCE,
          initiative,
          Kind.INFO,
          "Version " + rollout.candidate() + " of " + rollout.model() + " was given up",
          "It takes no more traffic.");
    });
  }

  /** A person's answer about an unclear stage; answers when the stage is looked at again. */
  @Transactional
  public Instant decide(String initiative, StageDecision decision, String by, String comment) {
    if (decision == StageDecision.EXTEND) return extend(initiative, by, comment);
    giveUp(initiative, by, comment);
    return now();
  }

  /** A person's answer after the traffic moved back. */
  @Transactional
  public void decide(
      String initiative,
      StepBackDecision decision,
      String otherVersion,
      String by,
      String comment) {
    switch (decision) {
      case RESUME -> resume(initiative, by, comment);
      case OTHER_VERSION -> tryOther(initiative, otherVersion, by);
      case GIVE_UP -> giveUp(initiative, by, comment);
    }
  }

  /** The newest verdict on the model of the initiative. */
  public StageVerdict latest(String initiative) {
    var rollout = theOne(initiative);
    return judgements.newest(rollout.model()).orElseThrow(() -> noStage(rollout));
  }

  /** How the newest candidate of the initiative was judged last; nothing before its first look. */
  public Optional<Verdict> lastVerdict(String initiative) {
    return table
        .newest(initiative)
        .flatMap(rollout -> judgements.newest(rollout.model()))
        .map(StageVerdict::stage);
  }

  private Instant extend(String initiative, String by, String comment) {
    var rollout = theOne(initiative);
    var run = openStage(rollout);
    var until = now().plus(properties.run(java.time.Duration.ofDays(properties.extension())));
    table.extend(run.id(), until);
    ledger.record(
        initiative,
        by,
        "stage-extended",
        rollout.model(),
        details("stage", run.stage().label(), "until", until.toString(), "comment", comment));
    return until;
  }

  /** The end of this candidate, with a reason; the process withdraws it next. */
  private void giveUp(String initiative, String by, String comment) {
    var why = Refusal.unlessGiven(
        comment, "comment", "Please say why the candidate is given up: the reason is kept.");
    var rollout = theOne(initiative);
    ledger.record(
        initiative,
        by,
        "candidate-given-up",
        rollout.model(),
        Map.of("candidate", rollout.candidate(), "reason", why));
  }

  /**
   * Lets the candidate go on from the stage its traffic is at now. A quarantined version never goes
   * on.
   */
  private void resume(String initiative, String by, String comment) {
    var route = routes.get(theOne(initiative).model());
    var rollout = theOne(initiative);
    Refusal.unless(
        models.approved(rollout.model(), rollout.candidate()),
        "stepBackDecision",
        "Version " + rollout.candidate()
            + " stepped back twice and is quarantined. Try another approved version, or give up.");
    if (rollout.state() == RolloutState.RUNNING) return;
    // A new generation even where nothing moves: whoever moves the traffic meanwhile makes this
    // decision stale, and is not overlooked.
    routes.change(
        rollout.candidate().equals(route.candidate())
            ? route.again()
            : candidate(route, rollout.candidate()),
        by,
        "Candidate " + rollout.candidate() + " goes on.");
    table.move(rollout.id(), RolloutState.RUNNING, rollout.stepBacks(), null);
    ledger.record(
        initiative,
        by,
        "rollout-resumed",
        rollout.model(),
        details("candidate", rollout.candidate(), "comment", comment));
  }

  /** Gives this candidate up and begins with another approved version. */
  private void tryOther(String initiative, String version, String by) {
    var rollout = theOne(initiative);
    var other = Refusal.unlessGiven(version, "otherVersion", "Please name the other version.");
    var known = models
        .find(rollout.model(), other)
        .orElseThrow(() -> new Refusal(
            "otherVersion",
            "Model " + rollout.model() + " has no version “" + other + "”. Known are "
                + names(models.versions(rollout.model())) + "."));
    Refusal.unless(
        !other.equals(rollout.candidate()),
        "otherVersion",
        "Version " + other + " is the one that was moved back. Resume it, or name another.");
    Refusal.unless(
        models.approved(rollout.model(), other),
        "otherVersion",
        "Version " + other + " is " + known.state().label()
            + " and must not serve. Have it approved first, or name another.");
    Refusal.unless(
        known.state() != VersionState.LIVE,
        "otherVersion",
        "Version " + other + " serves already.");
    reject(rollout, by, "Version " + other + " is tried instead.");
    models.reconsider(rollout.model(), other, by);
    begin(initiative, known);
  }

  /** What people read before they decide about the rollout. */
  public Facts facts(String initiative) {
    var facts = Facts.about();
    freezes.current().ifPresent(freeze -> facts.line(freeze.sentence()));
    var rollout = table.newest(initiative);
    if (rollout.isEmpty()) return facts;
    var route = routes.get(rollout.get().model());
    facts
        .line("Model", rollout.get().model())
        .line("Candidate", rollout.get().candidate())
        .line("Stable version", route.stable())
        .line(
            "Traffic on the candidate",
            route.onFallback() ? "none, the fallback answers" : route.percent() + " %")
        .line("Moved back by the numbers", times(rollout.get().stepBacks()));
    if (!models.approved(rollout.get().model(), rollout.get().candidate()))
      facts.line("The candidate is quarantined and cannot go on.");
    table.ways(rollout.get().model()).stream()
        .findFirst()
        .ifPresent(way -> facts.line("Last way back", way.by() + ": " + way.reason()));
    judgements.newest(rollout.get().model()).ifPresent(verdict -> {
      facts.line(
          "Verdict",
          verdict.metrics().isEmpty() ? verdict.stage() + ". " + verdict.why() : verdict.stage());
      verdict
          .metrics()
          .forEach(metric ->
              facts.line(metric.signal().label(), metric.verdict().words() + ". " + metric.why()));
    });
    return facts;
  }

  private static String times(int count) {
    if (count == 0) return "never";
    return count == 1 ? "once" : count + " times";
  }

  /** The stage under way of the initiative. */
  Optional<StageRun> current(String initiative) {
    return running(initiative)
        .flatMap(rollout -> table.stages(rollout.id()).stream().findFirst())
        .filter(StageRun::open);
  }

  private Optional<Rollout> running(String initiative) {
    return table.newest(initiative).filter(rollout -> !rollout.state().ended());
  }

  private Rollout theOne(String initiative) {
    return running(initiative)
        .orElseThrow(
            () -> new Refusal("initiative", "No rollout of " + initiative + " is under way."));
  }

  private StageRun openStage(Rollout rollout) {
    return table.stages(rollout.id()).stream()
        .findFirst()
        .filter(StageRun::open)
        .orElseThrow(() -> noStage(rollout));
  }

  private static Refusal noStage(Rollout rollout) {
    return new Refusal("stage", "No stage of " + rollout.model() + " is under way.");
  }

  /**
   * Begins with the newest approved version; a stable version that an operator took off the air
   * stays off.
   */
  private Rollout start(String initiative) {
    var rollout = begin(initiative, newestApproved(initiative));
    var route = routes.get(rollout.model());
    if (route.onFallback()
        && table.ways(rollout.model()).stream()
            .findFirst()
            .filter(way -> !way.cause().automatic())
            .isPresent()) {
      routes.change(
          route.besideFallback(),
          SYSTEM,
          "An operator took " + route.stable()
              + " off the air: the fallback stays beside the candidate.");
    }
    return rollout;
  }

  private Rollout begin(String initiative, ModelVersion candidate) {
    models.requireApproved(candidate.model(), candidate.version());
    table
        .running(candidate.model())
        .filter(other -> !other.initiative().equals(initiative))
        .ifPresent(other -> {
          throw new Refusal(
              "model",
              "A rollout of " + candidate.model() + " is under way for " + other.initiative()
                  + ". It has to end first.");
        });
    var live = models.live(candidate.model()).map(ModelVersion::version).orElse(null);
    var route = routes.open(candidate.model(), initiative, live, null, SYSTEM);
    if (!candidate.version().equals(route.candidate()) || route.share() > 0) {
      route = routes.change(
          candidate(route, candidate.version()),
          SYSTEM,
          "Rollout of " + candidate.version() + " begins.");
    }
    var known = initiatives.find(initiative);
    var tier = known.map(about -> about.riskTier()).orElse(RiskTier.HIGH);
    var charter = charters.of(initiative);
    table.start(new Rollout(
        0,
        candidate.model(),
        initiative,
        candidate.version(),
        route.stable(),
        RolloutState.RUNNING,
        0,
        tier == null ? RiskTier.HIGH : tier,
        charter.map(agreed -> agreed.latencyLimitMs()).orElse(null),
        charter.map(Stages::costOfOne).orElse(null),
        charter
            .map(agreed ->
                agreed.baseline() == null ? null : agreed.baseline().qualityPercent() / 100)
            .orElse(null),
        now(),
        null));
    ledger.record(
        initiative,
        SYSTEM,
        "rollout-begun",
        candidate.model(),
        details("candidate", candidate.version(), "stable", route.stable()));
    return theOne(initiative);
  }

  /**
   * What one prediction may cost when the monthly limit is spread over the volume production has to
   * carry.
   */
  private static Double costOfOne(io.pilotage.charter.Charter charter) {
    if (charter.costLimitPerMonth() == null
        || charter.targetVolumePerDay() == null
        || !(charter.targetVolumePerDay() > 0)) return null;
    return charter.costLimitPerMonth() / (charter.targetVolumePerDay() * 365 / 12);
  }

  /** The route with this candidate and no traffic on it; on the fallback it stays there. */
  private static Route candidate(Route route, String version) {
    return route.withCandidate(version);
  }

  private ModelVersion newestApproved(String initiative) {
    var model = initiatives.get(initiative).model();
    Refusal.unless(
        model != null,
        "model",
        "Initiative " + initiative + " has not named its model. The productionize phase does.");
    var waiting = models.versions(model).stream()
        .filter(version -> version.state() == VersionState.APPROVED)
        .toList();
    var named = routes
        .find(model)
        .map(Route::candidate)
        .flatMap(name ->
            waiting.stream().filter(version -> version.version().equals(name)).findFirst());
    return named.isPresent()
        ? named.get()
        : waiting.stream()
            .max(Comparator.comparing(ModelVersion::registeredAt))
            .orElseThrow(() -> new Refusal(
                "version",
                "No approved version of " + model
                    + " waits for its rollout. Register and approve one."));
  }

  /**
   * A stage that is open already: the route either is there, or somebody moved it and the stage is
   * about to be told.
   */
  private Stage repeated(Rollout rollout, StageRun open, Route route) {
    Refusal.unless(
        route.share() == open.stage().share()
            && route.inShadow() == (open.stage() == Stage.SHADOW)
            && !route.onFallback(),
        "stage",
        "The traffic of " + rollout.model() + " is not where stage "
            + open.stage().label() + " left it. Nothing is moved up until somebody decided.");
    return open.stage();
  }

  /** The one stage that may be opened now; a route that stands elsewhere is never jumped over. */
  private Stage next(Rollout rollout, List<StageRun> runs, Route route) {
    Refusal.unless(
        rollout.candidate().equals(route.candidate()),
        "candidate",
        "The route of " + rollout.model() + " has another candidate than " + rollout.candidate()
            + ".");
    var passed = !runs.isEmpty()
        && runs.get(0).passed()
        && runs.get(0).stage().share() == route.share()
        && !route.onFallback();
    var stage = passed ? after(rollout, runs.get(0).stage()) : at(route);
    var below = stage.previous().map(Stage::share).orElse(0);
    Refusal.unless(
        route.share() == stage.share() || route.share() == below,
        "stage",
        "Stage " + stage.label() + " follows on " + below / 100 + " %, but the candidate of "
            + rollout.model() + " has " + route.percent() + " %. Nothing is skipped.");
    return stage;
  }

  private static Stage after(Rollout rollout, Stage passed) {
    return passed
        .next()
        .orElseThrow(() -> new Refusal(
            "stage", "The candidate of " + rollout.model() + " has all of the traffic already."));
  }

  /**
   * The stage the traffic is at; where there is none the first one, which is the shadow when both
   * versions can answer.
   */
  private Stage at(Route route) {
    if (route.share() == 0 && route.stable() != null && properties.beginsInShadow(route.model()))
      return Stage.SHADOW;
    for (var stage : Stage.values())
      if (stage != Stage.SHADOW && stage.share() == route.share()) return stage;
    return Stage.CANARY;
  }

  /**
   * A gate that opened after this stage's soak and let it pass, and that no later round took back.
   */
  private boolean signed(String initiative, StageRun run) {
    return gates.of(initiative).stream()
        .filter(gate -> gate.phase() == Phase.ROLLOUT)
        .max(Comparator.comparing(GateRecord::round))
        .filter(gate -> gate.decision() != null
            && gate.decision().passes()
            && !gate.openedAt().isBefore(run.soakUntil()))
        .isPresent();
  }

  private boolean deserved(Rollout rollout, Route route) {
    var last = table.stages(rollout.id()).stream().findFirst();
    return rollout.state() == RolloutState.RUNNING
        && last.filter(run -> run.passed() && run.stage() == Stage.FULL).isPresent()
        && rollout.candidate().equals(route.candidate())
        && route.share() == Route.ALL
        && !route.onFallback()
        && route.confirmed();
  }

  private void reject(Rollout rollout, String by, String reason) {
    var route = routes.get(rollout.model());
    if (rollout.candidate().equals(route.candidate()))
      routes.change(route.withoutCandidate(), by, reason);
    table.move(rollout.id(), RolloutState.REJECTED, rollout.stepBacks(), now());
    models.reject(rollout.model(), rollout.candidate(), by);
    ledger.record(
        rollout.initiative(),
        by,
        "candidate-rejected",
        rollout.model(),
        Map.of("candidate", rollout.candidate(), "reason", reason));
  }

  private static String names(List<ModelVersion> versions) {
    return String.join(", ", versions.stream().map(ModelVersion::version).toList());
  }

  private static Map<String, Object> details(Object... pairs) {
    var details = new HashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2)
      if (pairs[i + 1] != null) details.put((String) pairs[i], pairs[i + 1]);
    return details;
  }

  private Instant now() {
    return clock.instant();
  }
}
