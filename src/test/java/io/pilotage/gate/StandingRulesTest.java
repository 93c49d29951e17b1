package io.pilotage.gate;

import static io.pilotage.value.SampleKpis.ACCURACY;
import static io.pilotage.value.SampleKpis.HOURS_SAVED;
import static io.pilotage.value.SampleKpis.gapsBeside;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.charter.Charters;
import io.pilotage.charter.Committee;
import io.pilotage.charter.Direction;
import io.pilotage.charter.Fallback;
import io.pilotage.charter.FallbackKind;
import io.pilotage.charter.Integration;
import io.pilotage.charter.Problem;
import io.pilotage.charter.Strategy;
import io.pilotage.dataset.AuditRequest;
import io.pilotage.dataset.Audits;
import io.pilotage.dataset.DataFiles;
import io.pilotage.dataset.Preparation.BiasVerdict;
import io.pilotage.dataset.Preparations;
import io.pilotage.experiment.Complexity;
import io.pilotage.experiment.Concepts;
import io.pilotage.experiment.ExperimentOutcome;
import io.pilotage.experiment.Experiments;
import io.pilotage.experiment.Figures;
import io.pilotage.experiment.Infrastructure;
import io.pilotage.experiment.Lessons;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.initiative.RiskTier;
import io.pilotage.readiness.ArchitectureRecord;
import io.pilotage.readiness.CacheDecision;
import io.pilotage.readiness.Handover;
import io.pilotage.readiness.MonitoringConnection;
import io.pilotage.readiness.Readiness;
import io.pilotage.readiness.Registration;
import io.pilotage.readiness.Registrations;
import io.pilotage.readiness.Rehearsals;
import io.pilotage.readiness.ServingProof;
import io.pilotage.registry.Models;
import io.pilotage.sync.Minutes;
import io.pilotage.sync.Syncs;
import io.pilotage.traffic.Routes;
import io.pilotage.value.Benefit;
import io.pilotage.value.BusinessCase;
import io.pilotage.value.CostItem;
import io.pilotage.value.Kpi;
import io.pilotage.value.KpiContract;
import io.pilotage.value.Kpis;
import io.pilotage.value.Returns;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * R82 and R83: each of the ten mistakes and the four dimensions of health fires once and stays
 * quiet once.
 */
class StandingRulesTest extends WebTest {

  @Autowired
  private GatePages pages;

  @Autowired
  private StandingRules standing;

  @Autowired
  private RulesFired agenda;

  @Autowired
  private Gates gates;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Charters charters;

  @Autowired
  private Kpis kpis;

  @Autowired
  private Returns returns;

  @Autowired
  private Syncs syncs;

  @Autowired
  private Audits audits;

  @Autowired
  private DataFiles files;

  @Autowired
  private Preparations preparations;

  @Autowired
  private Experiments experiments;

  @Autowired
  private Concepts concepts;

  @Autowired
  private Readiness readiness;

  @Autowired
  private Registrations registrations;

  @Autowired
  private Rehearsals rehearsals;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  private String key;

  @BeforeEach
  void register() {
    key = initiatives.register("Rules for a whole life", null, "pm").key();
  }

  @Test
  @DisplayName("R82 R83 there are ten mistakes and four dimensions, each asked at every gate")
  void asksAllAtEveryGate() {
    assertThat(pages.forLife())
        .filteredOn(rule -> rule.kind() == Rule.Kind.MISTAKE)
        .hasSize(10);
    assertThat(pages.forLife())
        .filteredOn(rule -> rule.kind() == Rule.Kind.HEALTH)
        .hasSize(4);

    var gate = gates.open("standing-" + key, key, Phase.DATA);

    assertThat(gate.criteria())
        .extracting(Criterion::name)
        .containsAll(pages.forLife().stream().map(Rule::name).toList());
  }

  @Test
  @DisplayName(
      "R82 what could not be known yet blocks no gate; from its own gate on it does, and stands on the "
          + "agenda of the week")
  void blocksNothingBeforeItsTime() {
    assertThat(standing.of(key)).noneMatch(rule -> rule.finding().effect() == Effect.BLOCK);
    assertThat(found(standing.of(key), "Mistake: wrong problem")).satisfies(finding -> {
      assertThat(finding.effect()).isEqualTo(Effect.NOT_YET);
      assertThat(finding.fact()).contains("from the gate of define on");
    });
    assertThat(standing.of(key))
        .as("what is not asked yet has not fired")
        .noneMatch(StandingRules.Standing::fired);
    assertThat(agenda.items(key, Instant.EPOCH)).isEmpty();

    gates.open("define-" + key, key, Phase.DEFINE);

    assertThat(found(standing.of(key), "Mistake: wrong problem").effect()).isEqualTo(Effect.BLOCK);
    assertThat(found(standing.of(key), "Mistake: no monitoring").effect())
        .isEqualTo(Effect.NOT_YET);
    assertThat(agenda.items(key, Instant.EPOCH))
        .first()
        .asString()
        .startsWith("Rule fired, blocks: ");
    assertThat(gates.get("define-" + key).blocks())
        .extracting(Criterion::name)
        .contains("Mistake: wrong problem", "Health: ownership joint");
  }

  @Test
  void wrongProblem() {
    fires("Mistake: wrong problem", Effect.BLOCK, "No problem is framed");
    framed("false positives");
    fires("Mistake: wrong problem", Effect.BLOCK, "no business priority");
    linked();
    fires("Mistake: wrong problem", Effect.WARN, "Nobody estimated");
    estimated();
    quiet("Mistake: wrong problem", "reduce false positives by 30 %");
  }

  @Test
  void wrongMetric() {
    fires("Mistake: wrong metric", Effect.BLOCK, "No KPI contract");
    agreed(HOURS_SAVED, ACCURACY);
    quiet("Mistake: wrong metric", "hours saved a week");
    kpis.measured(key, "accuracy", 99, today());
    kpis.measured(key, "hours saved a week", 10, today());
    fires(
        "Mistake: wrong metric",
        Effect.WARN,
        "The model does well (accuracy), the business does not (hours saved a week)");
    kpis.measured(key, "hours saved a week", 130, today());
    quiet("Mistake: wrong metric", "hours saved a week");
  }

  @Test
  void metricIsABusinessKpi() {
    fires("Health: metric is a business KPI", Effect.BLOCK, "no business KPI");
    agreed(HOURS_SAVED);
    quiet("Health: metric is a business KPI", "owned by Ada");
  }

  @Test
  void scopeNarrow() {
    fires("Health: scope narrow", Effect.BLOCK, "No problem");
    framed("false positives, complaints and costs");
    fires("Health: scope narrow", Effect.WARN, "several metrics");
    framed("false positives");
    quiet("Health: scope narrow", "One metric");
    sketched("all departments", true);
    fires("Health: scope narrow", Effect.WARN, "several consumers");
    sketched("the gateway", true);
    quiet("Health: scope narrow", "one consumer (the gateway)");
  }

  @Test
  void ownershipJoint() {
    fires("Health: ownership joint", Effect.BLOCK, "No committee");
    committee();
    fires("Health: ownership joint", Effect.BLOCK, "not all agreed");
    agreed(HOURS_SAVED);
    quiet("Health: ownership joint", "operations (Olga)");
    missSync();
    quiet("Health: ownership joint", "own it");
    missSync();
    fires("Health: ownership joint", Effect.WARN, "last 2 weekly syncs were missed");
    clock.pass(Duration.ofDays(7));
    syncs.arrange(key + "-held", key);
    syncs.hold(key + "-held", new Minutes("Dana", "Ada", "On the way", null, List.of(), List.of()));
    quiet("Health: ownership joint", "own it");
  }

  @Test
  void dataQualityIgnored() {
    fires("Mistake: data quality ignored", Effect.BLOCK, "ever profiled");
    audited(
        "id,sex,seen,ok\n1,m," + today().minusDays(2) + ",yes\n2,w," + today().minusDays(1)
            + ",no\n",
        List.of());
    fires("Mistake: data quality ignored", Effect.BLOCK, "not accepted");
    audits.review(key, true, null);
    fires("Mistake: data quality ignored", Effect.BLOCK, "after go-live");
    preparations.nameOwner(key, "Dana", "Monthly profile");
    quiet("Mistake: data quality ignored", "Monthly profile");
    audited(
        "id,sex,seen,ok\n1,m,2001-01-01,yes\n2,w,2001-01-01,no\n2,w,2001-01-01,no\n", List.of());
    audits.review(key, true, null);
    fires("Mistake: data quality ignored", Effect.WARN, "The profile warned");
  }

  @Test
  void fairnessIgnored() {
    fires("Mistake: fairness ignored", Effect.BLOCK, "Nobody stated");
    audited("id,sex,ok\n1,m,yes\n2,w,no\n", List.of());
    preparations.stateBias(key, false, "None: outcomes are observed", "Nothing");
    fires("Mistake: fairness ignored", Effect.BLOCK, "0 of risk");
    preparations.reviewBias(key, "risk", BiasVerdict.ACCEPTABLE, null);
    fires("Mistake: fairness ignored", Effect.WARN, "no groups were compared");
    initiatives.classify(key, RiskTier.HIGH);
    fires("Mistake: fairness ignored", Effect.BLOCK, "The risk is high");
    var rows = new StringBuilder("id,sex,ok\n");
    for (int i = 0; i < 400; i++)
      rows.append(i).append(i % 4 < 2 ? ",m," : ",w,").append(i % 2 == 0 ? "yes\n" : "no\n");
    audited(rows.toString(), List.of("sex"));
    quiet("Mistake: fairness ignored", "1.000, by sex");
  }

  @Test
  void overEngineeredPoc() {
    fires("Mistake: over-engineered POC", Effect.BLOCK, "No simple solution");
    concepts.open(key, 1_000);
    experiments.record(
        key,
        Complexity.BASELINE,
        "Rule on income",
        new Figures(0.9, null, null, null, 10, null),
        null);
    quiet("Mistake: over-engineered POC", "Rule on income");
    var trees = experiments.record(
        key, Complexity.CANDIDATE, "Deep net", new Figures(0.9, null, null, null, 10, null), null);
    experiments.learn(
        key, trees.id(), new Lessons("a", "b", "c"), ExperimentOutcome.CANDIDATE_FOUND);
    fires("Mistake: over-engineered POC", Effect.BLOCK, "no better");
    experiments.learn(key, trees.id(), new Lessons("a", "b", "c"), ExperimentOutcome.GIVE_UP);
    concepts.check(key, new Infrastructure(true, true, true, true, true, "A cluster of its own"));
    fires("Mistake: over-engineered POC", Effect.WARN, "A cluster of its own");
  }

  @Test
  void noFallback() {
    fires("Mistake: no fallback", Effect.BLOCK, "Nobody planned");
    charters.plan(key, new Fallback("Payments wait", FallbackKind.RULES, "The old rules", "Olga"));
    quiet("Mistake: no fallback", "owned by Olga");
    var model = registered();
    quiet("Mistake: no fallback", "told so by the gate");
    models.adopt(model, "v1", key, models.get(model, "v1").artifact(), "gate");
    routes.change(routes.get(model).servedBy("v1", "rules"), "gate", "It was decided");
    quiet("Mistake: no fallback", "falls back on “rules”");
    routes.change(routes.get(model).toFallback(), "olga", "Something broke");
    fires("Mistake: no fallback", Effect.WARN, "answered by “rules” now");
  }

  @Test
  void noGovernance() {
    fires("Mistake: no governance", Effect.BLOCK, "who decides");
    committee();
    fires("Mistake: no governance", Effect.BLOCK, "never classified");
    initiatives.classify(key, RiskTier.LIMITED);
    quiet("Mistake: no governance", "the steering committee");
    var model = registered();
    models.reportUnauthorised(model, "v2", "watch");
    fires("Mistake: no governance", Effect.WARN, "without approval: v2");
    models.approve(model, "v2", "gate");
    quiet("Mistake: no governance", "nothing unapproved");
    models.adopt(model, "v1", key, models.get(model, "v1").artifact(), "gate");
    routes.change(routes.get(model).servedBy("v1", "rules"), "gate", "It was decided");
    models.reportUnauthorised(model, "rules", "watch");
    models.reportUnauthorised(model, "stranger", "watch");
    fires("Mistake: no governance", Effect.WARN, "without approval: stranger.");
    clock.pass(Duration.ofDays(31));
    quiet("Mistake: no governance", "nothing unapproved");
  }

  @Test
  void noMonitoring() {
    fires("Mistake: no monitoring", Effect.BLOCK, "No model is registered");
    var model = registered();
    fires("Mistake: no monitoring", Effect.BLOCK, "Nobody said");
    readiness.keep(key, MonitoringConnection.of(List.of("error-rate"), "pager", "duty"));
    fires("Mistake: no monitoring", Effect.BLOCK, "Silent now: error-rate");
    predict(model, "v1");
    quiet("Mistake: no monitoring", "Fresh now: error-rate");
  }

  @Test
  @DisplayName("R82 a version that came after the registration is watched too")
  void watchesWhatServesLater() {
    var model = registered();
    readiness.keep(key, MonitoringConnection.of(List.of("error-rate"), "pager", "duty"));
    models.register(model, "v3", key, "s3://v3", "dana");
    routes.change(routes.get(model).withCandidate("v3"), "dana", "Retrained");

    predict(model, "v3");

    quiet("Mistake: no monitoring", "Fresh now");
  }

  @Test
  void oneTimeWork() {
    fires(
        "Mistake: machine learning as one-time work",
        Effect.BLOCK,
        "how predictions lead to retraining");
    readiness.keep(
        key,
        new ArchitectureRecord(
            "raw to registry",
            "request to response",
            "log, drift, retraining",
            10,
            100,
            CacheDecision.NOT_USED,
            null));
    fires("Mistake: machine learning as one-time work", Effect.BLOCK, "can maintain");
    readiness.keep(key, new Handover(true, true, true, "Olga", today(), null));
    readiness.keep(key, MonitoringConnection.of(List.of("error-rate"), "pager", "duty"));
    fires("Mistake: machine learning as one-time work", Effect.WARN, "ages");
    readiness.keep(
        key, MonitoringConnection.of(List.of("error-rate", "input-drift"), "pager", "duty"));
    quiet(
        "Mistake: machine learning as one-time work", "input-drift; then: log, drift, retraining");
  }

  @Test
  void infrastructureProductionReady() {
    fires("Health: infrastructure production-ready", Effect.BLOCK, "No load test");
    sketched("the gateway", false);
    fires("Health: infrastructure production-ready", Effect.WARN, "does not fit the gateway");
    sketched("the gateway", true);
    concepts.check(key, new Infrastructure(false, true, true, true, false, "A laptop"));
    fires("Health: infrastructure production-ready", Effect.WARN, "runtime of production");
    concepts.check(key, new Infrastructure(true, true, true, true, false, null));
    registered();
    readiness.keep(key, new ServingProof(200, 240, 80, 0.1, 30, "s3://reports/1"));
    fires("Health: infrastructure production-ready", Effect.BLOCK, "No rollback drill");
    rehearsals.rehearse(key);
    quiet("Health: infrastructure production-ready", "Load-tested");
  }

  @Test
  void noStagedRollout() {
    fires("Mistake: no staged rollout", Effect.BLOCK, "No route");
    var model = registered();
    models.approve(model, "v2", "gate");
    for (int share : new int[] {500, 2_500, 500, 2_500, 7_500, 10_000})
      routes.change(routes.get(model).shiftTo(share), "rollout", "Next stage");
    quiet("Mistake: no staged rollout", "stage by stage");
    models.register(model, "v3", key, "s3://v3", "dana");
    models.approve(model, "v3", "gate");
    routes.change(routes.get(model).promoted(), "rollout", "Promoted");
    routes.change(routes.get(model).withCandidate("v3"), "dana", "Next");
    routes.change(routes.get(model).shiftTo(10_000), "dana", "In a hurry");
    fires(
        "Mistake: no staged rollout", Effect.BLOCK, "v3 went from 0.0 to 100.0 % at once, by dana");
  }

  private void framed(String metric) {
    charters.frame(
        key, new Problem("reduce " + metric + " by 30 %", metric, Direction.REDUCE, 30, "%"));
  }

  private void linked() {
    charters.link(
        key,
        new Strategy(
            "Fewer losses",
            Strategy.Lever.PROFIT_AND_LOSS,
            Strategy.Imperative.FRAUD_MINIMISATION,
            "a",
            "b",
            "c",
            "d"));
  }

  private void estimated() {
    returns.estimate(
        key,
        new BusinessCase(
            List.of(new CostItem(CostItem.Stage.PRODUCTION, "Serving", 1.0, 2.0)),
            List.of(new Benefit(Benefit.Type.REVENUE, "More", 10.0, 20.0))));
  }

  private void agreed(Kpi... agreed) {
    kpis.agree(
        key,
        new KpiContract(
            Arrays.asList(agreed),
            gapsBeside(agreed),
            new KpiContract.Agreement("Ada", "Olga", "Emil")));
  }

  private void committee() {
    charters.name(
        key,
        new Committee(
            new Committee.Members("Ada", "Emil", "Sue", "Leo", "Olga"),
            new Committee.Owners("Ada", "Leo"),
            Committee.Decider.COMMITTEE));
  }

  private void sketched(String consumer, boolean fits) {
    charters.sketch(
        key,
        new Integration("Payments", "Dirk", "POST /score", true, consumer, "score", fits, "Emil"));
  }

  private void missSync() {
    clock.pass(Duration.ofDays(7));
    var meeting = key + "-" + clock.instant();
    assertThat(syncs.arrange(meeting, key)).isTrue();
    syncs.miss(meeting);
  }

  private void audited(String rows, List<String> groups) {
    var location = files.upload(
        key, "data.csv", new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)));
    audits.ask(
        key,
        new AuditRequest(
            location, "ok", "yes", rows.contains("seen") ? "seen" : null, groups, null));
    assertThat(audits.profile(key)).isTrue();
  }

  private String registered() {
    var model = key.toLowerCase(Locale.ROOT);
    registrations.register(key, new Registration(model, "v1", "v2", "s3://models/v2", "rules"));
    return model;
  }

  private void predict(String model, String version) {
    var answer = anonymously()
        .postLines(
            "/api/predictions",
            "{\"id\":\"" + model + version + "\",\"model\":\"" + model + "\",\"version\":\""
                + version + "\",\"at\":\"" + clock.instant().minusSeconds(5)
                + "\",\"prediction\":\"ok\",\"latencyMs\":12}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  private void fires(String rule, Effect effect, String fact) {
    var finding = check(rule);
    assertThat(finding.effect()).as(finding.fact()).isEqualTo(effect);
    assertThat(finding.fact()).contains(fact);
  }

  private void quiet(String rule, String fact) {
    fires(rule, Effect.PASS, fact);
  }

  private Finding check(String rule) {
    return pages.forLife().stream()
        .filter(known -> known.name().equals(rule))
        .findFirst()
        .orElseThrow()
        .check(key);
  }

  private static Finding found(List<StandingRules.Standing> all, String rule) {
    return all.stream()
        .filter(known -> known.name().equals(rule))
        .findFirst()
        .orElseThrow()
        .finding();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
