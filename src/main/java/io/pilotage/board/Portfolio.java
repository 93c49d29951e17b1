package io.pilotage.board;

import io.pilotage.board.InitiativeView.CriterionView;
import io.pilotage.board.InitiativeView.GateView;
import io.pilotage.board.InitiativeView.LinkView;
import io.pilotage.board.InitiativeView.SignOffView;
import io.pilotage.board.InitiativeView.WaitingFor;
import io.pilotage.board.InitiativeView.WaiverView;
import io.pilotage.engine.OpenTask;
import io.pilotage.engine.Processes;
import io.pilotage.engine.StuckStep;
import io.pilotage.gate.Criterion;
import io.pilotage.gate.GateRecord;
import io.pilotage.gate.Gates;
import io.pilotage.initiative.Initiative;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Link;
import io.pilotage.initiative.Links;
import io.pilotage.initiative.Phase;
import io.pilotage.initiative.Plans;
import io.pilotage.rollout.ModelView;
import io.pilotage.rollout.Rollouts;
import io.pilotage.rollout.WaitingVersion;
import io.pilotage.standstill.Standstills;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts together where every initiative stands: the phase from the running processes, the facts from
 * the tables.
 */
@Component
class Portfolio {

  private final Initiatives initiatives;
  private final Processes processes;
  private final Gates gates;
  private final Rollouts rollouts;
  private final Routes routes;
  private final Plans plans;
  private final Links links;
  private final Standstills standstills;
  private final Clock clock;

  Portfolio(
      Initiatives initiatives,
      Processes processes,
      Gates gates,
      Rollouts rollouts,
      Routes routes,
      Plans plans,
      Links links,
      Standstills standstills,
      Clock clock) {
    this.initiatives = initiatives;
    this.processes = processes;
    this.gates = gates;
    this.rollouts = rollouts;
    this.routes = routes;
    this.plans = plans;
    this.links = links;
    this.standstills = standstills;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public List<InitiativeView> all() {
    var waiting = processes.openTasks().stream()
        .filter(task -> task.initiative() != null)
        .collect(Collectors.groupingBy(OpenTask::initiative));
    var all = initiatives.all();
    var titles = all.stream().collect(Collectors.toMap(Initiative::key, Initiative::title));
    var models =
        rollouts.views().stream().collect(Collectors.toMap(ModelView::model, model -> model));
    var known = new Known(
        processes.running(),
        waiting,
        plans.all(),
        rollouts.inProduction(),
        links.all(),
        titles,
        gates.all(),
        models,
        standstills.all());
    return all.stream().map(initiative -> view(initiative, known)).toList();
  }

  @Transactional(readOnly = true)
  public InitiativeView one(String key) {
    var initiative = initiatives.get(key);
    var waiting = processes.openTasks().stream()
        .filter(task -> key.equals(task.initiative()))
        .toList();
    var linked = links.of(key);
    var titles = linked.stream()
        .flatMap(link -> Stream.of(link.parent(), link.child()))
        .distinct()
        .collect(
            Collectors.toMap(other -> other, other -> initiatives.get(other).title()));
    var models = Stream.ofNullable(initiative.model())
        .filter(model -> routes.find(model).isPresent())
        .collect(Collectors.toMap(model -> model, rollouts::view));
    return view(
        initiative,
        new Known(
            processes.running(),
            Map.of(key, waiting),
            Map.of(key, plans.of(key)),
            rollouts.inProduction(),
            linked,
            titles,
            Map.of(key, gates.of(key)),
            models,
            standstills.of(key)));
  }

  private InitiativeView view(Initiative initiative, Known known) {
    var now = clock.instant();
    var key = initiative.key();
    var phase = initiative.ended() ? "ended" : phase(known.running().getOrDefault(key, List.of()));
    var tasks = known.waiting().getOrDefault(key, List.of()).stream()
        .map(task -> waitingFor(task, now))
        .toList();
    var rounds = known.gates().getOrDefault(key, List.of());
    var since = known.production().get(key);
    var plan =
        new Plan(initiative, rounds, known.planned().getOrDefault(key, Map.of()), since, now);
    var asks = known.running().getOrDefault(key, List.of()).contains("sign-off-gate");
    var shown = newestRounds(rounds, asks, LocalDate.ofInstant(now, ZoneOffset.UTC));
    return new InitiativeView(
        key,
        initiative.title(),
        phase,
        health(initiative, phase, tasks, shown, known),
        lower(initiative.riskTier()),
        initiative.model(),
        initiative.sponsor(),
        initiative.startedAt(),
        initiative.endedAt(),
        lower(initiative.outcome()),
        since,
        tasks,
        shown,
        plan.phases(),
        plan.daysLate(),
        plan.stall(tasks),
        known.linksOf(key),
        known.stuckAt(key),
        known.versionsOf(initiative));
  }

  /** What was read once for all initiatives that are shown. */
  private record Known(
      Map<String, List<String>> running,
      Map<String, List<OpenTask>> waiting,
      Map<String, Map<Phase, Instant>> planned,
      Map<String, Instant> production,
      List<Link> links,
      Map<String, String> titles,
      Map<String, List<GateRecord>> gates,
      Map<String, ModelView> models,
      List<StuckStep> stuck) {

    List<StuckStep> stuckAt(String key) {
      return stuck.stream().filter(step -> key.equals(step.initiative())).toList();
    }

    List<WaitingVersion> versionsOf(Initiative initiative) {
      return Stream.ofNullable(models.get(initiative.model()))
          .flatMap(model -> model.waiting().stream())
          .filter(version -> version.initiative().equals(initiative.key()))
          .toList();
    }

    List<LinkView> linksOf(String key) {
      return links.stream()
          .filter(link -> link.child().equals(key) || link.parent().equals(key))
          .map(link -> link(link, link.child().equals(key)))
          .toList();
    }

    private LinkView link(Link link, boolean up) {
      var other = up ? link.parent() : link.child();
      return new LinkView(
          other,
          titles.get(other),
          up ? "parent" : "child",
          lower(link.kind()),
          link.scope(),
          link.warning(),
          link.at());
    }
  }

  /**
   * The furthest phase that runs: a retraining rolls out again while its initiative stays in
   * operation.
   */
  private static String phase(List<String> running) {
    return Arrays.stream(Phase.values())
        .filter(phase -> running.contains(phase.process()))
        .reduce((first, second) -> second)
        .map(Phase::label)
        .orElse(running.isEmpty() ? "ended" : Phase.DEFINE.label());
  }

  /** How many initiatives there are, how many came to full traffic, and what held the others up. */
  static Summary summary(List<InitiativeView> all) {
    var reached = all.stream().filter(Portfolio::reachedProduction).count();
    var reasons = all.stream()
        .flatMap(initiative -> initiative.stall().reasons().stream())
        .collect(Collectors.groupingBy(
            InitiativeView.Reason::reason, TreeMap::new, Collectors.counting()));
    return new Summary(
        all.size(),
        all.stream().filter(initiative -> !"ended".equals(initiative.phase())).count(),
        reached,
        all.isEmpty() ? null : (double) reached / all.size(),
        all.stream().filter(initiative -> initiative.daysLate() > 0).count(),
        all.stream().filter(initiative -> initiative.stall().stalled()).count(),
        reasons);
  }

  private static boolean reachedProduction(InitiativeView initiative) {
    return initiative.productionSince() != null
        || "operate".equals(initiative.phase())
        || "completed".equals(initiative.outcome());
  }

  /** The portfolio in figures; the share is missing while there is no initiative. */
  record Summary(
      long initiatives,
      long underWay,
      long reachedProduction,
      Double shareReachedProduction,
      long late,
      long stalled,
      Map<String, Long> stallReasons) {}

  private static String health(
      Initiative initiative,
      String phase,
      List<WaitingFor> tasks,
      List<GateView> shown,
      Known known) {
    if ("ended".equals(phase)) return "ended";
    if (initiative.model() != null
        && known.models().containsKey(initiative.model())
        && suffers(known.models().get(initiative.model()))) return "unhealthy";
    var expired =
        shown.stream().anyMatch(gate -> gate.waiver() != null && gate.waiver().expired());
    return expired
            || !known.stuckAt(initiative.key()).isEmpty()
            || tasks.stream().anyMatch(WaitingFor::late)
        ? "attention"
        : "healthy";
  }

  /** What a verdict said before the traffic changed is over. */
  private static boolean suffers(ModelView model) {
    return model.onFallback()
        || model.verdict() != null
            && model.verdict().current()
            && model.verdict().stage() == Verdict.UNHEALTHY;
  }

  private static WaitingFor waitingFor(OpenTask task, Instant now) {
    return new WaitingFor(
        task.task(),
        task.name(),
        task.group(),
        task.assignee(),
        task.since(),
        task.due(),
        task.due() != null && task.due().isBefore(now));
  }

  /**
   * The newest round of each phase. Only the last one of all can still be open, and only while its
   * process asks for signatures: traffic that moves back, and a withdrawal, end a gate undecided.
   */
  private static List<GateView> newestRounds(
      List<GateRecord> records, boolean asks, LocalDate today) {
    var last = records.stream()
        .max(Comparator.comparing(GateRecord::openedAt))
        .filter(record -> asks)
        .orElse(null);
    var newest = records.stream()
        .collect(Collectors.toMap(
            GateRecord::phase,
            record -> record,
            (one, other) -> one.round() > other.round() ? one : other));
    return new ArrayList<>(newest.values())
        .stream()
            .sorted(Comparator.comparing(GateRecord::phase))
            .map(record -> gate(record, record == last, today))
            .toList();
  }

  private static GateView gate(GateRecord record, boolean open, LocalDate today) {
    var signOffs = record.signOffs().stream()
        .map(sign -> new SignOffView(
            sign.role(), lower(sign.decision()), sign.by(), sign.at(), sign.comment()))
        .toList();
    var criteria = record.criteria().stream()
        .map(criterion ->
            new CriterionView(criterion.name(), lower(criterion.effect()), criterion.fact()))
        .toList();
    var decision = record.decision() == null && !open ? "called-off" : lower(record.decision());
    return new GateView(
        record.phase().label(),
        record.round(),
        decision,
        record.why(),
        record.openedAt(),
        record.decidedAt(),
        signOffs,
        criteria,
        waiver(record, today));
  }

  private static WaiverView waiver(GateRecord record, LocalDate today) {
    var waiver = record.waiver();
    return waiver == null
        ? null
        : new WaiverView(
            waiver.approver(),
            waiver.reason(),
            waiver.until(),
            waiver.until().isBefore(today),
            record.blocks().stream().map(Criterion::name).toList());
  }

  static String lower(Enum<?> constant) {
    return constant == null ? null : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
