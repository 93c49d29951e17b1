package io.pilotage.value;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The KPI contract and what became of it. The contract is frozen: it changes only by all three parties agreeing again. */
@Service
public class Kpis {

  private final Documents documents;
  private final ActualTable actuals;
  private final Initiatives initiatives;
  private final People people;
  private final Ledger ledger;

  Kpis(Documents documents, ActualTable actuals, Initiatives initiatives, People people, Ledger ledger) {
    this.documents = documents;
    this.actuals = actuals;
    this.initiatives = initiatives;
    this.people = people;
    this.ledger = ledger;
  }

  /** The contract in force; nothing before it was agreed. */
  public Optional<KpiContract> of(String initiative) {
    return documents.newest(initiative, KpiContract.class);
  }

  /** Freezes what was agreed, in the place of an earlier agreement. */
  @Transactional
  public void agree(String initiative, KpiContract contract) {
    initiatives.get(initiative);
    contract.mustBeComplete();
    documents.add(initiative, contract, people.currentOrSystem());
    ledger.record(initiative, people.currentOrSystem(), "kpis-agreed", "KPI contract", Map.of("metrics",
        contract.kpis().stream().map(Kpi::metric).toList(), "business", contract.agreement().business(),
        "operations", contract.agreement().operations(), "technology", contract.agreement().technology()));
  }

  /** Keeps a measurement; a metric that is not in the contract is refused. */
  @Transactional
  public void measured(String initiative, String metric, double amount, LocalDate on) {
    Refusal.unless(Double.isFinite(amount), "amount", "What was measured must be a number.");
    Refusal.unless(of(initiative).stream().flatMap(contract -> contract.kpis().stream()).anyMatch(kpi -> kpi.metric().equals(metric)), "metric",
        "The KPI contract of " + initiative + " has no metric “" + metric + "”. Use one of its names.");
    actuals.add(initiative, new KpiActual(metric, amount, on, people.currentOrSystem()));
    ledger.record(initiative, people.currentOrSystem(), "kpi-measured", metric, Map.of("amount", amount, "measuredOn", on.toString()));
  }

  /** What was measured, the newest first. */
  public List<KpiActual> actuals(String initiative) {
    return actuals.kpis(initiative);
  }

  /** The newest measurement of a metric. */
  public Optional<KpiActual> latest(String initiative, String metric) {
    return latest(actuals(initiative), metric);
  }

  /** Yes when every KPI has reached its target, no when one has not, and not enough data when one was never measured. */
  public Working working(String initiative) {
    var measured = actuals(initiative);
    var kpis = of(initiative).map(KpiContract::kpis).orElse(List.of());
    if (kpis.isEmpty() || kpis.stream().anyMatch(kpi -> latest(measured, kpi.metric()).isEmpty())) return Working.NOT_ENOUGH_DATA;
    return kpis.stream().allMatch(kpi -> kpi.reachedBy(latest(measured, kpi.metric()).orElseThrow().amount())) ? Working.YES : Working.NO;
  }

  private static Optional<KpiActual> latest(List<KpiActual> newestFirst, String metric) {
    return newestFirst.stream().filter(actual -> actual.metric().equals(metric)).findFirst();
  }
}
