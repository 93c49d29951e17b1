package io.pilotage.value;

import io.pilotage.engine.Refusal;
import io.pilotage.identity.For;
import io.pilotage.identity.Groups;
import io.pilotage.initiative.Initiatives;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** KPIs and returns over HTTP: what was agreed, what became of it, and how the contract changes. */
@RestController
@RequestMapping("/api/initiatives/{key}")
class ValueController {

  private final Initiatives initiatives;
  private final Kpis kpis;
  private final KpiChanges changes;
  private final Returns returns;
  private final Clock clock;

  ValueController(
      Initiatives initiatives, Kpis kpis, KpiChanges changes, Returns returns, Clock clock) {
    this.initiatives = initiatives;
    this.kpis = kpis;
    this.changes = changes;
    this.returns = returns;
    this.clock = clock;
  }

  @Operation(summary = "Targets beside actuals; “is it working?” is yes, no or not enough data")
  @GetMapping("/actuals")
  Actuals actuals(@PathVariable String key) {
    initiatives.get(key);
    return new Actuals(
        kpis.working(key),
        kpis.frozen(key),
        kpis.standings(key),
        kpis.actuals(key),
        returns.comparison(key));
  }

  @Operation(summary = "Report what a KPI measures now")
  @For({Groups.BUSINESS, Groups.OPERATIONS, Groups.DATA_SCIENCE})
  @PostMapping("/actuals")
  @ResponseStatus(HttpStatus.CREATED)
  KpiActual measured(@PathVariable String key, @RequestBody Measured given) {
    initiatives.get(key);
    var kpi = Refusal.unlessGiven(
        given.kpi(), "kpi", "Name the KPI that was measured, by its metric in the contract.");
    Refusal.unless(given.value() != null, "value", "Give what was measured, a number.");
    return kpis.measured(
        key,
        kpi,
        given.value(),
        Period.of(given.period(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
  }

  @Operation(
      summary =
          "Report what a month really cost and brought; given again, the newer figures replace the older")
  @For({Groups.BUSINESS, Groups.OPERATIONS})
  @PostMapping("/returns")
  @ResponseStatus(HttpStatus.CREATED)
  ReturnComparison returned(@PathVariable String key, @RequestBody Returned given) {
    Refusal.unless(given.cost() != null, "cost", "Give the cost of the month.");
    Refusal.unless(given.benefit() != null, "benefit", "Give the benefit of the month.");
    returns.record(key, month(given.month()), given.cost(), given.benefit());
    return returns.comparison(key);
  }

  @Operation(summary = "Changes asked for after the KPI contract was frozen")
  @GetMapping("/kpi-changes")
  List<KpiChange> changes(@PathVariable String key) {
    initiatives.get(key);
    return changes.of(key);
  }

  @Operation(summary = "Ask for a change of the frozen KPI contract")
  @For({Groups.BUSINESS, Groups.OPERATIONS, Groups.ENGINEERING, Groups.PROGRAM_MANAGERS})
  @PostMapping("/kpi-changes")
  @ResponseStatus(HttpStatus.CREATED)
  KpiChange ask(@PathVariable String key, @RequestBody Asked given) {
    return changes.ask(key, given.kpis(), given.gaps(), given.reason());
  }

  @Operation(summary = "Approve a change of the KPI contract for one of its three parties")
  @For({Groups.BUSINESS, Groups.OPERATIONS, Groups.ENGINEERING})
  @PostMapping("/kpi-changes/{id}/approve")
  KpiChange approve(@PathVariable String key, @PathVariable long id, @RequestBody Approved given) {
    return changes.approve(key, id, given.party());
  }

  @Operation(summary = "Reject a change of the KPI contract")
  @For({Groups.BUSINESS, Groups.OPERATIONS, Groups.ENGINEERING})
  @PostMapping("/kpi-changes/{id}/reject")
  KpiChange reject(@PathVariable String key, @PathVariable long id, @RequestBody Rejected given) {
    return changes.reject(key, id, given.reason());
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(Objects.toString(text, ""));
    } catch (DateTimeParseException notAMonth) {
      throw new Refusal("month", "Give the month like 2026-11.");
    }
  }

  record Actuals(
      Working working,
      boolean frozen,
      List<KpiStanding> kpis,
      List<KpiActual> measured,
      ReturnComparison value) {}

  record Measured(String kpi, String period, Double value) {}

  record Returned(String month, Double cost, Double benefit) {}

  record Asked(List<Kpi> kpis, List<KpiGap> gaps, String reason) {}

  record Approved(KpiChange.Party party) {}

  record Rejected(String reason) {}
}
