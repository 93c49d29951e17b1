package io.pilotage.rollout;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GatePage;
import io.pilotage.gate.Rule;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.RouteChanged;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.MetricVerdict;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What whoever signs the last stage has to see. Reads the tables, because the stages themselves
 * depend on the gate that asks here.
 */
@Component
@Order(7)
class RolloutGate implements GatePage {

  /** The most a candidate may have after each share, in basis points: 5, 25, 75 and 100 percent. */
  private static final List<Integer> STAGES = List.of(500, 2_500, 7_500, Route.ALL);

  private final RolloutTable table;
  private final JudgementTable judgements;
  private final Initiatives initiatives;
  private final Routes routes;

  RolloutGate(
      RolloutTable table, JudgementTable judgements, Initiatives initiatives, Routes routes) {
    this.table = table;
    this.judgements = judgements;
    this.initiatives = initiatives;
    this.routes = routes;
  }

  @Override
  public Phase phase() {
    return Phase.ROLLOUT;
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        rule("No stage skipped", this::noStageSkipped),
        rule("Stage healthy", this::stageHealthy).moving(),
        rule("Metrics well inside their limits", this::metricsWellInsideTheirLimits)
            .moving(),
        mistake("no staged rollout", this::noStagedRollout));
  }

  /** R60: every stage before the last one was run and passed. */
  Finding noStageSkipped(String initiative) {
    var runs = stages(initiative);
    if (runs.isEmpty()) return Finding.block("No stage was run.");
    var newest = runs.get(0).stage();
    var missing = newest
        .previous()
        .filter(before -> runs.stream().noneMatch(run -> run.stage() == before && run.passed()));
    return missing.isPresent()
        ? Finding.block("Stage " + missing.get().label() + " has not passed.")
        : Finding.pass("Every stage before " + newest.label() + " was run and passed.");
  }

  /** R62: the numbers of the stage are healthy over its whole soak. */
  Finding stageHealthy(String initiative) {
    var stage = stages(initiative).stream().findFirst().filter(StageRun::open);
    if (stage.isEmpty()) return Finding.block("No stage is under way.");
    var label = "Stage " + stage.get().stage().label();
    var judged = newestVerdict(initiative);
    if (judged.isEmpty()) return Finding.block(label + " has not been judged.");
    var verdict = judged.get();
    var fact = label + " (" + stage.get().stage().percent() + " %) is " + verdict.stage() + ": "
        + verdict.why();
    return verdict.stage() == Verdict.HEALTHY ? Finding.pass(fact) : Finding.block(fact);
  }

  /**
   * Names the metrics that keep their limit only just, so that whoever signs signs for them too.
   */
  Finding metricsWellInsideTheirLimits(String initiative) {
    var close = newestVerdict(initiative).stream()
        .flatMap(verdict -> verdict.metrics().stream())
        .filter(metric -> metric.verdict() == MetricVerdict.WARN)
        .map(metric -> metric.signal().label() + ": " + metric.why())
        .collect(Collectors.joining(" "));
    return close.isEmpty() ? Finding.pass("No metric is close to its limit.") : Finding.warn(close);
  }

  /** R82: all traffic at once, read from every change the route ever had, whoever made it. */
  Finding noStagedRollout(String initiative) {
    var model = initiatives.get(initiative).model();
    if (model == null || routes.find(model).isEmpty())
      return Finding.block("No route was opened, so no share of traffic can be kept small.");
    var history = routes.history(model);
    return history.stream()
        .filter(RolloutGate::skips)
        .findFirst()
        .map(change -> Finding.block("On " + change.at() + " " + change.after().candidate()
            + " went from " + change.before().percent() + " to "
            + change.after().percent() + " % at once, by " + change.by() + "."))
        .orElseGet(() -> Finding.pass("Every candidate of " + model + " rose stage by stage, in "
            + history.size() + " changes."));
  }

  private static boolean skips(RouteChanged change) {
    if (change.before() == null || change.after().candidate() == null) return false;
    var from = change.after().candidate().equals(change.before().candidate())
        ? change.before().share()
        : 0;
    return change.after().share()
        > STAGES.stream().filter(stage -> stage > from).findFirst().orElse(Route.ALL);
  }

  /** The stages of the newest rollout, the newest first. */
  private List<StageRun> stages(String initiative) {
    return table.newest(initiative).map(rollout -> table.stages(rollout.id())).orElse(List.of());
  }

  private Optional<StageVerdict> newestVerdict(String initiative) {
    return table.newest(initiative).flatMap(rollout -> judgements.newest(rollout.model()));
  }
}
