package io.pilotage.experiment;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GatePage;
import io.pilotage.gate.GateProgress;
import io.pilotage.gate.Rule;
import io.pilotage.initiative.Phase;
import java.time.Clock;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What a proof of concept has to prove, in time, within budget and where production will be. */
@Component
@Order(5)
class PocGate implements GatePage {

  private final Experiments experiments;
  private final Concepts concepts;
  private final GateProgress progress;
  private final ExperimentProperties limits;
  private final Clock clock;

  PocGate(
      Experiments experiments,
      Concepts concepts,
      GateProgress progress,
      ExperimentProperties limits,
      Clock clock) {
    this.experiments = experiments;
    this.concepts = concepts;
    this.progress = progress;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.POC;
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        rule("Baseline recorded first", this::baselineRecordedFirst),
        rule("Candidate beats the baseline", this::candidateBeatsTheBaseline),
        rule("Experiments recorded weekly", this::experimentsRecordedWeekly).moving(),
        rule("Within the time box", this::withinTheTimeBox),
        rule("Within the budget", this::withinTheBudget).moving(),
        rule("Pilot ran like production", this::pilotRanLikeProduction),
        rule("Report names what it hides", this::reportNamesWhatItHides),
        rule("Business impact known", this::businessImpactKnown),
        mistake("over-engineered POC", this::overEngineeredPoc));
  }

  /** R40: the first entry of the log is a simple solution. */
  Finding baselineRecordedFirst(String initiative) {
    var log = experiments.of(initiative);
    if (log.isEmpty()) return Finding.block("The log of experiments is empty.");
    var first = log.get(0);
    if (first.complexity() != Complexity.BASELINE)
      return Finding.block("The first record is no baseline: " + first.hypothesis());
    return Finding.pass("Baseline of " + Wording.day(first.recordedAt()) + ": " + first.hypothesis()
        + ", " + Wording.percent(first.figures().accuracy()) + ".");
  }

  /**
   * R40: a complex solution earns its complexity; a simple one that is chosen has nothing to beat.
   */
  Finding candidateBeatsTheBaseline(String initiative) {
    var chosen = experiments.chosen(initiative);
    if (chosen.isEmpty()) return Finding.block("No candidate was found.");
    var baseline = experiments.baseline(initiative);
    if (baseline.isEmpty()) return Finding.block("There is no baseline to beat.");
    var fact = "“" + chosen.get().hypothesis() + "” reaches "
        + Wording.percent(chosen.get().figures().accuracy()) + ", the baseline "
        + Wording.percent(baseline.get().figures().accuracy());
    if (chosen.get().complexity() == Complexity.BASELINE)
      return Finding.pass(fact + "; the simple solution was chosen.");
    return chosen.get().beats(baseline.get())
        ? Finding.pass(fact + ".")
        : Finding.block(fact + ": complexity without gain.");
  }

  /** R41: a gap of more than a week between records warns. */
  Finding experimentsRecordedWeekly(String initiative) {
    if (experiments.of(initiative).size() < 2)
      return Finding.warn("Fewer than two experiments are recorded.");
    var gap = experiments.longestGap(initiative);
    return gap.compareTo(limits.recordEvery()) <= 0
        ? Finding.pass("The longest gap between records is " + Wording.time(gap) + ".")
        : Finding.warn("For " + Wording.time(gap) + " nothing was recorded.");
  }

  /** R42: planned time over warns, the most that was agreed to over blocks. */
  Finding withinTheTimeBox(String initiative) {
    var opened = concepts.box(initiative);
    if (opened.isEmpty()) return Finding.block("No time box was opened.");
    var box = opened.get();
    var ended = progress.openSince(initiative, Phase.POC).orElseGet(clock::instant);
    if (ended.isAfter(box.until()))
      return Finding.block("The time was over on " + Wording.day(box.until()) + ".");
    if (ended.isAfter(box.plannedUntil()))
      return Finding.warn("The planned time was over on " + Wording.day(box.plannedUntil())
          + "; agreed is " + Wording.day(box.until()) + ".");
    return Finding.pass("Within the time planned until " + Wording.day(box.plannedUntil()) + ".");
  }

  /** R42: close to the ceiling warns, above it blocks. */
  Finding withinTheBudget(String initiative) {
    var box = concepts.box(initiative);
    if (box.isEmpty()) return Finding.block("No budget was set.");
    var ceiling = box.get().budgetCeiling();
    var spent = experiments.spent(initiative);
    var fact = Wording.money(spent) + " of " + Wording.money(ceiling) + " are spent.";
    if (!(spent <= ceiling)) return Finding.block(fact);
    return spent >= ceiling * limits.budgetWarning() ? Finding.warn(fact) : Finding.pass(fact);
  }

  /**
   * R43: same runtime, inside the network, watched, sovereign; and nothing built that only the
   * pilot needs.
   */
  Finding pilotRanLikeProduction(String initiative) {
    var checked = concepts.infrastructure(initiative);
    if (checked.isEmpty()) return Finding.block("Nobody has checked where and how the pilot ran.");
    var found = checked.get();
    if (!found.gaps().isEmpty())
      return Finding.block(
          "Not as in production: " + String.join("; ", found.gaps()) + ". " + found.remark());
    if (found.builtForPilot())
      return Finding.warn("Production infrastructure was built for the pilot: " + found.remark());
    return Finding.pass(
        "Same runtime, inside the network, watched, sovereign, nothing gold-plated.");
  }

  /** R44: the report says what its figures hide and how the candidate fails. */
  Finding reportNamesWhatItHides(String initiative) {
    return concepts
        .report(initiative)
        .map(report -> Finding.pass("Hidden by clean data: " + report.cleanData()
            + ". Failure modes: " + report.failureModes()))
        .orElseGet(() -> Finding.block("There is no report."));
  }

  /** R45: a number of money or time a year; accuracy alone never passes. */
  Finding businessImpactKnown(String initiative) {
    var impact = concepts.report(initiative).map(Report::yearlyImpact);
    if (impact.isEmpty())
      return Finding.block(experiments
          .chosen(initiative)
          .map(chosen -> "The candidate is " + Wording.percent(chosen.figures().accuracy())
              + " accurate, but nobody says what that is worth.")
          .orElse("Nobody says what it is worth."));
    return impact.get() > 0
        ? Finding.pass("Worth " + Wording.money(impact.get()) + " a year.")
        : Finding.block("Worth " + Wording.money(impact.get()) + " a year: that is no gain.");
  }

  /**
   * R82: a proof that builds a platform instead of an answer: complexity without gain, or
   * infrastructure only the pilot needs.
   */
  Finding overEngineeredPoc(String initiative) {
    var baseline = experiments.baseline(initiative);
    if (baseline.isEmpty()) return Finding.block("No simple solution was tried first.");
    var chosen =
        experiments.chosen(initiative).filter(found -> found.complexity() == Complexity.CANDIDATE);
    if (chosen.isPresent() && !chosen.get().beats(baseline.get()))
      return Finding.block("“" + chosen.get().hypothesis() + "” is more complex than “"
          + baseline.get().hypothesis() + "” and no better.");
    var built = concepts.infrastructure(initiative).filter(Infrastructure::builtForPilot);
    if (built.isPresent())
      return Finding.warn(
          "Production infrastructure was built for the pilot: " + built.get().remark());
    var spent = Wording.money(experiments.spent(initiative));
    if (experiments.budgetSpent(initiative))
      return Finding.warn("The budget is spent: " + spent + ".");
    return Finding.pass("Begun with “" + baseline.get().hypothesis() + "”, " + spent + " spent.");
  }
}
