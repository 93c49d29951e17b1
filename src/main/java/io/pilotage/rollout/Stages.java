package io.pilotage.rollout;

import static io.pilotage.audit.Ledger.details;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Facts;
import io.pilotage.engine.NotYet;
import io.pilotage.engine.Refusal;
import io.pilotage.gate.GateRecord;
import io.pilotage.gate.Gates;
import io.pilotage.identity.Groups;
import io.pilotage.initiative.Phase;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
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
  private final Candidates candidates;
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
      Candidates candidates,
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
    this.candidates = candidates;
    this.gates = gates;
    this.notices = notices;
    this.ledger = ledger;
    this.properties = properties;
    this.freezes = freezes;
    this.clock = clock;
  }

  /** Gives the candidate the share of the next stage and answers that stage. */
  @Transactional
  public Stage shift(String initiative, String version) {
    var route = routes.get(theOne(initiative, version).model());
    var rollout = theOne(initiative, version);
    rollout.mustRun();
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
    table.open(plan.of(rollout.id(), rollout.agreed().riskTier(), stage, now()));
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
  public Instant confirm(String initiative, String version) {
    var rollout = theOne(initiative, version);
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
    var plan = run.plan();
    table.soak(run.id(), from, from.plus(plan.shortest()), from.plus(plan.longest()));
    return from.plus(plan.shortest());
  }

  /** Asks monitoring what a look at the stage, later in the same thread, will need. */
  public void askAhead(String initiative) {
    table.newest(initiative).ifPresent(rollout -> judge.askAhead(List.of(rollout.model())));
  }

  /** Judges the stage under way and keeps the verdict. */
  @Transactional
  public StageVerdict evaluate(String initiative, String version) {
    return evaluate(theOne(initiative, version));
  }

  private StageVerdict evaluate(Rollout rollout) {
    return judge.judge(List.of(rollout.model())).get(rollout.model());
  }

  /** What an unclear stage waits for. */
  public WaitsFor waitsFor(String initiative, String version, StageVerdict verdict) {
    var rollout = theOne(initiative, version);
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
  public void seal(String initiative, String version) {
    var rollout = theOne(initiative, version);
    var run = table.stages(rollout.id()).stream().findFirst().orElseThrow(() -> noStage(rollout));
    if (run.passed()) return;
    var passed = rollout.passStage(run, now());
    Refusal.unless(
        signed(initiative, run),
        "gateDecision",
        "Stage " + run.stage().label() + " of " + rollout.model()
            + " has no signed gate. It is signed after its soak.");
    var verdict = evaluate(rollout);
    if (verdict.stage() != Verdict.HEALTHY) throw new VerdictOutdated(verdict.why());
    if (!table.end(passed)) throw RolloutTable.movedMeanwhile(rollout);
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
  public void promote(String initiative, String version) {
    var rollout = table
        .newest(initiative, version)
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
    table.move(rollout, rollout.promote(now()));
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

  /** A person's answer about an unclear stage; answers when the stage is looked at again. */
  @Transactional
  public Instant decide(
      String initiative, String version, StageDecision decision, String by, String comment) {
    if (decision == StageDecision.EXTEND) return extend(theOne(initiative, version), by, comment);
    candidates.giveUp(initiative, version, by, comment);
    return now();
  }

  /** The newest verdict on the model of the initiative. */
  public StageVerdict latest(String initiative, String version) {
    var rollout = theOne(initiative, version);
    return judgements.newest(rollout.model()).orElseThrow(() -> noStage(rollout));
  }

  /** How the candidate was judged last; nothing before its first look. */
  public Optional<Verdict> lastVerdict(String initiative, String version) {
    return table
        .newest(initiative, version)
        .flatMap(rollout -> judgements.newest(rollout.model()))
        .map(StageVerdict::stage);
  }

  private Instant extend(Rollout rollout, String by, String comment) {
    var run = openStage(rollout);
    var until = now().plus(properties.run(java.time.Duration.ofDays(properties.extension())));
    table.extend(run.id(), until);
    ledger.record(
        rollout.initiative(),
        by,
        "stage-extended",
        rollout.model(),
        details("stage", run.stage().label(), "until", until.toString(), "comment", comment));
    return until;
  }

  /** What people read before they decide about the rollout. */
  public Facts facts(String initiative, String version) {
    var facts = Facts.about();
    freezes.current().ifPresent(freeze -> facts.line(freeze.sentence()));
    var rollout = table.newest(initiative, version);
    if (rollout.isEmpty()) return facts;
    var route = routes.get(rollout.get().model());
    facts
        .line("Model", rollout.get().model())
        .line("Candidate", rollout.get().candidate())
        .line("Stable version", route.stable())
        .line(
            "Traffic on the candidate",
            route.onFallback() ? "none, the fallback answers" : route.percent() + " %")
        .line("Stepped back by itself", times(rollout.get().stepBacks()));
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

  /** The stage of the candidate that is under way. */
  Optional<StageRun> current(String initiative, String version) {
    return running(initiative, version)
        .flatMap(rollout -> table.stages(rollout.id()).stream().findFirst())
        .filter(StageRun::open);
  }

  private Optional<Rollout> running(String initiative, String version) {
    return table.newest(initiative, version).filter(rollout -> !rollout.state().ended());
  }

  private Rollout theOne(String initiative, String version) {
    return running(initiative, version).orElseThrow(() -> noRollout(initiative, version));
  }

  static Refusal noRollout(String initiative, String version) {
    return new Refusal(
        "initiative",
        "No rollout of " + (version == null ? "" : version + " of ") + initiative
            + " is under way.");
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

  private Instant now() {
    return clock.instant();
  }
}
