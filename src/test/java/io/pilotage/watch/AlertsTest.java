package io.pilotage.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.incident.Incident;
import io.pilotage.incident.Incidents;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.readiness.Readiness;
import io.pilotage.readiness.Registration;
import io.pilotage.readiness.TestAlerts;
import io.pilotage.registry.Models;
import io.pilotage.rollout.Rollback;
import io.pilotage.rollout.RollbackCause;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Alertmanager as a client. */
class AlertsTest extends WebTest {

  private static final String START = "2026-03-31T09:00:00.123Z";

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Incidents incidents;

  @Autowired
  private Readiness readiness;

  @Autowired
  private TestAlerts tests;

  @Autowired
  private Notices notices;

  @Autowired
  private Rollouts rollouts;

  private final String key = "ALERT-" + (UUID.randomUUID().hashCode() >>> 1);
  private final String model = key.toLowerCase(Locale.ROOT);
  private final String fingerprint = UUID.randomUUID().toString();

  @BeforeEach
  void openRoute() {
    initiatives.register("Alerts about " + key, key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
  }

  @AfterEach
  void leaveNothingRunning() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(key)
        .rootProcessInstances()
        .list()
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(
                instance.getId(), "test is over", true, true, true, true));
  }

  @Test
  @DisplayName("R63 an alert takes a candidate one stage back before it is answered")
  void stepsACandidateBackAtOnce() {
    candidateAt(2_500);

    var answer = send(alert(Map.of("model", model)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/outcomes/stepped-back")).isEqualTo("1");
    assertThat(routes.get(model).share()).isEqualTo(500);
    assertThat(anonymously()
            .post(
                "/ofrep/v1/evaluate/flags/" + model,
                Map.of("context", Map.of("targetingKey", "anna")))
            .at("/metadata/share"))
        .isEqualTo("5");
    assertThat(incidents.of(key)).isEmpty();
    assertThat(rollouts.rollbacks(model))
        .singleElement()
        .extracting(Rollback::cause)
        .isEqualTo(RollbackCause.ALERT);
    assertThat(notices.of(key))
        .extracting(Notice::text)
        .anyMatch(text -> text.startsWith("An alert about " + model + " asked for it"));
  }

  @Test
  @DisplayName("R63 a critical alert about a candidate leaves the fallback")
  void fallsBackOnACriticalAlert() {
    candidateAt(2_500);

    assertThat(send(alert(Map.of("model", model, "version", "v2", "severity", "critical")))
            .at("/outcomes/fell-back"))
        .isEqualTo("1");

    assertThat(routes.get(model).onFallback()).isTrue();
  }

  @Test
  void anAlertAboutTheStableVersionOpensAnIncident() {
    candidateAt(2_500);

    assertThat(send(alert(Map.of("model", model, "version", "v1"))).at("/outcomes/opened"))
        .isEqualTo("1");

    assertThat(routes.get(model).share()).isEqualTo(2_500);
    assertThat(incidents.of(key))
        .singleElement()
        .extracting(Incident::cause, Incident::version)
        .containsExactly("alert:TooSlow", "v1");
  }

  @Test
  void theSameAlertToldTwiceActsOnce() {
    candidateAt(7_500);

    send(alert(Map.of("model", model)));
    var again = send(alert(Map.of("model", model)), alert(Map.of("model", model)));

    assertThat(again.at("/outcomes/known")).isEqualTo("2");
    assertThat(routes.get(model).share()).isEqualTo(2_500);
  }

  @Test
  void anEndToldBeforeItsStartPreventsTheStart() {
    candidateAt(2_500);
    var resolved = new TreeMap<>(alert(Map.of("model", model)));
    resolved.put("status", "resolved");

    assertThat(send(resolved).at("/outcomes/resolved")).isEqualTo("1");
    assertThat(send(alert(Map.of("model", model))).at("/outcomes/known")).isEqualTo("1");

    assertThat(routes.get(model).share()).isEqualTo(2_500);
  }

  @Test
  @DisplayName(
      "R57 an alert marked as a test arrives, and neither opens an incident nor moves traffic, however "
          + "severe it says it is")
  void aTestAlertOnlyArrives() {
    candidateAt(2_500);
    readiness.keep(key, new Registration(model, "v1", "v2", "s3://models/v2", "rules"));
    tests.send(key);

    var answer = send(alert(
        Map.of("model", model, "version", "v2", "severity", "critical", "pilotage_test", "true")));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/outcomes/tested")).isEqualTo("1");
    assertThat(tests.of(key))
        .hasValueSatisfying(
            alert -> assertThat(alert.arrived()).as(alert.problem()).isTrue());
    assertThat(routes.get(model).share()).isEqualTo(2_500);
    assertThat(routes.get(model).onFallback()).isFalse();
    assertThat(incidents.of(key)).isEmpty();
    assertThat(send(alert(Map.of("model", model, "pilotage_test", "true"))).at("/outcomes/known"))
        .isEqualTo("1");
  }

  @Test
  void anEndToldTwiceIsNewsOnce() {
    candidateAt(2_500);
    var resolved = new TreeMap<>(alert(Map.of("model", model)));
    resolved.put("status", "resolved");

    send(alert(Map.of("model", model)));

    assertThat(send(resolved).at("/outcomes/resolved")).isEqualTo("1");
    assertThat(send(resolved).at("/outcomes/known")).isEqualTo("1");
  }

  @Test
  void oneWrongAlertHoldsUpNoOther() {
    candidateAt(2_500);
    var wrong = new TreeMap<>(alert(Map.of("model", "nobody")));
    wrong.put("fingerprint", fingerprint + "-2");

    var answer = send(wrong, alert(Map.of("model", model)));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.at("/field")).isEqualTo("alerts[0].labels.model");
    assertThat(answer.at("/detail")).contains("nobody");
    assertThat(answer.at("/outcomes/stepped-back")).isEqualTo("1");
    assertThat(answer.at("/received")).isEqualTo("2");
    assertThat(routes.get(model).share()).isEqualTo(500);
  }

  @Test
  void saysWhatAnAlertLacks() {
    assertThat(send(Map.of("status", "firing", "startsAt", START)).at("/field"))
        .isEqualTo("alerts[0].labels");
    assertThat(send(alert(Map.of("alertname", "x"))).at("/field"))
        .isEqualTo("alerts[0].labels.model");
    assertThat(send(alert(Map.of("model", model, "version", "v9"))).at("/field"))
        .isEqualTo("alerts[0].labels.version");
    assertThat(send(Map.of("labels", Map.of("model", model), "startsAt", "yesterday"))
            .at("/field"))
        .isEqualTo("alerts[0].startsAt");
    assertThat(anonymously().post("/api/alerts", "{\"version\":\"4\"}")).satisfies(answer -> {
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.at("/field")).isEqualTo("alerts");
    });
    assertThat(anonymously().post("/api/alerts", "{\"alerts\":[").status()).isEqualTo(400);
    assertThat(anonymously().post("/api/alerts", "text/xml", "<alerts/>").status())
        .isEqualTo(415);
    assertThat(anonymously()
            .post("/api/alerts", "{\"alerts\":\"" + "a".repeat(10_000_000) + "\"}")
            .status())
        .isEqualTo(413);
  }

  @Test
  @DisplayName(
      "A flood of alert names opens a bounded number of incidents, holds no thread, and is counted")
  void aFloodOfNames() {
    var begun = System.nanoTime();
    var answer = send(
        IntStream.range(0, 400).mapToObj(number -> named("Ghost-" + number)).toList());

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    assertThat(incidents.of(key)).hasSizeLessThanOrEqualTo(11);
    assertThat(incidents.of(key).get(0).why()).contains("390");
  }

  @Test
  @DisplayName(
      "Alerts about models nobody runs are told to operations once each, and of a flood of them so many")
  void aFloodOfModels() {
    var before = strays();
    var told = IntStream.range(0, 60)
        .mapToObj(number -> about("nobody-" + number))
        .collect(Collectors.toCollection(ArrayList::new));
    told.addAll(List.copyOf(told));

    var answer = send(told);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("refused")).hasSizeLessThanOrEqualTo(50);
    assertThat(answer.at("/refused/0/count")).isEqualTo("2");
    send(told);
    assertThat(strays() - before).isBetween(1L, 21L);
  }

  @Test
  @DisplayName("More alerts than one request may bring are said not to be taken")
  void tooMany() {
    candidateAt(2_500);
    var many = IntStream.range(0, 501)
        .mapToObj(
            number -> number == 3 ? alert(Map.of("model", model)) : about("nobody-" + number % 2))
        .toList();

    var answer = send(many);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.at("/detail")).contains("first 500", "other 1", "max_alerts");
    assertThat(routes.get(model).share()).isEqualTo(500);
  }

  private long strays() {
    return notices.latest(10_000).stream()
        .filter(notice -> notice.subject().startsWith("Alerts came in about"))
        .count();
  }

  private Map<String, Object> about(String unknown) {
    var one = new TreeMap<>(alert(Map.of("model", unknown)));
    one.put("fingerprint", fingerprint + unknown);
    return one;
  }

  private Map<String, Object> named(String name) {
    var one = new TreeMap<>(alert(Map.of("model", model, "version", "v1", "alertname", name)));
    one.put("fingerprint", fingerprint + name);
    return one;
  }

  private void candidateAt(int share) {
    var waiting = routes.change(routes.get(model).withCandidate("v2"), "pm", "Rollout starts.");
    routes.change(waiting.shiftTo(share), "pm", "A stage.");
  }

  private Map<String, Object> alert(Map<String, String> labels) {
    var all = new TreeMap<>(labels);
    all.putIfAbsent("alertname", "TooSlow");
    return Map.of(
        "status",
        "firing",
        "labels",
        all,
        "annotations",
        Map.of("summary", "p95 is 900 ms"),
        "startsAt",
        START,
        "fingerprint",
        fingerprint);
  }

  @SafeVarargs
  private Answer send(Map<String, Object>... alerts) {
    return send(List.of(alerts));
  }

  private Answer send(List<Map<String, Object>> alerts) {
    return anonymously()
        .post("/api/alerts", Map.of("version", "4", "status", "firing", "alerts", alerts));
  }
}
