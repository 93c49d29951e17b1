package io.pilotage.value;

import io.pilotage.charter.Charter;
import io.pilotage.charter.Charters;
import io.pilotage.gate.Finding;
import io.pilotage.gate.GatePage;
import io.pilotage.gate.Rule;
import io.pilotage.initiative.Phase;
import io.pilotage.sync.Sync;
import io.pilotage.sync.Syncs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What the first gate asks about value: the KPIs, where they are read and what it all returns; and
 * for life, whether the business still pays for the right thing.
 */
@Component
@Order(3)
class ValueGate implements GatePage {

  private static final String SEVERAL = ".*(,|;|/|&| and | plus |\\ball\\b|\\bevery).*";
  private static final int MISSED_IN_A_ROW = 2;

  private final Charters charters;
  private final Kpis kpis;
  private final KpiSources sources;
  private final Returns returns;
  private final Syncs syncs;
  private final ValueProperties properties;

  ValueGate(
      Charters charters,
      Kpis kpis,
      KpiSources sources,
      Returns returns,
      Syncs syncs,
      ValueProperties properties) {
    this.charters = charters;
    this.kpis = kpis;
    this.sources = sources;
    this.returns = returns;
    this.syncs = syncs;
    this.properties = properties;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        rule("KPI contract agreed", this::kpiContractAgreed),
        rule("KPI sources answer", this::kpiSourcesAnswer).moving(),
        rule("Return estimated", this::returnEstimated),
        mistake("wrong problem", this::wrongProblem),
        mistake("wrong metric", this::wrongMetric),
        health("metric is a business KPI", this::metricIsABusinessKpi),
        health("scope narrow", this::scopeNarrow),
        health("ownership joint", this::ownershipJoint));
  }

  /** KPIs agreed afterwards measure what was built, not what was wanted. */
  Finding kpiContractAgreed(String initiative) {
    var agreed = kpis.of(initiative);
    if (agreed.isEmpty()) return Finding.block("No KPI contract was agreed.");
    var contract = agreed.get();
    if (!contract.openPoints().isEmpty())
      return Finding.block(String.join(" ", contract.openPoints()));
    var agreement = contract.agreement();
    return Finding.pass(contract.kpis().size() + " KPIs, "
        + contract.kpis().stream().filter(Kpi::business).count()
        + " of them business KPIs; agreed by " + agreement.business() + ", "
        + agreement.operations() + " and " + agreement.technology() + ".");
  }

  /**
   * Tells signers which sources of the contract were tried, and which are taken on somebody's word
   * until the go-live gate asks again.
   */
  Finding kpiSourcesAnswer(String initiative) {
    var contract = kpis.of(initiative);
    if (contract.isEmpty()) return Finding.block("No KPI contract names a source.");
    var agreed = contract.get().kpis();
    var silent = agreed.stream()
        .flatMap(kpi -> sources
            .problem(kpi)
            .map(problem -> kpi.metric() + " from " + kpi.source() + " " + problem)
            .stream())
        .toList();
    if (!silent.isEmpty()) return Finding.warn("Tried now: " + String.join("; ", silent) + ".");
    var tried = agreed.stream().filter(sources::mayTry).count();
    var word = agreed.stream()
        .filter(kpi -> !sources.mayTry(kpi))
        .map(kpi -> kpi.metric() + " (" + kpi.source() + ", " + kpi.owner() + ")")
        .collect(Collectors.joining("; "));
    return Finding.pass(tried + " of " + agreed.size() + " sources were tried and answer"
        + (word.isEmpty() ? "." : "; on their owner's word: " + word + "."));
  }

  /** A slow payback, and a year that costs more than it brings, are worth a word, not a stop. */
  Finding returnEstimated(String initiative) {
    var estimated = returns.of(initiative);
    if (estimated.isEmpty()) return Finding.block("Cost and benefit were not estimated.");
    var estimate = estimated.get();
    var fact = "POC " + estimate.pocCost() + ", production " + estimate.productionCost()
        + " a year, benefit " + estimate.benefit() + " a year: "
        + estimate.expected().words() + ".";
    if (estimate.expected().roiPercent() < 0)
      return Finding.warn(fact + " A year costs more than it brings, however long one waits.");
    var soonEnough = estimate.expected().monthsWithPoc() <= properties.longestPaybackMonths();
    return soonEnough
        ? Finding.pass(fact)
        : Finding.warn(fact + " That is longer than "
            + Math.round(properties.longestPaybackMonths()) + " months.");
  }

  /**
   * R82: a model for a problem nobody pays to have solved; no number to move, no priority served,
   * or nothing earned.
   */
  Finding wrongProblem(String initiative) {
    var charter = charters.of(initiative);
    var problem = charter.map(Charter::problem);
    var strategy = charter.map(Charter::strategy);
    if (problem.isEmpty())
      return Finding.block("No problem is framed, so nobody can say what is being solved.");
    if (strategy.isEmpty())
      return Finding.block("To " + problem.get().goal() + " serves no business priority.");
    var fact = "To " + problem.get().goal() + " serves “" + strategy.get().priority() + "”.";
    var benefit = returns.of(initiative).map(BusinessCase::benefit);
    if (benefit.isEmpty()) return Finding.warn(fact + " Nobody estimated what that is worth.");
    return benefit.get().high() > 0
        ? Finding.pass(fact)
        : Finding.warn(fact + " The business case expects nothing from it.");
  }

  /**
   * R82: a metric that improves while the business does not; technical KPIs at their target beside
   * business KPIs that are not.
   */
  Finding wrongMetric(String initiative) {
    var contract = kpis.of(initiative);
    if (contract.isEmpty())
      return Finding.block("No KPI contract says what success is measured by.");
    var agreed = contract.get().kpis();
    if (agreed.stream().noneMatch(Kpi::business))
      return Finding.block("Every KPI of the contract is technical.");
    var actuals = kpis.actuals(initiative);
    var reached = names(agreed, actuals, false, true);
    var missed = names(agreed, actuals, true, false);
    if (!reached.isEmpty() && !missed.isEmpty())
      return Finding.warn(
          "The model does well (" + reached + "), the business does not (" + missed + ").");
    return Finding.pass("Success is "
        + agreed.stream().filter(Kpi::business).map(Kpi::metric).collect(Collectors.joining(", "))
        + ".");
  }

  private static String names(
      List<Kpi> kpis, List<KpiActual> actuals, boolean business, boolean reached) {
    return kpis.stream()
        .filter(kpi -> kpi.business() == business)
        .filter(kpi -> newest(kpi, actuals)
            .filter(actual -> kpi.reachedBy(actual.amount()) == reached)
            .isPresent())
        .map(Kpi::metric)
        .collect(Collectors.joining(", "));
  }

  private static Optional<KpiActual> newest(Kpi kpi, List<KpiActual> newestFirst) {
    return newestFirst.stream()
        .filter(actual -> actual.metric().equals(kpi.metric()))
        .findFirst();
  }

  /**
   * R83: the number that decides is one the business would pay for, with an owner who answers for
   * it.
   */
  Finding metricIsABusinessKpi(String initiative) {
    var business = kpis.of(initiative).stream()
        .flatMap(contract -> contract.kpis().stream())
        .filter(Kpi::business)
        .toList();
    if (business.isEmpty()) return Finding.block("The contract has no business KPI.");
    return Finding.pass(business.stream()
        .map(kpi -> kpi.metric() + " from " + kpi.baseline() + " to " + kpi.target() + " "
            + kpi.unit() + ", owned by " + kpi.owner())
        .collect(Collectors.joining("; ", "", ".")));
  }

  /** R83: one problem, one consumer, and few enough KPIs that somebody looks at each. */
  Finding scopeNarrow(String initiative) {
    var framed = charters.of(initiative).filter(found -> found.problem() != null);
    if (framed.isEmpty()) return Finding.block("No problem is framed, so the scope has no edge.");
    var metric = framed.get().problem().metric();
    var consumer = framed.map(Charter::integration).map(found -> found.consumer());
    var measured = kpis.of(initiative).map(contract -> contract.kpis().size()).orElse(0);
    var wide = new ArrayList<String>();
    if (several(metric)) wide.add("it wants to move several metrics (“" + metric + "”)");
    consumer
        .filter(ValueGate::several)
        .ifPresent(all -> wide.add("several consumers wait for it (“" + all + "”)"));
    if (measured > properties.mostKpis()) wide.add("its contract has " + measured + " KPIs");
    if (!wide.isEmpty())
      return Finding.warn("The scope is wide: " + String.join("; ", wide)
          + ". Begin with one, and scale out once it is stable.");
    return Finding.pass("One metric (" + metric + ")"
        + consumer.map(one -> ", one consumer (" + one + ")").orElse("") + ", " + measured
        + " KPIs.");
  }

  private static boolean several(String named) {
    return named.toLowerCase(Locale.ROOT).matches(SEVERAL);
  }

  /** R83: business, operations and technology own it together, and still meet. */
  Finding ownershipJoint(String initiative) {
    var committee = charters.of(initiative).map(Charter::committee);
    if (committee.isEmpty())
      return Finding.block("No committee was named, so nobody owns it together.");
    var agreement = kpis.of(initiative).map(KpiContract::agreement);
    if (agreement.filter(KpiContract.Agreement::complete).isEmpty())
      return Finding.block("Business, operations and technology have not all agreed to the KPIs.");
    var members = committee.get().members();
    var owners = "Business (" + members.business() + "), engineering (" + members.engineering()
        + ") and operations (" + members.operations() + ") own it";
    return lastOnesMissed(syncs.of(initiative))
        ? Finding.warn(owners + ", but the last " + MISSED_IN_A_ROW + " weekly syncs were missed.")
        : Finding.pass(owners + ".");
  }

  private static boolean lastOnesMissed(List<Sync> oldestFirst) {
    var closed =
        oldestFirst.stream().filter(sync -> sync.held() || sync.missed()).toList();
    return closed.size() >= MISSED_IN_A_ROW
        && closed.subList(closed.size() - MISSED_IN_A_ROW, closed.size()).stream()
            .allMatch(Sync::missed);
  }
}
