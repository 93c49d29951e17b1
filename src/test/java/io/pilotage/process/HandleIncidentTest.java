package io.pilotage.process;

import static io.pilotage.incident.activity.IncidentVariables.FINDING;
import static io.pilotage.incident.activity.IncidentVariables.INCIDENT_ACTION;
import static io.pilotage.incident.activity.IncidentVariables.INCIDENT_KIND;
import static io.pilotage.incident.activity.IncidentVariables.LESSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.incident.Effect;
import io.pilotage.incident.Incident;
import io.pilotage.incident.IncidentAction;
import io.pilotage.incident.IncidentKind;
import io.pilotage.incident.Incidents;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionState;
import io.pilotage.retraining.Breach;
import io.pilotage.retraining.Retraining;
import io.pilotage.retraining.Retrainings;
import io.pilotage.rollout.RollbackTarget;
import io.pilotage.rollout.Rollouts;
import io.pilotage.rollout.StepBackDecision;
import io.pilotage.traffic.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class HandleIncidentTest extends ProcessTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private Incidents incidents;

  @Autowired
  private Retrainings retrainings;

  @Autowired
  private Notices notices;

  private String key;
  private String model;
  private Walk walk;

  @BeforeEach
  void openRoute() {
    key = freshKey("INC");
    model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.register("Operate " + key, key, "pm");
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
  }

  @AfterEach
  void abandonTheIncident() {
    if (walk != null) walk.abandon();
  }

  @Test
  @DisplayName("R74 an incident is investigated, closed and learned from; the owners are told")
  void closesAnIncidentThatNeedsNoAction() {
    var walk = incident("error-rate");

    walk.waitsAt("Investigate incident");
    assertThat(walk.answer("Investigate incident").facts())
        .contains("error-rate", "v1 serves, stage live");
    assertThat(notices.of(key)).extracting(Notice::toGroup).contains("operations");
    investigate(walk, IncidentKind.MODEL_FAILURE, IncidentAction.NONE);
    walk.answer("Review incident")
        .as("operations")
        .with(LESSON, "Alert on the queue, too")
        .done();

    walk.endedAt("Incident closed")
        .withoutPassing("Roll back traffic")
        .withoutPassing("Call for retraining");
    assertThat(theIncident())
        .extracting(
            incident -> incident.answer().kind(),
            incident -> incident.answer().action(),
            Incident::lesson,
            incident -> incident.answer().by(),
            Incident::open)
        .containsExactly(
            IncidentKind.MODEL_FAILURE,
            IncidentAction.NONE,
            "Alert on the queue, too",
            "operations",
            false);
  }

  @Test
  @DisplayName("R74 an attack is answered by rolling traffic back")
  void rollsBackTraffic() {
    var walk = incident("error-rate");

    investigate(walk, IncidentKind.ADVERSARIAL_ATTACK, IncidentAction.ROLL_BACK);

    walk.passed("Roll back traffic").waitsAt("Review incident");
    assertThat(routes.get(model).onFallback()).isTrue();
    assertThat(routes.history(model).get(0)).satisfies(change -> {
      assertThat(change.by()).isEqualTo("operations");
      assertThat(change.reason()).contains("Incident " + theIncident().id());
    });
  }

  @Test
  @DisplayName(
      "R65 R74 an incident of the version an operator went back to is rolled back to the fallback, and "
          + "the form said so")
  void rollsBackTheVersionThatWasGoneBackTo() {
    promote("v2");
    rollouts.rollBack(model, RollbackTarget.PREVIOUS_VERSION, "Complaints", "operations");
    clock.pass(Duration.ofDays(7));
    var walk = incident("error-rate");

    assertThat(walk.answer("Investigate incident").facts())
        .contains("Rolling back means", "the fallback rules answers");
    investigate(walk, IncidentKind.MODEL_FAILURE, IncidentAction.ROLL_BACK);

    walk.passed("Roll back traffic").waitsAt("Review incident", "Review rollback");
    assertThat(routes.get(model).onFallback()).isTrue();
  }

  @Test
  @DisplayName(
      "R65 R74 an incident of a version that replaced another is rolled back to that one, and the form said so")
  void rollsBackToTheVersionBefore() {
    promote("v2");
    var walk = incident("error-rate", "v2");

    assertThat(walk.answer("Investigate incident").facts()).contains("everybody gets v1");
    investigate(walk, IncidentKind.MODEL_FAILURE, IncidentAction.ROLL_BACK);

    walk.passed("Roll back traffic").waitsAt("Review incident", "Review rollback");
    assertThat(routes.get(model).stable()).isEqualTo("v1");
    assertThat(models.get(model, "v1").state()).isEqualTo(VersionState.LIVE);
  }

  @Test
  @DisplayName(
      "R74 where no fallback has a name, whoever investigates knows that rolling back leaves callers to "
          + "their own default")
  void saysThatNoFallbackIsNamed() {
    routes.change(
        routes.get(model).fallingBackTo(null), "engineering", "The rules were switched off.");

    assertThat(incident("error-rate").answer("Investigate incident").facts())
        .contains("no fallback is named");
  }

  @Test
  @DisplayName("R74 rolling back is refused with its reason where nothing is left to roll back")
  void refusesToRollBackWhatDoesNotServe() {
    rollouts.rollBack(model, RollbackTarget.FALLBACK, "It is on fire", "operations");
    var walk = incident("error-rate");

    assertThat(walk.answer("Investigate incident").facts())
        .contains("nothing is left to roll back");
    walk.answer("Investigate incident")
        .as("operations")
        .with(INCIDENT_KIND, IncidentKind.MODEL_FAILURE)
        .with(FINDING, "Broken")
        .with(INCIDENT_ACTION, IncidentAction.ROLL_BACK)
        .refusedWith("the fallback rules answers already");
    investigate(walk, IncidentKind.MODEL_FAILURE, IncidentAction.NONE);

    walk.waitsAt("Review incident");
  }

  @Test
  @DisplayName(
      "R63 R74 what people roll back because of an incident never counts towards quarantine, and the "
          + "mail says who did it")
  void quarantinesNothingBecauseOfAnIncident() {
    initiatives.classify(key, RiskTier.LIMITED);
    approve("v2");
    var rollOut = start("roll-out-model").about(key);
    for (var cause : List.of("error-rate", "latency")) {
      var walk = incident(cause, "v2");
      assertThat(walk.answer("Investigate incident").facts()).contains("everybody gets v1");
      investigate(walk, IncidentKind.MODEL_FAILURE, IncidentAction.ROLL_BACK);
      walk.passed("Roll back traffic")
          .answer("Review incident")
          .as("operations")
          .with(LESSON, "Learned")
          .done();
      rollOut.run().waitsAt("Decide after step back");
      assertThat(routes.get(model).share()).isZero();
      rollOut
          .answer("Decide after step back")
          .as("operations")
          .withRaw("stepBackDecision", StepBackDecision.RESUME.name())
          .withRaw("comment", "Mended")
          .done();
    }

    assertThat(rollouts.rollbacks(model)).hasSize(2);
    assertThat(models.get(model, "v2").state()).isEqualTo(VersionState.APPROVED);
    assertThat(notices.of(key))
        .extracting(Notice::text)
        .noneMatch(text -> text.contains("asked for it"))
        .anyMatch(text -> text.startsWith(
            "operations rolled the traffic of " + model + " back because of an incident"));
  }

  @Test
  @DisplayName("R72 drift found by people calls for retraining")
  void callsForRetraining() {
    var walk = incident("fairness");

    investigate(walk, IncidentKind.DRIFT, IncidentAction.RETRAIN);

    walk.passed("Call for retraining").waitsAt("Review incident", "Investigate drift");
    assertThat(retrainings.of(key))
        .singleElement()
        .extracting(Retraining::cause, retraining -> retraining.call().by())
        .containsExactly("fairness", "operations");
    assertThat(routes.get(model).onFallback()).isFalse();
  }

  @Test
  void remindsOfAnIncidentNobodyLooksInto() {
    var walk = incident("error-rate");

    walk.letPass("Reminder due");

    walk.passed("Investigator reminded").waitsAt("Investigate incident");
    assertThat(notices.of(key))
        .extracting(Notice::subject)
        .anyMatch(subject -> subject.startsWith("Still waiting"));
  }

  @Test
  void refusesAnswersThatSayNothing() {
    var walk = incident("error-rate");

    walk.answer("Investigate incident")
        .as("operations")
        .with(INCIDENT_KIND, IncidentKind.DRIFT)
        .with(INCIDENT_ACTION, IncidentAction.NONE)
        .refusedWith("say what you found");
    walk.answer("Investigate incident")
        .as("operations")
        .withRaw("incidentKind", "banana")
        .with(FINDING, "x")
        .with(INCIDENT_ACTION, IncidentAction.NONE)
        .refusedWith("must be one of");
    investigate(walk, IncidentKind.DRIFT, IncidentAction.NONE);
    walk.answer("Review incident").as("operations").refusedWith("what was learned");
  }

  @Test
  void opensTheSameIncidentOnlyOnceUntilItIsClosed() {
    var walk = incident("error-rate");
    assertThat(incidents.open(breach("error-rate"), Effect.INCIDENT, "watch")).isEmpty();
    investigate(walk, IncidentKind.MODEL_FAILURE, IncidentAction.NONE);
    walk.answer("Review incident").as("operations").with(LESSON, "Learned").done();

    assertThat(incidents.open(breach("error-rate"), Effect.INCIDENT, "watch")).isPresent();
    assertThat(incidents.of(key)).hasSize(2);
  }

  private void approve(String version) {
    models.register(model, version, key, "s3://models/" + version, "data-science");
    models.approve(model, version, "engineering");
  }

  private void promote(String version) {
    approve(version);
    routes.change(routes.get(model).toStable(version), "system", "Promoted.");
    models.markLive(model, version, "system");
  }

  private Walk incident(String cause) {
    return incident(cause, "v1");
  }

  private Walk incident(String cause, String version) {
    incidents.open(breach(cause, version), Effect.INCIDENT, "watch");
    walk = Running.process(engine, clock, "handle-incident", key);
    return walk;
  }

  private Breach breach(String cause) {
    return breach(cause, "v1");
  }

  private Breach breach(String cause, String version) {
    return new Breach(model, key, version, cause, "breach", "Found by a test.");
  }

  private void investigate(Walk walk, IncidentKind kind, IncidentAction action) {
    walk.answer("Investigate incident")
        .as("operations")
        .with(INCIDENT_KIND, kind)
        .with(FINDING, "The upstream feed broke")
        .with(INCIDENT_ACTION, action)
        .done();
  }

  private Incident theIncident() {
    return incidents.of(key).get(0);
  }
}
