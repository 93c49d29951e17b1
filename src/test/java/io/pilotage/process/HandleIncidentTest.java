package io.pilotage.process;

import static io.pilotage.operations.activity.OperationsVariables.FINDING;
import static io.pilotage.operations.activity.OperationsVariables.INCIDENT;
import static io.pilotage.operations.activity.OperationsVariables.INCIDENT_ACTION;
import static io.pilotage.operations.activity.OperationsVariables.INCIDENT_KIND;
import static io.pilotage.operations.activity.OperationsVariables.LESSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.initiative.Initiatives;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.operations.Breach;
import io.pilotage.operations.Effect;
import io.pilotage.operations.Incident;
import io.pilotage.operations.IncidentAction;
import io.pilotage.operations.IncidentKind;
import io.pilotage.operations.Incidents;
import io.pilotage.operations.Retraining;
import io.pilotage.operations.Retrainings;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class HandleIncidentTest extends ProcessTest {

  @Autowired private Initiatives initiatives;
  @Autowired private Models models;
  @Autowired private Routes routes;
  @Autowired private Incidents incidents;
  @Autowired private Retrainings retrainings;
  @Autowired private Notices notices;

  private String key;
  private String model;
  private Walk walk;

  @BeforeEach
  void openRoute() {
    key = freshKey("INC");
    model = key.toLowerCase() + "-model";
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
    assertThat(walk.answer("Investigate incident").facts()).contains("error-rate", "v1 serves, stage live");
    assertThat(notices.of(key)).extracting(Notice::toGroup).contains("operations");
    investigate(walk, IncidentKind.MODEL_FAILURE, IncidentAction.NONE);
    walk.answer("Review incident").as("operations").with(LESSON, "Alert on the queue, too").done();

    walk.endedAt("Incident closed").withoutPassing("Roll back traffic").withoutPassing("Call for retraining");
    assertThat(theIncident()).extracting(Incident::kind, Incident::action, Incident::lesson, Incident::decidedBy, Incident::open)
        .containsExactly(IncidentKind.MODEL_FAILURE, IncidentAction.NONE, "Alert on the queue, too", "operations", false);
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
  @DisplayName("R72 drift found by people calls for retraining")
  void callsForRetraining() {
    var walk = incident("fairness");

    investigate(walk, IncidentKind.DRIFT, IncidentAction.RETRAIN);

    walk.passed("Call for retraining").waitsAt("Review incident", "Investigate drift");
    assertThat(retrainings.of(key)).singleElement().extracting(Retraining::cause, Retraining::openedBy).containsExactly("fairness", "operations");
    assertThat(routes.get(model).onFallback()).isFalse();
  }

  @Test
  void remindsOfAnIncidentNobodyLooksInto() {
    var walk = incident("error-rate");

    walk.letPass("Reminder due");

    walk.passed("Investigator reminded").waitsAt("Investigate incident");
    assertThat(notices.of(key)).extracting(Notice::subject).anyMatch(subject -> subject.startsWith("Still waiting"));
  }

  @Test
  void refusesAnswersThatSayNothing() {
    var walk = incident("error-rate");

    walk.answer("Investigate incident").as("operations").with(INCIDENT_KIND, IncidentKind.DRIFT).with(INCIDENT_ACTION, IncidentAction.NONE)
        .refusedWith("say what you found");
    walk.answer("Investigate incident").as("operations").withRaw("incidentKind", "banana").with(FINDING, "x").with(INCIDENT_ACTION, IncidentAction.NONE)
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

  private Walk incident(String cause) {
    incidents.open(breach(cause), Effect.INCIDENT, "watch");
    walk = Running.process(engine, clock, "handle-incident", key);
    return walk;
  }

  private Breach breach(String cause) {
    return new Breach(model, key, "v1", cause, "breach", "Found by a test.");
  }

  private void investigate(Walk walk, IncidentKind kind, IncidentAction action) {
    walk.answer("Investigate incident").as("operations").with(INCIDENT_KIND, kind).with(FINDING, "The upstream feed broke").with(INCIDENT_ACTION, action).done();
  }

  private Incident theIncident() {
    return incidents.of(key).get(0);
  }
}
