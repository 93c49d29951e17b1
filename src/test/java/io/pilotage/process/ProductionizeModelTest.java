package io.pilotage.process;

import static io.pilotage.gate.GateVariables.CAUSE;
import static io.pilotage.gate.GateVariables.COMMENT;
import static io.pilotage.gate.GateVariables.DECISION;
import static io.pilotage.gate.GateVariables.WAIVER;
import static io.pilotage.gate.GateVariables.WAIVER_REASON;
import static io.pilotage.gate.GateVariables.WAIVER_UNTIL;
import static io.pilotage.readiness.activity.ReadinessVariables.ALERT_COMMENT;
import static io.pilotage.readiness.activity.ReadinessVariables.ALERT_CONTACT;
import static io.pilotage.readiness.activity.ReadinessVariables.ALERT_REACHED;
import static io.pilotage.readiness.activity.ReadinessVariables.CACHEABLE_PERCENT;
import static io.pilotage.readiness.activity.ReadinessVariables.CACHE_DECISION;
import static io.pilotage.readiness.activity.ReadinessVariables.CANDIDATE_ARTIFACT;
import static io.pilotage.readiness.activity.ReadinessVariables.CANDIDATE_VERSION;
import static io.pilotage.readiness.activity.ReadinessVariables.DEPLOY_APPROVERS;
import static io.pilotage.readiness.activity.ReadinessVariables.ERROR_RATE_PERCENT;
import static io.pilotage.readiness.activity.ReadinessVariables.ESCALATION_CONTACT;
import static io.pilotage.readiness.activity.ReadinessVariables.EXPLANATION_METHOD;
import static io.pilotage.readiness.activity.ReadinessVariables.FALLBACK_NAME;
import static io.pilotage.readiness.activity.ReadinessVariables.LATENCY_P95_MS;
import static io.pilotage.readiness.activity.ReadinessVariables.LOAD_TEST_MINUTES;
import static io.pilotage.readiness.activity.ReadinessVariables.LOAD_TEST_REPORT;
import static io.pilotage.readiness.activity.ReadinessVariables.MAINTAINABLE;
import static io.pilotage.readiness.activity.ReadinessVariables.MEASURED_PER_SECOND;
import static io.pilotage.readiness.activity.ReadinessVariables.MODEL;
import static io.pilotage.readiness.activity.ReadinessVariables.MONITORING_PATH;
import static io.pilotage.readiness.activity.ReadinessVariables.ON_CALL;
import static io.pilotage.readiness.activity.ReadinessVariables.OVERSIGHT_AGREED;
import static io.pilotage.readiness.activity.ReadinessVariables.PRIVACY_REVIEWED;
import static io.pilotage.readiness.activity.ReadinessVariables.RECORDS_COMPLETE;
import static io.pilotage.readiness.activity.ReadinessVariables.REQUEST_PATH;
import static io.pilotage.readiness.activity.ReadinessVariables.ROLLBACK_STEPS;
import static io.pilotage.readiness.activity.ReadinessVariables.RUNBOOK_ADDRESS;
import static io.pilotage.readiness.activity.ReadinessVariables.SECURITY_REVIEWED;
import static io.pilotage.readiness.activity.ReadinessVariables.SERVING_COST_PER_MONTH;
import static io.pilotage.readiness.activity.ReadinessVariables.STABLE_VERSION;
import static io.pilotage.readiness.activity.ReadinessVariables.TARGET_PER_SECOND;
import static io.pilotage.readiness.activity.ReadinessVariables.TRAINED_ON;
import static io.pilotage.readiness.activity.ReadinessVariables.TRAINED_PEOPLE;
import static io.pilotage.readiness.activity.ReadinessVariables.TRAINING_PATH;
import static io.pilotage.readiness.activity.ReadinessVariables.TRUSTED;
import static io.pilotage.readiness.activity.ReadinessVariables.UNDERSTOOD;
import static io.pilotage.value.SampleKpis.HOURS_SAVED;
import static io.pilotage.value.SampleKpis.gapsBeside;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.gate.Cause;
import io.pilotage.gate.Effect;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.gate.WaiverDecision;
import io.pilotage.incident.Incidents;
import io.pilotage.initiative.Initiatives;
import io.pilotage.readiness.CacheDecision;
import io.pilotage.readiness.GoLive;
import io.pilotage.readiness.GoLiveCheck;
import io.pilotage.readiness.GoLiveItem;
import io.pilotage.readiness.Rehearsals;
import io.pilotage.readiness.Risks;
import io.pilotage.readiness.TestAlerts;
import io.pilotage.registry.Approval;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionState;
import io.pilotage.traffic.Routes;
import io.pilotage.value.KpiContract;
import io.pilotage.value.KpiContract.Agreement;
import io.pilotage.value.Kpis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

class ProductionizeModelTest extends ProcessTest {

  private static final List<String> SIGNERS =
      List.of("business", "engineering", "security", "legal", "operations", "risk");

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rehearsals rehearsals;

  @Autowired
  private TestAlerts alerts;

  @Autowired
  private Risks risks;

  @Autowired
  private GoLive goLive;

  @Autowired
  private Kpis kpis;

  @Autowired
  private Ledger ledger;

  @Autowired
  private Incidents incidents;

  @LocalServerPort
  private int port;

  private String key;
  private String model;

  @Test
  @DisplayName("R57 with all six proven the gate passes without a waiver")
  void passesWithoutWaiverWhenAllSixAreProven() throws Exception {
    var walk = registered();
    predict();
    kpis.agree(
        key,
        new KpiContract(
            List.of(HOURS_SAVED), gapsBeside(HOURS_SAVED), new Agreement("Ada", "Olga", "Emil")));
    kpis.measured(key, HOURS_SAVED.metric(), 12, LocalDate.now(ZoneOffset.UTC));

    makeReady(walk);

    assertThat(check(GoLiveItem.KPIS_MEASURABLE).effect()).isEqualTo(Effect.PASS);
    assertThat(check(GoLiveItem.ALERTING_IN_PLACE).effect())
        .as(check(GoLiveItem.ALERTING_IN_PLACE).fact())
        .isEqualTo(Effect.PASS);
    assertThat(check(GoLiveItem.ROLLBACK_TESTED).effect()).isEqualTo(Effect.PASS);
    assertThat(check(GoLiveItem.REVIEWS_DONE).effect()).isEqualTo(Effect.PASS);
    assertThat(check(GoLiveItem.OPERATIONS_TRAINED).effect()).isEqualTo(Effect.PASS);
    assertThat(check(GoLiveItem.BENCHMARKS_TRACKED).effect())
        .as("the charter names no latency limit")
        .isEqualTo(Effect.WARN);
    signOff(walk);
    walk.endedAt("Model productionized").withoutPassing("Decide on waiver");
  }

  @Test
  @DisplayName("R53 the sign-off at the end approves the candidate, and nothing else does")
  void productionizesAModel() {
    var walk = registered();
    makeReady(walk);
    assertThat(models.approved(model, "v2")).isFalse();

    signOff(walk);
    grantWaiver(walk);

    walk.endedAt("Model productionized");
    assertThat(models.approval(model, "v2"))
        .map(Approval::by)
        .hasValueSatisfying(by -> assertThat(by).contains(key));
    assertThat(routes.get(model).share()).isZero();
  }

  @Test
  @DisplayName(
      "R84 registering names the model and what is said to serve, and lets the candidate wait without traffic")
  void registersModelAndRoute() {
    var walk = registered();

    walk.waitsAt(
        "Prove serving",
        "Connect monitoring",
        "Complete compliance",
        "Record architecture",
        "Write runbook");
    assertThat(initiatives.get(key).model()).isEqualTo(model);
    assertThat(models.get(model, "v1").state()).isEqualTo(VersionState.REGISTERED);
    assertThat(models.get(model, "v2").state()).isEqualTo(VersionState.REGISTERED);
    assertThat(routes.get(model).undecided()).isTrue();
    assertThat(routes.get(model).candidate()).isEqualTo("v2");
    assertThat(routes.get(model).share()).isZero();
  }

  @Test
  @DisplayName(
      "R60 R53 what is said to serve today is approved, live and served by the gate, and by nobody's word before it")
  void letsNothingServeOnOnePersonsWord() throws Exception {
    var walk = registered();

    assertThat(models.approved(model, "v1")).as("approved by one engineer").isFalse();
    assertThat(models.live(model)).isEmpty();
    assertThat(asked("caller-1"))
        .as("use your own default")
        .doesNotContain("\"value\"")
        .contains("DISABLED");
    makeReady(walk);
    assertThat(walk.answer("Sign off phase").as("operations").facts())
        .contains("v1", "said to serve today by engineering", "takes effect with this gate");
    signOff(walk);
    assertThat(asked("caller-1")).doesNotContain("\"value\"");
    grantWaiver(walk);

    assertThat(models.approval(model, "v1"))
        .map(Approval::by)
        .hasValueSatisfying(by -> assertThat(by).contains(key));
    assertThat(models.live(model)).map(version -> version.version()).contains("v1");
    assertThat(routes.get(model).stable()).isEqualTo("v1");
    assertThat(routes.get(model).fallback()).isEqualTo("rules");
    assertThat(asked("caller-1")).contains("\"value\":\"v1\"");
  }

  @Test
  @DisplayName("R58 the risk register starts with its eight seeds")
  void seedsTheRiskRegister() {
    registered();

    assertThat(risks.of(key)).hasSize(8);
  }

  @Test
  void letsTheFallbackServeWhileThereIsNoModel() {
    var walk = begun();

    register(walk).with(STABLE_VERSION, null).done();
    assertThat(routes.get(model).undecided()).isTrue();
    makeReady(walk);
    signOff(walk);
    grantWaiver(walk);

    assertThat(routes.get(model).stable()).isEqualTo("rules");
    assertThat(models.live(model)).map(version -> version.version()).contains("rules");
  }

  @Test
  @DisplayName(
      "R52 the drill moves one percent of the real route and back, and keeps the time it took")
  void rehearsesTheRollbackOnTheRealRoute() {
    var walk = registered();
    var before = routes.get(model).generation();

    proveServing(walk);

    walk.passed("Rehearse rollback");
    assertThat(rehearsals.latest(key)).hasValueSatisfying(drill -> {
      assertThat(drill.succeeded()).as(drill.fact()).isTrue();
      assertThat(drill.tookMillis()).isPositive();
      assertThat(drill.version()).isEqualTo("v2");
    });
    assertThat(routes.history(model))
        .extracting(change -> change.after().share())
        .containsSequence(0, 100, 0);
    assertThat(routes.get(model).generation()).isEqualTo(before + 2);
    assertThat(routes.get(model).share()).isZero();
  }

  @Test
  void keepsAFailedDrillForTheGateToSee() {
    var walk = registered();
    routes.change(routes.get(model).toFallback(), "olga", "Something else is wrong");

    proveServing(walk);

    walk.passed("Rehearse rollback");
    assertThat(rehearsals.latest(key))
        .hasValueSatisfying(drill -> assertThat(drill.succeeded()).isFalse());
  }

  @Test
  @DisplayName("R52 a gate with a drill 31 days old refuses")
  void refusesADrillOfThirtyOneDays() {
    var walk = registered();
    proveServing(walk);
    clock.pass(Duration.ofDays(31));

    completeTheRest(walk);

    assertThat(check(GoLiveItem.ROLLBACK_TESTED).effect()).isEqualTo(Effect.BLOCK);
    assertThat(check(GoLiveItem.ROLLBACK_TESTED).fact()).contains("more than 30 days ago");
    assertThat(walk.answer("Sign off phase").as("operations").facts())
        .contains("more than 30 days ago");
    signOff(walk);
    walk.waitsAt("Decide on waiver");
  }

  @Test
  @DisplayName("R51 a silent monitoring is stored as not ready and blocks the gate")
  void blocksWhenMonitoringIsSilent() {
    var walk = registered();

    makeReady(walk);

    assertThat(check(GoLiveItem.ALERTING_IN_PLACE).effect()).isEqualTo(Effect.BLOCK);
    assertThat(check(GoLiveItem.ALERTING_IN_PLACE).fact()).contains("no sample");
    signOff(walk);
    walk.waitsAt("Decide on waiver");
  }

  @Test
  @DisplayName("R57 the test alert is timed from its task to its answer")
  void timesTheTestAlert() {
    var walk = registered();
    connectMonitoring(walk);
    clock.pass(Duration.ofMinutes(7));

    walk.answer("Acknowledge test alert")
        .as("operations")
        .with(ALERT_REACHED, true)
        .done();

    assertThat(alerts.of(key)).hasValueSatisfying(alert -> {
      assertThat(alert.took()).isBetween(Duration.ofMinutes(7), Duration.ofMinutes(8));
      assertThat(alert.acknowledgedBy()).isEqualTo("operations");
    });
  }

  @Test
  @DisplayName(
      "R57 the test alert comes in by the door of the real ones, opens no incident and moves no traffic")
  void sendsTheTestAlertThroughTheDoor() {
    var walk = registered();
    var generation = routes.get(model).generation();

    connectMonitoring(walk);

    walk.passed("Send test alert").waitsAt("Acknowledge test alert");
    assertThat(alerts.of(key)).hasValueSatisfying(alert -> {
      assertThat(alert.arrived()).as(alert.problem()).isTrue();
      assertThat(alert.onItsWay()).isPositive();
      assertThat(alert.acknowledged()).isFalse();
    });
    assertThat(walk.answer("Acknowledge test alert").as("operations").facts())
        .contains("Came in at /api/alerts");
    assertThat(ledger.of(key, 50))
        .filteredOn(entry -> entry.action().equals("test-alert-arrived"))
        .extracting(Entry::actor)
        .as("with the token of Alertmanager")
        .containsExactly("alertmanager");
    assertThat(incidents.of(key)).isEmpty();
    assertThat(routes.get(model).generation()).isEqualTo(generation);
  }

  @Test
  @DisplayName("R53 what was said to serve and then called off never serves")
  void forgetsWhatWasSaidWhenItIsStopped() {
    var walk = registered();
    models.reportUnauthorised(model, "v1", "prediction log");
    assertThat(models.unauthorised(model)).as("the gate is to decide on it").isEmpty();
    register(rework(walk)).with(STABLE_VERSION, "v0").done();
    models.reportUnauthorised(model, "v1", "prediction log");
    assertThat(models.unauthorised(model))
        .extracting(found -> found.version())
        .containsExactly("v1");
    makeReady(walk);

    sign(walk, "business", SignOffDecision.STOPPED);
    SIGNERS.stream().skip(1).forEach(signer -> sign(walk, signer, SignOffDecision.APPROVED));

    models.reportUnauthorised(model, "v0", "prediction log");
    assertThat(models.unauthorised(model))
        .extracting(found -> found.version())
        .containsExactlyInAnyOrder("v0", "v1");
    assertThat(routes.get(model).undecided()).isTrue();
    assertThat(models.versions(model))
        .noneMatch(version -> models.approved(model, version.version()));
  }

  private Walk rework(Walk walk) {
    makeReady(walk);
    sign(walk, "business", SignOffDecision.REWORK);
    SIGNERS.stream().skip(1).forEach(signer -> sign(walk, signer, SignOffDecision.APPROVED));
    return walk;
  }

  @Test
  void goesBackForRework() {
    var walk = registered();
    makeReady(walk);

    sign(walk, "business", SignOffDecision.REWORK);
    SIGNERS.stream().skip(1).forEach(signer -> sign(walk, signer, SignOffDecision.APPROVED));

    walk.waitsAt("Register model");
    assertThat(models.approved(model, "v2")).isFalse();
    register(walk)
        .with(CANDIDATE_VERSION, "v3")
        .with(CANDIDATE_ARTIFACT, "s3://models/v3")
        .done();
    assertThat(routes.get(model).candidate()).isEqualTo("v3");
  }

  @Test
  void endsWhenTheGateStopsIt() {
    var walk = registered();
    makeReady(walk);

    sign(walk, "business", SignOffDecision.STOPPED);
    SIGNERS.stream().skip(1).forEach(signer -> sign(walk, signer, SignOffDecision.APPROVED));

    walk.endedAt("Initiative stopped").withoutPassing("Approve version");
    assertThat(models.approved(model, "v2")).isFalse();
    assertThat(routes.get(model).candidate()).as("nothing waits on the route").isNull();
  }

  @Test
  void refusesAnswersThatMakeNoSense() {
    var walk = begun();
    register(walk).with(MODEL, "fraud model").refusedWith("cannot be used");
    register(walk).with(CANDIDATE_VERSION, "v1").refusedWith("a version of its own");
    register(walk).with(CANDIDATE_ARTIFACT, "").refusedWith("needed to go on");
    register(walk).done();

    walk.answer("Prove serving")
        .as("engineering")
        .with(TARGET_PER_SECOND, -1.0)
        .with(MEASURED_PER_SECOND, 1.0)
        .with(LATENCY_P95_MS, 1.0)
        .with(ERROR_RATE_PERCENT, 0.0)
        .with(LOAD_TEST_MINUTES, 20.0)
        .with(LOAD_TEST_REPORT, "r")
        .refusedWith("more than 0");
    walk.answer("Connect monitoring")
        .as("operations")
        .withRaw("requiredSignals", "[\"karma\"]")
        .with(ALERT_CONTACT, "pager")
        .with(ESCALATION_CONTACT, "duty manager")
        .refusedWith("is no signal");
    walk.answer("Complete compliance")
        .as("legal")
        .with(SECURITY_REVIEWED, false)
        .with(PRIVACY_REVIEWED, true)
        .with(RECORDS_COMPLETE, true)
        .with(OVERSIGHT_AGREED, true)
        .with(DEPLOY_APPROVERS, "board")
        .refusedWith("what is missing");
    walk.answer("Record architecture")
        .as("engineering")
        .with(TRAINING_PATH, "a")
        .with(REQUEST_PATH, "b")
        .with(MONITORING_PATH, "c")
        .with(CACHEABLE_PERCENT, 80.0)
        .with(SERVING_COST_PER_MONTH, 50_000.0)
        .with(CACHE_DECISION, CacheDecision.NOT_USED)
        .refusedWith("up to 40,000");
    walk.answer("Write runbook")
        .as("engineering")
        .with(RUNBOOK_ADDRESS, "http://127.0.0.1:1/runbook")
        .with(ROLLBACK_STEPS, "1. back")
        .with(ON_CALL, "olga")
        .refusedWith("Mend the link");
    writeRunbook(walk);
    walk.answer("Accept handover")
        .as("operations")
        .with(UNDERSTOOD, true)
        .with(TRUSTED, false)
        .with(MAINTAINABLE, true)
        .with(TRAINED_PEOPLE, "olga")
        .with(TRAINED_ON, LocalDate.now(ZoneOffset.UTC))
        .refusedWith("before operations can take over");
    connectMonitoring(walk);
    walk.answer("Acknowledge test alert")
        .as("operations")
        .with(ALERT_REACHED, false)
        .refusedWith("where the alert got lost");
    walk.answer("Acknowledge test alert")
        .as("operations")
        .with(ALERT_REACHED, false)
        .with(ALERT_COMMENT, "The pager was silent")
        .done();
    assertThat(alerts.of(key).orElseThrow().acknowledged()).isFalse();
  }

  @Test
  void refusesAnotherServingVersionThanTheRouteHas() {
    var walk = begun();
    models.adopt(model, "v1", key, "s3://models/v1", "gate of before");
    routes.open(model, key, "v1", "rules", "gate of before");
    var other = freshKey("SECOND");
    initiatives.register("Second user of the model", other, "pm");

    register(walk).with(STABLE_VERSION, "v0").refusedWith("is served by v1 now");
    register(walk).with(FALLBACK_NAME, "made-up").done();
    assertThat(routes.get(model).fallback())
        .as("what callers fall back on changes by the gate too")
        .isEqualTo("rules");
    call("productionize-model")
        .about(other)
        .answer("Register model")
        .as("engineering")
        .with(MODEL, model)
        .with(STABLE_VERSION, "v1")
        .with(CANDIDATE_VERSION, "v9")
        .with(CANDIDATE_ARTIFACT, "s3://v9")
        .with(FALLBACK_NAME, "rules")
        .refusedWith("belongs to");
  }

  private Walk begun() {
    key = freshKey("READY");
    model = key.toLowerCase(Locale.ROOT);
    initiatives.register("Ready " + key, key, "pm");
    return call("productionize-model").about(key);
  }

  private Walk registered() {
    return register(begun()).done();
  }

  private Walk.Answer register(Walk walk) {
    return walk.answer("Register model")
        .as("engineering")
        .with(MODEL, model)
        .with(STABLE_VERSION, "v1")
        .with(CANDIDATE_VERSION, "v2")
        .with(CANDIDATE_ARTIFACT, "s3://models/v2")
        .with(FALLBACK_NAME, "rules");
  }

  private void makeReady(Walk walk) {
    proveServing(walk);
    completeTheRest(walk);
  }

  private void completeTheRest(Walk walk) {
    connectMonitoring(walk);
    walk.answer("Acknowledge test alert")
        .as("operations")
        .with(ALERT_REACHED, true)
        .done();
    walk.answer("Complete compliance")
        .as("legal")
        .with(SECURITY_REVIEWED, true)
        .with(PRIVACY_REVIEWED, true)
        .with(RECORDS_COMPLETE, true)
        .with(OVERSIGHT_AGREED, true)
        .with(DEPLOY_APPROVERS, "the change board")
        .with(EXPLANATION_METHOD, "reason codes")
        .done();
    walk.answer("Record architecture")
        .as("engineering")
        .with(TRAINING_PATH, "lake, features, training, registry")
        .with(REQUEST_PATH, "gateway, features, model, cache")
        .with(MONITORING_PATH, "log, drift, retraining")
        .with(CACHEABLE_PERCENT, 20.0)
        .with(SERVING_COST_PER_MONTH, 9_000.0)
        .with(CACHE_DECISION, CacheDecision.NOT_USED)
        .done();
    writeRunbook(walk);
    walk.answer("Accept handover")
        .as("operations")
        .with(UNDERSTOOD, true)
        .with(TRUSTED, true)
        .with(MAINTAINABLE, true)
        .with(TRAINED_PEOPLE, "Olga, Omar")
        .with(TRAINED_ON, LocalDate.now(ZoneOffset.UTC))
        .done();
    walk.waitsAt("Sign-off gate");
  }

  private void proveServing(Walk walk) {
    walk.answer("Prove serving")
        .as("engineering")
        .with(TARGET_PER_SECOND, 200.0)
        .with(MEASURED_PER_SECOND, 240.0)
        .with(LATENCY_P95_MS, 80.0)
        .with(ERROR_RATE_PERCENT, 0.1)
        .with(LOAD_TEST_MINUTES, 30.0)
        .with(LOAD_TEST_REPORT, "s3://reports/1")
        .done();
  }

  private void connectMonitoring(Walk walk) {
    walk.answer("Connect monitoring")
        .as("operations")
        .withRaw("requiredSignals", "[\"accuracy\",\"error-rate\",\"latency-p95\"]")
        .with(ALERT_CONTACT, "pager 1")
        .with(ESCALATION_CONTACT, "duty manager")
        .done();
  }

  private void writeRunbook(Walk walk) {
    walk.answer("Write runbook")
        .as("engineering")
        .with(RUNBOOK_ADDRESS, "docs/runbook.md")
        .with(ROLLBACK_STEPS, "1. Roll back a model")
        .with(ON_CALL, "olga")
        .done();
  }

  private void signOff(Walk walk) {
    SIGNERS.forEach(signer -> sign(walk, signer, SignOffDecision.APPROVED));
  }

  private void sign(Walk walk, String signer, SignOffDecision decision) {
    var answer = walk.answer("Sign off phase").as(signer).with(DECISION, decision);
    if (decision != SignOffDecision.APPROVED)
      answer.with(COMMENT, "Not like this").with(CAUSE, Cause.OTHER);
    answer.done();
  }

  private void grantWaiver(Walk walk) {
    walk.answer("Decide on waiver")
        .as("pm")
        .with(WAIVER, WaiverDecision.GRANTED)
        .with(WAIVER_REASON, "Fresh data comes with the canary")
        .with(WAIVER_UNTIL, LocalDate.now(ZoneOffset.UTC).plusDays(30))
        .done();
  }

  private String asked(String caller) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/ofrep/v1/evaluate/flags/" + model))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"context\":{\"targetingKey\":\"" + caller + "\"}}"))
        .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private void predict() throws IOException, InterruptedException {
    var at = clock.instant().minusSeconds(30);
    post(
        "/api/predictions",
        IntStream.range(0, 20)
            .mapToObj(i -> String.format(
                Locale.ROOT,
                "{\"id\":\"%s-%d\",\"model\":\"%s\",\"version\":\"v1\",\"at\":\"%s\","
                    + "\"prediction\":\"ok\",\"latencyMs\":12}",
                model,
                i,
                model,
                at)));
    post(
        "/api/outcomes",
        IntStream.range(0, 20)
            .mapToObj(i -> String.format(
                Locale.ROOT, "{\"id\":\"%s-%d\",\"actual\":\"ok\",\"at\":\"%s\"}", model, i, at)));
  }

  private void post(String path, Stream<String> lines) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", "application/x-ndjson")
        .POST(BodyPublishers.ofString(lines.collect(Collectors.joining("\n"))))
        .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  private GoLiveCheck check(GoLiveItem item) {
    return goLive.of(key).stream()
        .filter(found -> found.item() == item)
        .findFirst()
        .orElseThrow();
  }
}
