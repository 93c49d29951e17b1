package io.pilotage.dataset;

import io.pilotage.audit.Ledger;
import io.pilotage.dataset.Preparation.Bias;
import io.pilotage.dataset.Preparation.BiasReview;
import io.pilotage.dataset.Preparation.BiasVerdict;
import io.pilotage.dataset.Preparation.Holdout;
import io.pilotage.dataset.Preparation.LabelState;
import io.pilotage.dataset.Preparation.Labels;
import io.pilotage.dataset.Preparation.Owner;
import io.pilotage.dataset.Preparation.Pipeline;
import io.pilotage.engine.Facts;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Labels, pipeline, holdout, owner and bias of an initiative's data. What a file can prove is
 * looked up in the file.
 */
@Service
public class Preparations {

  private final StatementTable table;
  private final Audits audits;
  private final DataFiles files;
  private final Profiler profiler;
  private final Ledger ledger;
  private final People people;
  private final Clock clock;

  Preparations(
      StatementTable table,
      Audits audits,
      DataFiles files,
      Profiler profiler,
      Ledger ledger,
      People people,
      Clock clock) {
    this.table = table;
    this.audits = audits;
    this.files = files;
    this.profiler = profiler;
    this.ledger = ledger;
    this.people = people;
    this.clock = clock;
  }

  @Transactional
  public void planLabels(
      String initiative, LabelState state, String source, String owner, LocalDate due) {
    var from = Refusal.unlessGiven(
        source, "labelSource", "Say where the labels come from, or how they will be made.");
    if (state == LabelState.PLANNED) {
      Refusal.unlessGiven(owner, "labelOwner", "Name the person who will see to the labels.");
      Refusal.unless(
          due != null && !due.isBefore(today()),
          "labelsDue",
          "Give the day by which the labels exist, today or later.");
    }
    keep(initiative, "labels", new Labels(state, from, owner, due));
  }

  /**
   * Describes the pipeline and compares what two runs of it wrote, row by row whatever their order.
   */
  @Transactional
  public void describePipeline(
      String initiative, String source, String steps, String firstRun, String secondRun) {
    var from =
        Refusal.unlessGiven(source, "pipelineSource", "Name the system the data comes from.");
    var how = Refusal.unlessGiven(
        steps,
        "pipelineSteps",
        "Describe the steps from the source to the data the model learns from.");
    keep(
        initiative, "pipeline", files.with(initiative, Arrays.asList(firstRun, secondRun), runs -> {
          var first = files.resolve(runs.get(0));
          var second = files.resolve(runs.get(1));
          Refusal.unless(
              !first.equals(second),
              "secondRun",
              "Both runs name the same file. Run the pipeline twice, into two files, and name both.");
          return new Pipeline(
              from, how, runs.get(0), runs.get(1), profiler.digest(first), profiler.digest(second));
        }));
  }

  /** Sets data apart and counts how many of its rows are in the audited data. */
  @Transactional
  public void reserveHoldout(String initiative, String location) {
    var audit = audits.get(initiative);
    Refusal.unless(
        audit.isProfiled(),
        "holdoutLocation",
        "The training data has not been profiled. Audit it first.");
    var training = files.resolve(audit.request().location());
    keep(
        initiative, "holdout", files.with(initiative, Collections.singletonList(location), held -> {
          Refusal.unless(
              !files.resolve(held.get(0)).equals(training),
              "holdoutLocation",
              "This is the training data itself. Name a file with rows the model never learns from.");
          return new Holdout(
              held.get(0),
              audit.profile().digest(),
              profiler.overlap(training, files.resolve(held.get(0))));
        }));
  }

  @Transactional
  public void nameOwner(String initiative, String owner, String qualityWatch) {
    keep(
        initiative,
        "owner",
        new Owner(
            Refusal.unlessGiven(owner, "dataOwner", "Name the person who answers for this data."),
            Refusal.unlessGiven(
                qualityWatch,
                "qualityWatch",
                "Say how the quality of the data is watched after go-live, and how often.")));
  }

  @Transactional
  public void stateBias(
      String initiative, boolean recordsPastDecisions, String risks, String mitigation) {
    keep(
        initiative,
        "bias",
        new Bias(
            recordsPastDecisions,
            Refusal.unlessGiven(
                risks,
                "biasRisks",
                "Name who could be treated unfairly and why; “none” needs a reason."),
            Refusal.unlessGiven(
                mitigation,
                "biasMitigation",
                "Say what is done about it, or why nothing has to be.")));
  }

  /**
   * Who reviews the bias: risk always, legal and business too when history records past human
   * decisions.
   */
  public List<String> reviewersOf(String initiative) {
    return bias(initiative).filter(Bias::recordsPastDecisions).isPresent()
        ? List.of(Groups.RISK, Groups.LEGAL, Groups.BUSINESS)
        : List.of(Groups.RISK);
  }

  @Transactional
  public void reviewBias(String initiative, String reviewer, BiasVerdict verdict, String comment) {
    var uneven = audits
        .of(initiative)
        .filter(DataAudit::isProfiled)
        .flatMap(audit -> audit.profile().mostUneven())
        .filter(audit -> !audit.passes())
        .isPresent();
    if (uneven || verdict == BiasVerdict.NOT_ACCEPTABLE)
      Refusal.unlessGiven(
          comment,
          "biasComment",
          uneven
              ? "A four-fifths ratio fails. Say why that is acceptable here, or what has to change."
              : "Say what has to change before this data is acceptable.");
    keep(initiative, "bias-review-" + reviewer, new BiasReview(reviewer, verdict, comment));
  }

  public Optional<Labels> labels(String initiative) {
    return newest(initiative, "labels", Labels.class);
  }

  public Optional<Pipeline> pipeline(String initiative) {
    return newest(initiative, "pipeline", Pipeline.class);
  }

  public Optional<Holdout> holdout(String initiative) {
    return newest(initiative, "holdout", Holdout.class);
  }

  public Optional<Owner> owner(String initiative) {
    return newest(initiative, "owner", Owner.class);
  }

  public Optional<Bias> bias(String initiative) {
    return newest(initiative, "bias", Bias.class);
  }

  /** What a reviewer has to see: the groups side by side and the stated risks. */
  public Facts biasFacts(String initiative) {
    var groups = audits
        .of(initiative)
        .map(DataAudit::biasFacts)
        .orElseGet(() -> Facts.about().line("The data has not been profiled."));
    bias(initiative)
        .ifPresent(stated -> groups
            .line(
                "Does history record past human decisions?",
                stated.recordsPastDecisions() ? "yes" : "no")
            .line("Stated risks", stated.risks())
            .line("What is done about it", stated.mitigation()));
    return groups;
  }

  /** The reviews of the newest bias statement; a review of an older one does not count. */
  public List<BiasReview> biasReviews(String initiative) {
    var stated = table
        .newest(initiative, "bias", Bias.class)
        .map(StatementTable.Given::id)
        .orElse(Long.MAX_VALUE);
    return reviewersOf(initiative).stream()
        .flatMap(reviewer ->
            table.newest(initiative, "bias-review-" + reviewer, BiasReview.class).stream())
        .filter(given -> given.id() > stated)
        .map(StatementTable.Given::answer)
        .toList();
  }

  LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private <T extends Preparation> Optional<T> newest(
      String initiative, String topic, Class<T> type) {
    return table.newest(initiative, topic, type).map(StatementTable.Given::answer);
  }

  private void keep(String initiative, String topic, Preparation answer) {
    table.add(initiative, topic, answer, people.currentOrSystem(), clock.instant());
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "data-statement-given",
        topic,
        Map.of("statement", answer.toString()));
  }
}
