package io.pilotage.experiment;

import io.pilotage.audit.Ledger;
import io.pilotage.charter.Charters;
import io.pilotage.engine.Facts;
import io.pilotage.engine.Heading;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The log of experiments of every initiative: a baseline first, then one record a week. */
@Service
public class Experiments {

  private final ExperimentTable table;
  private final ConceptTable concepts;
  private final MlflowTable mlflow;
  private final ExperimentProperties limits;
  private final Charters charters;
  private final Ledger ledger;
  private final Notices notices;
  private final People people;
  private final Clock clock;

  Experiments(
      ExperimentTable table,
      ConceptTable concepts,
      MlflowTable mlflow,
      ExperimentProperties limits,
      Charters charters,
      Ledger ledger,
      Notices notices,
      People people,
      Clock clock) {
    this.table = table;
    this.concepts = concepts;
    this.mlflow = mlflow;
    this.limits = limits;
    this.charters = charters;
    this.ledger = ledger;
    this.notices = notices;
    this.people = people;
    this.clock = clock;
  }

  /**
   * Records an experiment and answers its number; anything more complex than a baseline is refused
   * until there is one.
   */
  @Transactional
  public Experiment record(
      String initiative,
      Complexity complexity,
      String hypothesis,
      Figures figures,
      Lessons lessons) {
    return keep(
        initiative,
        complexity,
        hypothesis,
        figures,
        lessons,
        people.currentOrSystem(),
        clock.instant());
  }

  /** Records an experiment that was tracked elsewhere, as of when it ended. */
  @Transactional
  Experiment recordOf(
      String initiative,
      Complexity complexity,
      String hypothesis,
      Figures figures,
      String source,
      Instant ended) {
    return keep(
        initiative,
        complexity,
        hypothesis,
        figures,
        null,
        source,
        ended.isAfter(clock.instant()) ? clock.instant() : ended);
  }

  private Experiment keep(
      String initiative,
      Complexity complexity,
      String hypothesis,
      Figures figures,
      Lessons lessons,
      String by,
      Instant at) {
    var what = Refusal.unlessGiven(
        Heading.of(hypothesis),
        "hypothesis",
        "Say in one sentence what was tried and what was expected.");
    figures.mustBePossible();
    Refusal.unless(
        complexity == Complexity.BASELINE || baseline(initiative).isPresent(),
        "complexity",
        "There is no baseline yet. Record what a simple solution reaches first: every candidate has to beat it.");
    var id = table.add(initiative, complexity, what, figures, lessons, by, at);
    ledger.record(
        initiative,
        by,
        "experiment-recorded",
        String.valueOf(id),
        Map.of(
            "complexity",
            complexity.name(),
            "hypothesis",
            what,
            "accuracy",
            figures.accuracy(),
            "cost",
            figures.cost(),
            "businessImpact",
            String.valueOf(figures.businessImpact())));
    return table.find(initiative, id).orElseThrow();
  }

  /** Keeps what an experiment taught; a found candidate becomes the one the proof rests on. */
  @Transactional
  public void learn(String initiative, long id, Lessons lessons, ExperimentOutcome outcome) {
    var experiment = table
        .find(initiative, id)
        .orElseThrow(() -> new Refusal(
            "experiment", "This experiment is not in the log any more. Record it again."));
    table.learn(
        id,
        new Lessons(
            Refusal.unlessGiven(
                lessons.works(), "works", "Say what works; “nothing” is an answer."),
            Refusal.unlessGiven(
                lessons.worksNot(), "worksNot", "Say what does not work; “nothing” is an answer."),
            Refusal.unlessGiven(
                lessons.reason(),
                "lessonReason",
                "Say why: without a reason the next experiment is a guess.")));
    if (outcome == ExperimentOutcome.CANDIDATE_FOUND) table.choose(initiative, experiment.id());
    else table.chooseNone(initiative);
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "lessons-drawn",
        String.valueOf(id),
        Map.of("outcome", outcome.name(), "reason", lessons.reason()));
  }

  /** The log, oldest first. */
  public List<Experiment> of(String initiative) {
    return table.of(initiative);
  }

  public List<Experiment> since(String initiative, Instant since) {
    return of(initiative).stream()
        .filter(experiment -> experiment.recordedAt().isAfter(since))
        .toList();
  }

  /** The newest simple solution. */
  public Optional<Experiment> baseline(String initiative) {
    return of(initiative).stream()
        .filter(
            experiment -> experiment.complexity() == Complexity.BASELINE && !experiment.chosen())
        .reduce((first, last) -> last);
  }

  /** The candidate the proof rests on. */
  public Optional<Experiment> chosen(String initiative) {
    return of(initiative).stream().filter(Experiment::chosen).findFirst();
  }

  public double spent(String initiative) {
    return of(initiative).stream()
        .mapToDouble(experiment -> experiment.figures().cost())
        .sum();
  }

  /** Whether no money is left under the ceiling; never when there is no ceiling yet. */
  public boolean budgetSpent(String initiative) {
    return concepts
        .box(initiative)
        .filter(box -> !(spent(initiative) < box.budgetCeiling()))
        .isPresent();
  }

  /**
   * The longest time without a record, from the start of the time box, until the candidate was
   * chosen or now.
   */
  public Duration longestGap(String initiative) {
    var longest = Duration.ZERO;
    var last = concepts.box(initiative).map(TimeBox::startedAt).orElse(null);
    for (var experiment : of(initiative)) {
      if (last != null && Duration.between(last, experiment.recordedAt()).compareTo(longest) > 0)
        longest = Duration.between(last, experiment.recordedAt());
      last = experiment.recordedAt();
    }
    var open = last == null || chosen(initiative).isPresent()
        ? Duration.ZERO
        : Duration.between(last, clock.instant());
    return open.compareTo(longest) > 0 ? open : longest;
  }

  /** Tells data science that a record is overdue, unless one came in the meantime. */
  @Transactional
  public void remind(String initiative) {
    var last =
        of(initiative).stream().reduce((first, second) -> second).map(Experiment::recordedAt);
    if (last.isPresent()
        && Duration.between(last.get(), clock.instant()).compareTo(limits.recordEvery()) < 0)
      return;
    notices.tellGroup(
        Groups.DATA_SCIENCE,
        initiative,
        Kind.REMINDER,
        "No experiment recorded for a week",
        "The last record of " + initiative + " is of " + last.map(Wording::day).orElse("never")
            + ". Record an experiment, even one that failed.");
  }

  /** How an experiment compares with the baseline and the limits of the charter. */
  public Facts facts(String initiative, long id) {
    var facts = Facts.about();
    table.find(initiative, id).ifPresent(experiment -> {
      facts
          .line("Experiment", experiment.hypothesis())
          .line("Accuracy", Wording.percent(experiment.figures().accuracy()));
      baseline(initiative)
          .filter(base -> base.id() != experiment.id())
          .ifPresent(base -> facts.line(
              "Baseline",
              base.hypothesis() + ": " + Wording.percent(base.figures().accuracy())
                  + (experiment.beats(base) ? ", which is beaten" : ", which is not beaten")));
      facts.line("Business impact a year", Wording.money(experiment.figures().businessImpact()));
      charters.of(initiative).ifPresent(charter -> {
        if (charter.targetQuality() != null)
          facts.line("Target quality", Wording.percent(charter.targetQuality()));
        if (charter.latencyLimitMs() != null)
          facts.line(
              "Latency",
              Wording.number(experiment.figures().latencyMs()) + " ms, limit "
                  + Wording.number(charter.latencyLimitMs()) + " ms");
      });
    });
    return addBudget(facts, initiative);
  }

  /** Where the proof stands: the last experiments, time and money. */
  public Facts facts(String initiative) {
    var facts = Facts.about();
    baseline(initiative)
        .ifPresent(base -> facts.line(
            "Baseline",
            base.hypothesis() + ": " + Wording.percent(base.figures().accuracy())));
    var log = of(initiative);
    log.stream()
        .skip(Math.max(0, log.size() - 6))
        .filter(experiment -> experiment.complexity() == Complexity.CANDIDATE)
        .forEach(experiment -> facts.line(
            Wording.day(experiment.recordedAt()) + (experiment.chosen() ? " (chosen)" : ""),
            experiment.hypothesis() + ": "
                + Wording.percent(experiment.figures().accuracy()) + ", impact "
                + Wording.money(experiment.figures().businessImpact())));
    look(initiative)
        .ifPresent(look -> look.sentences().forEach(sentence -> facts.line("MLflow", sentence)));
    return addBudget(facts, initiative);
  }

  /** How the last look at MLflow went; nothing when none was taken. */
  public Optional<MlflowLook> look(String initiative) {
    return mlflow.look(initiative);
  }

  private Facts addBudget(Facts facts, String initiative) {
    concepts
        .box(initiative)
        .ifPresent(box -> facts
            .line(
                "Spent",
                Wording.money(spent(initiative)) + " of " + Wording.money(box.budgetCeiling()))
            .line(
                "Time box",
                "planned until " + Wording.day(box.plannedUntil()) + ", at most until "
                    + Wording.day(box.until())));
    return facts;
  }
}
