package io.pilotage.readiness;

import static io.pilotage.readiness.ReadinessAnswers.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.PilotageTest;
import io.pilotage.TestClock;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.gate.Effect;
import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

@PilotageTest
class ReadinessTest {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  @Autowired
  private Readiness readiness;

  @Autowired
  private Registrations registrations;

  @Autowired
  private Rehearsals rehearsals;

  @Autowired
  private MonitoringProbes probes;

  @Autowired
  private TestAlerts alerts;

  @Autowired
  private Risks risks;

  @Autowired
  private GoLive goLive;

  @Autowired
  private ReadinessAgenda agenda;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Ledger ledger;

  @Autowired
  private TestClock clock;

  private String key;
  private String model;

  @BeforeEach
  void registerAModel() {
    key =
        "PROOF-" + COUNTER.incrementAndGet() + "-" + getClass().getSimpleName().length();
    model = key.toLowerCase(Locale.ROOT);
    initiatives.register("Proofs of " + key, key, "pm");
    registrations.register(key, new Registration(model, "v1", "v2", "s3://models/v2", "rules"));
  }

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  static Stream<Record> answers() {
    return Stream.of(
        ReadinessAnswers.serving(220, 80, 0.5, 30),
        MonitoringConnection.of(List.of("accuracy", "latency-p95"), "pager", "duty manager"),
        ReadinessAnswers.checklist(false, null),
        ReadinessAnswers.architecture(80, CacheDecision.NOT_USED, "Answers must be live"),
        new Runbook("docs/runbook.md", "1. Back", "Olga"),
        ReadinessAnswers.handover(false, TODAY));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void givesBackWhatWasAnswered(Record answer) {
    readiness.keep(key, answer);

    assertThat(readiness.find(key, answer.getClass()).<Record>map(Answered::answer))
        .contains(answer);
  }

  @Test
  void countsTheNewestAnswerAndKeepsTheEarlierInTheAudit() {
    readiness.keep(key, ReadinessAnswers.serving(100, 80, 0.5, 30));
    readiness.keep(key, ReadinessAnswers.serving(300, 80, 0.5, 30));

    assertThat(readiness.find(key, ServingProof.class))
        .map(found -> found.answer().measuredPerSecond())
        .contains(300.0);
    assertThat(ledger.of(key, 50))
        .filteredOn(entry -> entry.action().equals("serving-proof-recorded"))
        .hasSize(2)
        .extracting(Entry::details)
        .anyMatch(details -> details.contains("100"));
  }

  @Test
  @DisplayName("R51 no data is stored as not fresh, never as fine")
  void storesWhatMonitoringDoesNotKnow() {
    readiness.keep(
        key, MonitoringConnection.of(List.of("accuracy", "error-rate"), "pager", "duty manager"));

    probes.probe(key);

    assertThat(probes.of(key))
        .hasSize(2)
        .noneMatch(MonitoringProbe::fresh)
        .extracting(MonitoringProbe::signal)
        .containsExactly(Signal.ACCURACY.label(), Signal.ERROR_RATE.label());
  }

  @Test
  @DisplayName("R52 the drill is run on the real route, timed and kept")
  void keepsTheDrill() {
    var before = Instant.now();

    rehearsals.rehearse(key);

    assertThat(rehearsals.latest(key)).hasValueSatisfying(drill -> {
      assertThat(drill.succeeded()).as(drill.fact()).isTrue();
      assertThat(drill.tookMillis()).isPositive();
      assertThat(drill.at()).isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
    });
    models.reportUnauthorised(model, "v2", "predictions");
    assertThat(models.unauthorised(model))
        .as("the drill is an approved exception")
        .isEmpty();
  }

  @Test
  void timesTheTestAlert() {
    alerts.send(key);
    clock.pass(Duration.ofMinutes(3));
    alerts.acknowledge(key, true, null);

    assertThat(alerts.of(key).orElseThrow().took())
        .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
    assertThatThrownBy(() -> alerts.acknowledge(key, true, null))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no open test alert");
  }

  @Test
  @DisplayName("R57 the six are stored in their order, none is passed without its proof")
  void storesTheGoLiveSix() {
    goLive.check(key);

    assertThat(goLive.of(key)).extracting(GoLiveCheck::item).containsExactly(GoLiveItem.values());
    assertThat(goLive.of(key)).extracting(GoLiveCheck::effect).containsOnly(Effect.BLOCK);
    assertThat(agenda.items(key, Instant.EPOCH)).hasSize(6);
  }

  @Test
  void seedsTheRiskRegisterOnce() {
    risks.seed(key);

    assertThat(risks.of(key)).hasSize(8);
  }

  @Test
  @DisplayName("R53 without the gate on record nothing is approved")
  void approvesNothingBeforeTheGate() {
    assertThatThrownBy(() -> registrations.approve(key))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("has not been passed");

    assertThat(models.approved(model, "v2")).isFalse();
  }
}
