package io.pilotage.value;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Amounts;
import io.pilotage.engine.Facts;
import io.pilotage.engine.Refusal;
import io.pilotage.gate.GateProgress;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The KPI contract and what became of it. The contract is frozen: it changes only by all three
 * parties agreeing again.
 */
@Service
public class Kpis {

  private final Documents documents;
  private final KpiSources sources;
  private final ActualTable actuals;
  private final Initiatives initiatives;
  private final People people;
  private final Ledger ledger;
  private final GateProgress gates;
  private final Clock clock;

  Kpis(
      Documents documents,
      KpiSources sources,
      ActualTable actuals,
      Initiatives initiatives,
      People people,
      Ledger ledger,
      GateProgress gates,
      Clock clock) {
    this.documents = documents;
    this.sources = sources;
    this.actuals = actuals;
    this.initiatives = initiatives;
    this.people = people;
    this.ledger = ledger;
    this.gates = gates;
    this.clock = clock;
  }

  /** The contract in force; nothing before it was agreed. */
  public Optional<KpiContract> of(String initiative) {
    return documents.newest(initiative, KpiContract.class);
  }

  /**
   * Freezes what was agreed. Until the first gate has passed the form may replace it; afterwards a
   * change needs {@link KpiChanges}.
   */
  @Transactional
  public void agree(String initiative, KpiContract contract) {
    initiatives.get(initiative);
    Refusal.unless(
        !frozen(initiative),
        "kpis",
        "The KPI contract of " + initiative
            + " is frozen. Ask for a change: business, operations and technology each have to approve it.");
    contract.mustBeComplete();
    sources.mustAnswer(contract);
    replace(initiative, contract);
  }

  /**
   * Adds how far each of the eight categories is: its KPIs, or why it has none, or that it is open.
   */
  public Facts completeness(String initiative, Facts facts) {
    var contract = of(initiative).orElse(new KpiContract(List.of(), List.of(), null));
    for (var category : KpiCategory.values())
      facts.line("Category " + category.words(), contract.standing(category));
    return facts;
  }

  /** Whether the contract changes only by three approvals. */
  public boolean frozen(String initiative) {
    return of(initiative).isPresent() && gates.passed(initiative, Phase.DEFINE);
  }

  void replace(String initiative, KpiContract contract) {
    contract.mustBeComplete();
    documents.add(initiative, contract, people.currentOrSystem());
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "kpis-agreed",
        "KPI contract",
        Map.of(
            "metrics",
            contract.kpis().stream().map(Kpi::metric).toList(),
            "business",
            contract.agreement().business(),
            "operations",
            contract.agreement().operations(),
            "technology",
            contract.agreement().technology()));
  }

  /** Keeps a measurement of a day; a metric that is not in the contract is refused. */
  @Transactional
  public void measured(String initiative, String metric, double amount, LocalDate on) {
    measured(initiative, metric, amount, new Period(on.toString(), on, on));
  }

  /**
   * Keeps what a KPI was over a period. Given again for the same period, the newer figure counts
   * and the older stays on record.
   */
  @Transactional
  public KpiActual measured(String initiative, String metric, double amount, Period period) {
    initiatives.get(initiative);
    Amounts.mustBePossible("amount", amount);
    Refusal.unless(
        of(initiative).stream()
            .flatMap(contract -> contract.kpis().stream())
            .anyMatch(kpi -> kpi.metric().equals(metric)),
        "metric",
        "The KPI contract of " + initiative + " has no metric “" + metric
            + "”. Use one of its names.");
    var actual = new KpiActual(
        metric, amount, period.measuredOn(today()), people.currentOrSystem(), period.name());
    actuals.add(initiative, actual);
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "kpi-measured",
        metric,
        Map.of(
            "amount",
            amount,
            "measuredOn",
            actual.measuredOn().toString(),
            "period",
            period.name()));
    return actual;
  }

  /** What was measured, the newest first. */
  public List<KpiActual> actuals(String initiative) {
    return actuals.kpis(initiative);
  }

  /** The newest measurement of a metric. */
  public Optional<KpiActual> latest(String initiative, String metric) {
    return latest(actuals(initiative), metric);
  }

  /**
   * Yes when every KPI has reached its target, no when one has not, and not enough data when one
   * was never measured or not lately.
   */
  public Working working(String initiative) {
    var standings = standings(initiative);
    if (standings.isEmpty()
        || standings.stream().anyMatch(standing -> standing.working() == Working.NOT_ENOUGH_DATA))
      return Working.NOT_ENOUGH_DATA;
    return standings.stream().allMatch(standing -> standing.working() == Working.YES)
        ? Working.YES
        : Working.NO;
  }

  /** Every KPI of the contract beside what became of it. */
  public List<KpiStanding> standings(String initiative) {
    var measured = actuals(initiative);
    return of(initiative).map(KpiContract::kpis).orElse(List.of()).stream()
        .map(kpi -> KpiStanding.of(kpi, latest(measured, kpi.metric()).orElse(null), today()))
        .toList();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static Optional<KpiActual> latest(List<KpiActual> newestFirst, String metric) {
    return newestFirst.stream().filter(actual -> actual.metric().equals(metric)).findFirst();
  }
}
