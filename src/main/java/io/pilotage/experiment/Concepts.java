package io.pilotage.experiment;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Amounts;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Time box, budget, infrastructure checks and report of a proof of concept. */
@Service
public class Concepts {

  private final ConceptTable table;
  private final ExperimentProperties limits;
  private final Ledger ledger;
  private final People people;
  private final Clock clock;

  Concepts(
      ConceptTable table, ExperimentProperties limits, Ledger ledger, People people, Clock clock) {
    this.table = table;
    this.limits = limits;
    this.ledger = ledger;
    this.people = people;
    this.clock = clock;
  }

  /**
   * Opens time box and budget. Reworked, both go on as they were: only a decision raises a budget.
   */
  @Transactional
  public void open(String initiative, double budgetCeiling) {
    Refusal.unless(
        budgetCeiling > 0 && Amounts.possible(budgetCeiling),
        "budgetCeiling",
        "Give a budget above 0: without one nobody notices when it is spent.");
    var box = table.box(initiative);
    if (box.isPresent()) {
      Refusal.unless(
          budgetCeiling == box.get().budgetCeiling(),
          "budgetCeiling",
          "The budget stays at " + Wording.money(box.get().budgetCeiling())
              + ". The program managers are asked to raise it when it is spent.");
      return;
    }
    var now = clock.instant();
    table.open(
        initiative,
        new TimeBox(
            now, now.plus(limits.timeBox()), now.plus(limits.budgetedTime()), null, budgetCeiling));
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "time-box-opened",
        initiative,
        Map.of("budgetCeiling", budgetCeiling));
  }

  public Optional<TimeBox> box(String initiative) {
    return table.box(initiative);
  }

  /** Gives the experiments until the evening of a day, or ends them; answers when to ask again. */
  @Transactional
  public Instant decideOnTime(
      String initiative, Extension decision, LocalDate until, String reason) {
    var why = Refusal.unlessGiven(
        reason, "timeBoxReason", "Say why: the decision is kept with your name.");
    var end = clock.instant();
    if (decision == Extension.EXTEND) {
      Refusal.unless(
          until != null && until.isAfter(today()),
          "timeBoxDay",
          "Give the day until which the experiments may go on, later than today.");
      end = until.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
      table.extend(initiative, end);
    }
    decided(initiative, "time", decision, until, null, why);
    return end;
  }

  /** Raises the ceiling above what is spent, or ends the experiments. */
  @Transactional
  public void decideOnBudget(
      String initiative, Extension decision, Double ceiling, double spent, String reason) {
    var why = Refusal.unlessGiven(
        reason, "budgetReason", "Say why: the decision is kept with your name.");
    if (decision == Extension.EXTEND) {
      Refusal.unless(
          ceiling != null && ceiling > spent && Amounts.possible(ceiling),
          "newCeiling",
          "Give a new ceiling above the " + Wording.money(spent) + " already spent.");
      table.raise(initiative, ceiling);
    }
    decided(initiative, "budget", decision, null, ceiling, why);
  }

  @Transactional
  public void check(String initiative, Infrastructure found) {
    if (!found.gaps().isEmpty() || found.builtForPilot())
      Refusal.unlessGiven(
          found.remark(),
          "infrastructureRemark",
          "Say what is missing or was built too early, and what becomes of it.");
    table.checked(initiative, found, people.currentOrSystem(), clock.instant());
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "infrastructure-checked",
        initiative,
        Map.of("gaps", found.gaps(), "builtForPilot", found.builtForPilot()));
  }

  public Optional<Infrastructure> infrastructure(String initiative) {
    return table.infrastructure(initiative);
  }

  /** Keeps the report; every report hides something, so an empty answer is refused. */
  @Transactional
  public void report(String initiative, Report report) {
    Refusal.unlessGiven(
        report.cleanData(),
        "hiddenByCleanData",
        "Say how the data was cleaner than production data will be.");
    Refusal.unlessGiven(
        report.isolatedSystems(),
        "hiddenByIsolation",
        "Say which systems around it the pilot did without.");
    Refusal.unlessGiven(
        report.optimisedMetrics(),
        "hiddenByMetrics",
        "Say which metric was optimised, and what that neglects.");
    Refusal.unlessGiven(
        report.failureModes(),
        "failureModes",
        "Name the ways it fails that were found. A pilot that never failed was not tried hard enough.");
    Amounts.mustBePossible("yearlyImpact", report.yearlyImpact());
    if (report.yearlyImpact() != null)
      Refusal.unlessGiven(
          report.impactBasis(),
          "impactBasis",
          "Say how the impact was computed, so that it can be checked.");
    table.reported(initiative, report, people.currentOrSystem(), clock.instant());
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "poc-reported",
        initiative,
        Map.of("yearlyImpact", String.valueOf(report.yearlyImpact())));
  }

  public Optional<Report> report(String initiative) {
    return table.report(initiative);
  }

  private LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private void decided(
      String initiative,
      String about,
      Extension decision,
      LocalDate until,
      Double ceiling,
      String reason) {
    table.decided(
        initiative,
        about,
        decision,
        until,
        ceiling,
        reason,
        people.currentOrSystem(),
        clock.instant());
    ledger.record(
        initiative,
        people.currentOrSystem(),
        about + "-decided",
        initiative,
        Map.of("decision", decision.name(), "reason", reason));
  }
}
