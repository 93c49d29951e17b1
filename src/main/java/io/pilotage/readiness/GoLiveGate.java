package io.pilotage.readiness;

import io.pilotage.charter.Charter;
import io.pilotage.charter.Charters;
import io.pilotage.experiment.Concepts;
import io.pilotage.gate.Finding;
import io.pilotage.gate.GatePage;
import io.pilotage.gate.Rule;
import io.pilotage.initiative.Phase;
import io.pilotage.traffic.Routes;
import io.pilotage.value.LinkProbe;
import io.pilotage.verdict.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What has to be proven before a model meets live traffic: the go-live six first, then the rest.
 */
@Component
@Order(6)
class GoLiveGate implements GatePage {

  private static final Set<Signal> TELLS_AGE =
      Set.of(Signal.ACCURACY, Signal.INPUT_DRIFT, Signal.PREDICTION_DRIFT, Signal.AGREEMENT);

  private final Readiness readiness;
  private final KpiReadings kpis;
  private final ExplanationDuty explanations;
  private final Risks risks;
  private final MonitoringProbes probes;
  private final TestAlerts alerts;
  private final Rehearsals rehearsals;
  private final LinkProbe links;
  private final Charters charters;
  private final Concepts concepts;
  private final Routes routes;
  private final ReadinessProperties properties;
  private final Clock clock;

  GoLiveGate(
      Readiness readiness,
      KpiReadings kpis,
      ExplanationDuty explanations,
      Risks risks,
      MonitoringProbes probes,
      TestAlerts alerts,
      Rehearsals rehearsals,
      LinkProbe links,
      Charters charters,
      Concepts concepts,
      Routes routes,
      ReadinessProperties properties,
      Clock clock) {
    this.readiness = readiness;
    this.kpis = kpis;
    this.explanations = explanations;
    this.risks = risks;
    this.probes = probes;
    this.alerts = alerts;
    this.rehearsals = rehearsals;
    this.links = links;
    this.charters = charters;
    this.concepts = concepts;
    this.routes = routes;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.PRODUCTIONIZE;
  }

  /** The rules that prove one of the go-live six. */
  List<Rule> proofsOf(GoLiveItem item) {
    return switch (item) {
      case KPIS_MEASURABLE ->
        List.of(rule("Business KPIs defined and measurable", this::businessKpisDefinedAndMeasurable)
            .moving());
      case REVIEWS_DONE ->
        List.of(
            rule("Compliance checklist signed", this::complianceChecklistSigned),
            rule("Risk register kept", this::riskRegisterKept));
      case ALERTING_IN_PLACE ->
        List.of(
            rule("Monitoring returns fresh data", this::monitoringReturnsFreshData)
                .moving(),
            rule("Test alert acknowledged", this::testAlertAcknowledged));
      case ROLLBACK_TESTED ->
        List.of(rule("Rollback rehearsed lately", this::rollbackRehearsedLately));
      case OPERATIONS_TRAINED ->
        List.of(
            rule("Handover accepted, operations trained", this::handoverAcceptedOperationsTrained),
            rule("Runbook reachable", this::runbookReachable).moving());
      case BENCHMARKS_TRACKED ->
        List.of(
            rule("Serving proven against the limits", this::servingProvenAgainstTheLimits),
            rule("Performance benchmarks tracked", this::performanceBenchmarksTracked));
    };
  }

  @Override
  public List<Rule> rules() {
    var six = Arrays.stream(GoLiveItem.values()).flatMap(item -> proofsOf(item).stream());
    return Stream.concat(
            six,
            Stream.of(
                rule("Architecture recorded", this::architectureRecorded),
                rule("What serves today", this::whatServesToday),
                mistake("no monitoring", this::noMonitoring),
                mistake("machine learning as one-time work", this::machineLearningAsOneTimeWork),
                health("infrastructure production-ready", this::infrastructureProductionReady)))
        .toList();
  }

  /** R57: every KPI of the contract can be measured now. */
  Finding businessKpisDefinedAndMeasurable(String initiative) {
    var agreed = kpis.contract(initiative);
    if (agreed.isEmpty()) return Finding.block("No KPI contract is agreed.");
    var silent = kpis.silent(initiative, agreed.get());
    if (!silent.isEmpty()) return Finding.block(String.join(" ", silent));
    var unmeasured = kpis.unmeasured(initiative, agreed.get());
    if (!unmeasured.isEmpty())
      return Finding.warn("Agreed, and not measured yet: " + String.join("; ", unmeasured) + ".");
    return Finding.pass("All " + agreed.get().kpis().size() + " KPIs have a source that answers.");
  }

  /** R54: the checklist is complete, and decisions can be explained where that is asked for. */
  Finding complianceChecklistSigned(String initiative) {
    return readiness
        .find(initiative, ComplianceChecklist.class)
        .map(signed -> complianceChecklistSigned(signed, explanations.holds(initiative)))
        .orElse(Finding.block("The compliance checklist is not signed."));
  }

  static Finding complianceChecklistSigned(
      Answered<ComplianceChecklist> signed, boolean explanationAsked) {
    var list = signed.answer();
    if (!list.complete())
      return Finding.block("Open in the compliance checklist: " + list.complianceComment());
    if (explanationAsked && list.explanationMethod() == null)
      return Finding.block(
          "Risk tier, charter or kind of decision ask for explanations, and no method explains a single decision.");
    return Finding.pass("Checklist signed by " + signed.by() + "; " + list.deployApprovers()
        + " may approve deployments; explanation: "
        + (list.explanationMethod() == null ? "not asked for" : list.explanationMethod()) + ".");
  }

  /**
   * R58: the register carries the eight risks of every model in production, and what watches each.
   */
  Finding riskRegisterKept(String initiative) {
    return riskRegisterKept(risks.of(initiative));
  }

  static Finding riskRegisterKept(List<Risk> register) {
    if (register.isEmpty())
      return Finding.block("There is no risk register. It is opened by the task “Register model”.");
    var known = register.stream().map(Risk::code).toList();
    var missing = Risks.SEEDS.stream()
        .filter(seed -> !known.contains(seed.code()))
        .map(Risk::title)
        .collect(Collectors.joining("; "));
    if (!missing.isEmpty())
      return Finding.block(
          "The risk register leaves out what every model in production carries: " + missing + ".");
    return Finding.pass(register.size() + " risks are on the register, each with what watches it.");
  }

  /** R51: asked at the moment of the gate; what was fresh last week proves nothing today. */
  Finding monitoringReturnsFreshData(String initiative) {
    return monitoringReturnsFreshData(probes.look(initiative));
  }

  static Finding monitoringReturnsFreshData(List<MonitoringProbe> probes) {
    if (probes.isEmpty()) return Finding.block("Nobody said yet which signals must be watched.");
    var silent = probes.stream()
        .filter(probe -> !probe.fresh())
        .map(MonitoringProbe::fact)
        .toList();
    if (!silent.isEmpty()) return Finding.block(String.join(" ", silent));
    return Finding.pass(
        probes.stream().map(MonitoringProbe::fact).collect(Collectors.joining(" ")));
  }

  /** R57: a test alert came in by the door of the real ones and a person acknowledged it. */
  Finding testAlertAcknowledged(String initiative) {
    return alerts
        .of(initiative)
        .map(alert -> testAlertAcknowledged(alert, properties))
        .orElse(Finding.block("No test alert was raised yet."));
  }

  static Finding testAlertAcknowledged(TestAlert alert, ReadinessProperties properties) {
    if (alert.acknowledgedAt() == null && !alert.arrived())
      return Finding.block("The test alert of " + alert.raisedAt() + " never came in at /api/alerts"
          + (alert.problem() == null ? "." : ": " + alert.problem()));
    if (alert.acknowledgedAt() == null)
      return Finding.block("The test alert of " + alert.raisedAt() + " waits for an answer.");
    if (!alert.acknowledged())
      return Finding.block("The test alert did not arrive: " + alert.remark());
    if (!alert.arrived())
      return Finding.block(
          "The test alert was answered, but it never came in at /api/alerts. Send one again.");
    var fact = "Test alert came in at /api/alerts after " + alert.onItsWay().toMillis()
        + " ms, acknowledged by " + alert.acknowledgedBy() + " after "
        + alert.took().toSeconds() + " s.";
    return alert.took().compareTo(properties.alertDue()) <= 0
        ? Finding.pass(fact)
        : Finding.warn(fact + " That is later than " + properties.alertDue() + ".");
  }

  /** R52: the newest drill on the real route succeeded, for this candidate, and is not too old. */
  Finding rollbackRehearsedLately(String initiative) {
    var candidate = readiness
        .find(initiative, Registration.class)
        .map(found -> found.answer().candidate());
    return rollbackRehearsedLately(
        rehearsals.latest(initiative), candidate, properties.drillAge(), clock.instant());
  }

  static Finding rollbackRehearsedLately(
      Optional<Rehearsal> latest, Optional<String> candidate, Duration oldest, Instant now) {
    if (latest.isEmpty()) return Finding.block("No rollback was rehearsed.");
    var drill = latest.get();
    if (!drill.succeeded())
      return Finding.block("The drill of " + drill.at() + " failed: " + drill.fact());
    if (candidate.isPresent() && !candidate.get().equals(drill.version()))
      return Finding.block("The drill was run with version " + drill.version()
          + ", the candidate is " + candidate.get() + ".");
    var fact = "Rollback rehearsed at " + drill.at() + " in " + drill.tookMillis() + " ms.";
    return drill.at().plus(oldest).isBefore(now)
        ? Finding.block(
            fact + " That is more than " + oldest.toDays() + " days ago: rehearse it again.")
        : Finding.pass(fact);
  }

  /** R56: operations understands the model, trusts it, can maintain it, and was trained. */
  Finding handoverAcceptedOperationsTrained(String initiative) {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return readiness
        .find(initiative, Handover.class)
        .map(answered -> handoverAcceptedOperationsTrained(answered, today))
        .orElse(Finding.block("Operations has not accepted the handover."));
  }

  static Finding handoverAcceptedOperationsTrained(Answered<Handover> answered, LocalDate today) {
    var handover = answered.answer();
    if (!handover.accepted())
      return Finding.block("Operations does not take over yet: " + handover.handoverComment());
    if (handover.trainedOn().isAfter(today))
      return Finding.block(
          "The training is planned for " + handover.trainedOn() + " and has not been held.");
    return Finding.pass("Accepted by " + answered.by() + "; trained on " + handover.trainedOn()
        + ": " + handover.trainedPeople() + ".");
  }

  /** R56: the runbook exists and, where it is a link that may be tried, answers now. */
  Finding runbookReachable(String initiative) {
    var written = readiness.find(initiative, Runbook.class);
    if (written.isEmpty()) return Finding.block("There is no runbook.");
    var address = written.get().answer().runbookAddress();
    var onCall = "; on call: " + written.get().answer().onCall() + ".";
    if (!links.mayTry(address))
      return Finding.pass(
          "Runbook at " + address + ", attested by " + written.get().by() + onCall);
    return links
        .problem(address)
        .map(problem -> Finding.block("The runbook at " + address + " " + problem + "."))
        .orElse(Finding.pass("Runbook at " + address + " answers" + onCall));
  }

  /** R50: volume, latency, errors and length of the load test, held against the charter. */
  Finding servingProvenAgainstTheLimits(String initiative) {
    var latencyLimit =
        charters.of(initiative).map(Charter::latencyLimitMs).map(Number::doubleValue);
    return readiness
        .find(initiative, ServingProof.class)
        .map(proof -> servingProvenAgainstTheLimits(proof.answer(), latencyLimit, properties))
        .orElse(Finding.block("No load test is recorded."));
  }

  static Finding servingProvenAgainstTheLimits(
      ServingProof proof, Optional<Double> latencyLimit, ReadinessProperties properties) {
    var measured = String.format(
        Locale.ROOT,
        "%.0f requests/s of %.0f, p95 %.0f ms, %.2f %% failed, over %.0f minutes.",
        proof.measuredPerSecond(),
        proof.targetPerSecond(),
        proof.latencyP95Ms(),
        proof.errorRatePercent(),
        proof.loadTestMinutes());
    var missed = new ArrayList<String>();
    if (!(proof.measuredPerSecond() >= proof.targetPerSecond()))
      missed.add("the volume is below the target");
    if (!(proof.errorRatePercent() <= properties.errorRateLimitPercent()))
      missed.add("more than " + properties.errorRateLimitPercent() + " % failed");
    if (!(proof.loadTestMinutes() * 60 >= properties.shortestLoadTest().toSeconds()))
      missed.add("the test was too short to prove anything");
    latencyLimit
        .filter(limit -> !(proof.latencyP95Ms() <= limit))
        .ifPresent(
            limit -> missed.add(String.format(Locale.ROOT, "the charter allows %.0f ms", limit)));
    if (!missed.isEmpty())
      return Finding.block(measured + " But " + String.join(", ", missed) + ".");
    if (latencyLimit.isEmpty())
      return Finding.warn(measured + " The charter names no latency limit to hold this against.");
    return Finding.pass(measured);
  }

  /** R57: a benchmark is tracked when production is asked for the same figure. */
  Finding performanceBenchmarksTracked(String initiative) {
    return performanceBenchmarksTracked(required(initiative));
  }

  static Finding performanceBenchmarksTracked(List<Signal> required) {
    var missing = Stream.of(Signal.ACCURACY, Signal.LATENCY_P95, Signal.ERROR_RATE)
        .filter(signal -> !required.contains(signal))
        .map(Signal::label)
        .toList();
    if (missing.isEmpty())
      return Finding.pass("Accuracy, error-rate and latency-p95 are required from monitoring.");
    return Finding.block("Not tracked in production: " + String.join(", ", missing)
        + ". Add them in “Connect monitoring”.");
  }

  /** R55: the architecture is written down, and the cache question has an answer. */
  Finding architectureRecorded(String initiative) {
    return readiness
        .find(initiative, ArchitectureRecord.class)
        .map(GoLiveGate::architectureRecorded)
        .orElse(Finding.block("The architecture is not recorded."));
  }

  static Finding architectureRecorded(Answered<ArchitectureRecord> recorded) {
    var architecture = recorded.answer();
    if (!architecture.leavesCacheOut())
      return Finding.pass("Architecture recorded by " + recorded.by() + ".");
    return Finding.warn(String.format(
        Locale.ROOT,
        "%.0f %% of the requests could come from a cache, worth up to %,.0f a month; none is used: %s",
        architecture.cacheablePercent(),
        architecture.saving(),
        architecture.cacheReason()));
  }

  /**
   * R53: shows the signers which version they let serve, and on whose word; it is their decision
   * that makes it so.
   */
  Finding whatServesToday(String initiative) {
    var said = readiness.find(initiative, Registration.class);
    if (said.isEmpty())
      return Finding.block("Nobody said what serves today: “Register model” asks for it.");
    var named = said.get().answer();
    var route = routes.find(named.model()).filter(known -> !known.undecided());
    var fallback = "; callers are to fall back on “" + named.fallback() + "”";
    if (route.isPresent())
      return Finding.pass(named.serving() + " serves by the route"
          + (named.fallback().equals(route.get().fallback())
              ? "."
              : fallback + " from this gate on."));
    return Finding.pass((named.first() ? "No version; the fallback " : "Version ") + named.serving()
        + ", said to serve today by " + said.get().by() + ": takes effect with this gate" + fallback
        + ".");
  }

  /** R82: a model nobody sees; no signal was asked for, or what was asked for is silent now. */
  Finding noMonitoring(String initiative) {
    if (readiness.find(initiative, Registration.class).isEmpty())
      return Finding.block("No model is registered, so nothing is watched.");
    var seen = probes.look(initiative);
    if (seen.isEmpty()) return Finding.block("Nobody said which signals must be watched.");
    var silent = seen.stream()
        .filter(probe -> !probe.fresh())
        .map(MonitoringProbe::signal)
        .toList();
    if (!silent.isEmpty()) return Finding.block("Silent now: " + String.join(", ", silent) + ".");
    return Finding.pass("Fresh now: "
        + seen.stream().map(MonitoringProbe::signal).collect(Collectors.joining(", ")) + ".");
  }

  /**
   * R82: no way back from predictions to retraining, or no signal that would tell when it is due.
   */
  Finding machineLearningAsOneTimeWork(String initiative) {
    var architecture = readiness.find(initiative, ArchitectureRecord.class);
    if (architecture.isEmpty())
      return Finding.block("Nobody described how predictions lead to retraining.");
    var handover = readiness.find(initiative, Handover.class).map(Answered::answer);
    if (handover.isEmpty() || !handover.get().maintainable())
      return Finding.block("Operations has not said that it can maintain the model.");
    var signals = required(initiative).stream()
        .filter(TELLS_AGE::contains)
        .map(Signal::label)
        .collect(Collectors.joining(", "));
    return signals.isEmpty()
        ? Finding.warn(
            "No watched signal tells when the model ages: watch accuracy, agreement or drift.")
        : Finding.pass("Ageing shows in " + signals + "; then: "
            + architecture.get().answer().monitoringPath());
  }

  /**
   * R83: it fits what is downstream, ran like production as a pilot, and its serving and way back
   * were proven.
   */
  Finding infrastructureProductionReady(String initiative) {
    var misfit = charters
        .of(initiative)
        .map(Charter::integration)
        .filter(integration -> !integration.fits());
    if (misfit.isPresent())
      return Finding.warn("The interface “" + misfit.get().api()
          + "” is not reachable or does not fit " + misfit.get().consumer() + ".");
    var gaps = concepts.infrastructure(initiative).filter(found -> !found.gaps().isEmpty());
    if (gaps.isPresent())
      return Finding.warn(
          "The pilot was not like production: " + String.join("; ", gaps.get().gaps()) + ".");
    if (readiness.find(initiative, ServingProof.class).isEmpty())
      return Finding.block("No load test proves the serving.");
    return rehearsals
        .latest(initiative)
        .filter(Rehearsal::succeeded)
        .map(drill -> Finding.pass(
            "Load-tested; rolled back in a drill within " + drill.tookMillis() + " ms."))
        .orElseGet(() -> Finding.block("No rollback drill succeeded."));
  }

  /** The signals monitoring has to give. */
  private List<Signal> required(String initiative) {
    return readiness
        .find(initiative, MonitoringConnection.class)
        .map(found -> found.answer().required())
        .orElse(List.of());
  }
}
