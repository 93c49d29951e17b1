package io.pilotage.value;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Amounts;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cost and benefit, estimated at the start and compared with what they turned out to be until the
 * end.
 */
@Service
public class Returns {

  private final Documents documents;
  private final ActualTable actuals;
  private final Initiatives initiatives;
  private final ValueProperties properties;
  private final People people;
  private final Ledger ledger;

  Returns(
      Documents documents,
      ActualTable actuals,
      Initiatives initiatives,
      ValueProperties properties,
      People people,
      Ledger ledger) {
    this.documents = documents;
    this.actuals = actuals;
    this.initiatives = initiatives;
    this.properties = properties;
    this.people = people;
    this.ledger = ledger;
  }

  /** The usual costs, to begin an estimate with. */
  public List<CostItem> usualCosts() {
    return properties.costs();
  }

  /** The estimate; nothing before one was made. */
  public Optional<BusinessCase> of(String initiative) {
    return documents.newest(initiative, BusinessCase.class);
  }

  @Transactional
  public void estimate(String initiative, BusinessCase estimate) {
    initiatives.get(initiative);
    estimate.mustBeEstimated();
    documents.add(initiative, estimate, people.currentOrSystem());
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "return-estimated",
        "business case",
        Map.of(
            "poc",
            estimate.pocCost().toString(),
            "production",
            estimate.productionCost().toString(),
            "benefit",
            estimate.benefit().toString(),
            "expected",
            estimate.expected().words()));
  }

  /** Keeps what a month really cost and brought, in the place of what was given for it before. */
  @Transactional
  public void record(String initiative, YearMonth month, double cost, double benefit) {
    initiatives.get(initiative);
    Refusal.unless(
        cost >= 0 && Amounts.possible(cost),
        "cost",
        "The cost of a month must be an amount of money, zero or more.");
    Refusal.unless(
        benefit >= 0 && Amounts.possible(benefit),
        "benefit",
        "The benefit of a month must be an amount of money, zero or more.");
    actuals.replace(initiative, new ActualReturn(month, cost, benefit, people.currentOrSystem()));
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "return-measured",
        month.toString(),
        Map.of("cost", cost, "benefit", benefit));
  }

  /**
   * Estimate beside what the recorded months really cost and brought; kept up after the initiative
   * has ended.
   */
  public ReturnComparison comparison(String initiative) {
    return ReturnComparison.of(of(initiative).orElse(null), actuals(initiative));
  }

  /** What every month really cost and brought, the oldest first. */
  public List<ActualReturn> actuals(String initiative) {
    return actuals.returns(initiative);
  }
}
