package io.pilotage.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.incident.Effect;
import io.pilotage.incident.Incident;
import io.pilotage.incident.Incidents;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.monitoring.log.Callers;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.retraining.Retraining;
import io.pilotage.retraining.Retrainings;
import io.pilotage.traffic.Routes;
import io.pilotage.watch.Watches;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WatchModelsTest extends ProcessTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Callers callers;

  @Autowired
  private Watches watches;

  @Autowired
  private Incidents incidents;

  @Autowired
  private Retrainings retrainings;

  @Autowired
  private Notices notices;

  private String key;
  private String model;

  @BeforeEach
  void openRoute() {
    key = freshKey("WATCH");
    model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.register("Watch " + key, key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
  }

  @Test
  @DisplayName("R3 R70 all models are looked at in one instance, and a healthy one opens nothing")
  void leavesHealthyModelsAlone() {
    aGoodWeek();
    callers.of(model, "v1").right(0.96).send(200);

    var watch = look();

    watch
        .endedAt("Models watched")
        .passed("Query monitoring")
        .passed("Judge models")
        .passed("Raise changes");
    assertThat(incidents.of(key)).isEmpty();
    assertThat(retrainings.of(key)).isEmpty();
    assertThat(watches.find(model).orElseThrow().newestSample()).isNotNull();
  }

  @Test
  @DisplayName("R71 R72 accuracy down more than 5 points calls for exactly one retraining")
  void callsForRetrainingWhenAccuracyFalls() {
    aGoodWeek();
    callers.of(model, "v1").right(0.8).send(600);

    look();
    look();

    assertThat(retrainings.of(key))
        .singleElement()
        .extracting(
            Retraining::cause, retraining -> retraining.call().baseVersion(), Retraining::open)
        .containsExactly("accuracy", "v1", true);
    assertThat(engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processDefinitionKey("retrain-model")
            .processInstanceBusinessKey(key)
            .count())
        .isOne();
    assertThat(routes.get(model).onFallback()).isFalse();
  }

  @Test
  @DisplayName(
      "R71 latency up more than 50 ms opens a review of the architecture, not a retraining")
  void opensAReviewWhenAnswersGetSlow() {
    aGoodWeek();
    callers.of(model, "v1").right(0.96).taking(300).send(300);

    look();

    assertThat(incidents.of(key))
        .singleElement()
        .extracting(Incident::cause, Incident::effect)
        .containsExactly("latency-p95", Effect.REVIEW);
    assertThat(retrainings.of(key)).isEmpty();
  }

  @Test
  @DisplayName("R71 an error spike opens one incident, however often it is seen")
  void opensOneIncidentWhenErrorsRise() {
    aGoodWeek();
    callers.of(model, "v1").right(0.96).failing(0.15).send(300);

    look();
    look();

    assertThat(incidents.of(key))
        .filteredOn(incident -> incident.cause().equals("error-rate"))
        .singleElement()
        .extracting(Incident::effect, Incident::version)
        .containsExactly(Effect.INCIDENT, "v1");
  }

  @Test
  @DisplayName("R63 an unhealthy candidate goes back by the watch alone")
  void stepsBackAnUnhealthyCandidate() {
    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    var rollOut = start("roll-out-model").about(key);
    assertThat(routes.get(model).percent()).isEqualTo(5.0);
    clock.pass(Duration.ofSeconds(30));
    var moment = clock.instant();
    callers.of(model, "v1").asOf(moment).send(400);
    callers.of(model, "v2").right(0.7).asOf(moment).send(400);

    look();
    rollOut.run();

    assertThat(routes.get(model).share()).isZero();
    rollOut.waitsAt("Decide after step back");
    assertThat(incidents.of(key)).isEmpty();
  }

  @Test
  @DisplayName("R73 silence is told once, and is an incident after two intervals")
  void opensAnIncidentOfASilentModel() {
    look();
    clock.pass(Duration.ofSeconds(90));
    look();
    look();

    assertThat(notices.of(key))
        .extracting(Notice::subject)
        .filteredOn(subject -> subject.contains("silent"))
        .hasSize(1);
    assertThat(incidents.of(key)).isEmpty();
    assertThat(watches.find(model).orElseThrow().silentSince()).isNotNull();

    clock.pass(Duration.ofSeconds(60));
    look();
    look();

    assertThat(incidents.of(key))
        .singleElement()
        .extracting(Incident::cause, Incident::effect)
        .containsExactly("silence", Effect.INCIDENT);
  }

  @Test
  void aModelThatIsHeardAgainIsNoLongerSilent() {
    look();
    clock.pass(Duration.ofSeconds(90));
    look();
    assertThat(watches.find(model).orElseThrow().silentSince()).isNotNull();

    callers.of(model, "v1").send(10);
    look();

    assertThat(watches.find(model).orElseThrow().silentSince()).isNull();
  }

  @Test
  void aModelOnItsFallbackIsNotExpectedToSpeak() {
    routes.change(routes.get(model).toFallback(), "operations", "Off.");
    clock.pass(Duration.ofMinutes(10));

    look();

    assertThat(incidents.of(key)).isEmpty();
  }

  private Walk look() {
    return start("watch-models").now();
  }

  /** Good numbers in the time that today's are held against. */
  private void aGoodWeek() {
    callers.of(model, "v1").right(0.97).send(400);
    clock.pass(Duration.ofMinutes(6));
  }
}
