package io.pilotage.operation;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Facts;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import io.pilotage.retraining.Breach;
import io.pilotage.retraining.Retrainings;
import io.pilotage.rollout.Rollouts;
import io.pilotage.value.Kpi;
import io.pilotage.value.Kpis;
import io.pilotage.value.Working;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The reviews of models in production: is it working, and does it stay. */
@Service
public class Reviews {

  private final ReviewTable table;
  private final Operations operations;
  private final Retrainings retrainings;
  private final Rollouts rollouts;
  private final Kpis kpis;
  private final Ledger ledger;
  private final People people;
  private final Clock clock;

  Reviews(
      ReviewTable table,
      Operations operations,
      Retrainings retrainings,
      Rollouts rollouts,
      Kpis kpis,
      Ledger ledger,
      People people,
      Clock clock) {
    this.table = table;
    this.operations = operations;
    this.retrainings = retrainings;
    this.rollouts = rollouts;
    this.kpis = kpis;
    this.ledger = ledger;
    this.people = people;
    this.clock = clock;
  }

  /** The reviews of an initiative's model, the newest first. */
  public List<ModelReview> of(String initiative) {
    return table.of(initiative);
  }

  /** What a review starts from: how the signals stand and what the KPIs did. */
  public Facts facts(String initiative) {
    var route = operations.route(initiative);
    var facts = Facts.about()
        .line(
            "Model",
            route.model() + ", "
                + (route.onFallback() ? "on the fallback" : "serving " + route.stable()))
        .line("Is it working, by the KPIs", words(kpis.working(initiative)));
    rollouts
        .verdictOf(route.model())
        .ifPresent(verdict -> verdict
            .metrics()
            .forEach(metric -> facts.line(
                metric.signal().label(), metric.verdict().words() + ": " + metric.why())));
    kpis.of(initiative)
        .ifPresent(contract ->
            contract.kpis().forEach(kpi -> facts.line(kpi.metric(), actual(initiative, kpi))));
    of(initiative).stream()
        .findFirst()
        .ifPresent(last -> facts.line(
            "Last review", words(last.decision()) + " by " + last.by() + " at " + last.at()));
    return facts;
  }

  /**
   * Keeps what was measured and what was decided. “It depends” is no answer: without data the
   * answer is that there is not enough.
   */
  @Transactional
  public void answer(
      String initiative,
      List<KpiMeasured> measured,
      Working working,
      ReviewDecision decision,
      String note) {
    var route = operations.route(initiative);
    measured.forEach(one -> measure(initiative, one));
    Refusal.unless(
        working != Working.YES || kpis.working(initiative) == Working.YES || given(note),
        "reviewNote",
        "By the KPIs the answer is “" + words(kpis.working(initiative))
            + "”. A “yes” needs its reason then: say what you base it on.");
    Refusal.unless(
        working == Working.YES && decision == ReviewDecision.KEEP || given(note),
        "reviewNote",
        "Please say why: an answer other than “it works, keep it” is read by those who come after.");
    var by = people.currentOrSystem();
    table.add(
        new ModelReview(initiative, route.model(), working, decision, note, by, clock.instant()));
    ledger.record(
        initiative,
        by,
        "model-reviewed",
        route.model(),
        Map.of(
            "working", working.name(), "decision", decision.name(), "note", String.valueOf(note)));
    if (decision == ReviewDecision.RETRAIN)
      retrainings.open(
          new Breach(
              route.model(),
              initiative,
              route.stable(),
              "review",
              "breach",
              "The review asks for it: " + note),
          by);
  }

  private void measure(String initiative, KpiMeasured measured) {
    Refusal.unless(
        measured.metric() != null && measured.amount() != null,
        "kpiActuals",
        "Every measured KPI needs its metric and its amount.");
    kpis.measured(
        initiative,
        measured.metric(),
        measured.amount(),
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  private String actual(String initiative, Kpi kpi) {
    return kpis.latest(initiative, kpi.metric())
        .map(actual -> actual.amount() + " " + kpi.unit() + " on " + actual.measuredOn()
            + (kpi.reachedBy(actual.amount())
                ? ", target reached"
                : ", target " + kpi.target() + " not reached"))
        .orElse("not measured yet");
  }

  private static boolean given(String text) {
    return text != null && !text.isBlank();
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
