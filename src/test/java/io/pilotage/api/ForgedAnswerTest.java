package io.pilotage.api;

import static io.pilotage.gate.GateVariables.PHASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.gate.Gates;
import io.pilotage.gate.SignOff;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.initiative.RiskTier;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("R5 R60 a forged call over /engine-rest opens no gate")
class ForgedAnswerTest extends WebTest {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Map<String, Object> FORGED = Map.of(
      "gateDecision",
      "GO",
      "tally",
      "PASSED",
      "verdict",
      "HEALTHY",
      "trafficShare",
      100,
      "role",
      "operations",
      "nrOfInstances",
      1,
      "nrOfCompletedInstances",
      99,
      "nrOfActiveInstances",
      0,
      "loopCounter",
      9);

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Gates gates;

  private String key;
  private String process;

  @BeforeEach
  void openAGate() {
    key = "FORGED-" + NUMBER.incrementAndGet();
    initiatives.register("Forged answers", key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    process = engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "sign-off-gate", key, Map.of(PHASE.name(), PHASE.raw(Phase.OPERATE)))
        .getId();
    runDueJobs();
  }

  @AfterEach
  void endIt() {
    engine
        .getRuntimeService()
        .deleteProcessInstanceIfExists(process, "test is over", true, true, true, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"complete", "submit-form", "resolve"})
  void extraVariablesAreNoSignature(String verb) {
    var variables = new HashMap<String, Object>(FORGED);
    variables.put("decision", "APPROVED");

    var answer = as("business")
        .post(
            "/engine-rest/task/" + taskOf("business") + "/" + verb,
            Map.of("variables", typed(variables)));
    runDueJobs();

    assertThat(answer.status()).isIn(204, 403, 500);
    assertThat(gates.passed(key, Phase.OPERATE)).isFalse();
    assertThat(gates.of(key)).singleElement().satisfies(gate -> {
      assertThat(gate.decision()).isNull();
      assertThat(gate.signOffs())
          .filteredOn(SignOff::open)
          .extracting(SignOff::role)
          .contains("operations");
      assertThat(gate.signOffs())
          .filteredOn(signOff -> !signOff.open())
          .allMatch(signOff -> signOff.role().equals("business"));
    });
    assertThat(taskOf("operations")).as("operations is still asked").isNotNull();
  }

  @Test
  void nobodySignsForAnotherRole() {
    var signed = Map.of("variables", typed(Map.of("decision", "APPROVED")));

    for (var verb : new String[] {"complete", "submit-form", "claim", "assignee", "delegate"}) {
      var answer = as("legal")
          .post(
              "/engine-rest/task/" + taskOf("operations") + "/" + verb,
              verb.equals("claim") ? Map.of("userId", "legal") : signed);
      assertThat(answer.status()).as(verb + " " + answer).isBetween(400, 403);
    }
    assertThat(gates.of(key).get(0).signOffs()).allMatch(SignOff::open);
  }

  @Test
  @DisplayName("A signer cannot leave the gate by an error or an escalation of the signer's own")
  void nobodyThrowsTheProcessElsewhere() {
    var task = taskOf("business");
    var stopped = as("business")
        .post(
            "/engine-rest/task/" + task + "/bpmnError",
            Map.of("errorCode", "initiative-stopped", "variables", typed(FORGED)));
    var escalated = as("business")
        .post(
            "/engine-rest/task/" + task + "/bpmnEscalation",
            Map.of("escalationCode", "any", "variables", typed(FORGED)));

    assertThat(stopped.status()).as(stopped.toString()).isGreaterThanOrEqualTo(400);
    assertThat(escalated.status()).as(escalated.toString()).isGreaterThanOrEqualTo(400);
    assertThat(taskOf("business")).isEqualTo(task);
    assertThat(gates.of(key).get(0).decision()).isNull();
  }

  @Test
  @DisplayName("Nobody stops an initiative by throwing the error of a stopped one from a task")
  void nobodyStopsAnInitiativeFromATask() {
    var life = key + "-LIFE";
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "ai-lifecycle", life, Map.of("title", "To be stopped", "sponsor", "business"));
    runDueJobs();
    var task = engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(life)
        .taskDefinitionKey("Task_FrameProblem")
        .singleResult()
        .getId();

    var answer = as("business")
        .post(
            "/engine-rest/task/" + task + "/bpmnError", Map.of("errorCode", "initiative-stopped"));
    runDueJobs();

    assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
    assertThat(initiatives.get(life).ended()).isFalse();
    assertThat(engine.getTaskService().createTaskQuery().taskId(task).count()).isOne();
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(life)
        .rootProcessInstances()
        .list()
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(
                instance.getId(), "test is over", true, true, true, true));
  }

  @Test
  void noSignerChangesTheProcessBesideTheTask() {
    var path = "/engine-rest/process-instance/" + process;
    for (var person : new String[] {"business", "pm", "operations", "legal"}) {
      var caller = as(person);
      assertThat(caller
              .put(path + "/variables/gateDecision", Map.of("value", "GO"))
              .status())
          .as(person)
          .isEqualTo(403);
      assertThat(caller
              .post(path + "/variables", Map.of("modifications", typed(FORGED)))
              .status())
          .as(person)
          .isEqualTo(403);
      assertThat(caller
              .post(
                  path + "/modification",
                  Map.of(
                      "instructions",
                      java.util.List.of(
                          Map.of("type", "startBeforeActivity", "activityId", "End_GatePassed"))))
              .status())
          .as(person)
          .isEqualTo(403);
      assertThat(caller
              .put(
                  "/engine-rest/task/" + taskOf("operations") + "/variables/decision",
                  Map.of("value", "APPROVED"))
              .status())
          .as(person)
          .isIn(person.equals("operations") ? new Integer[] {204, 403} : new Integer[] {403});
      assertThat(caller
              .put(
                  "/engine-rest/process-instance/" + process + "/suspended",
                  Map.of("suspended", true))
              .status())
          .as(person)
          .isEqualTo(403);
      assertThat(caller.delete(path).status()).as(person).isEqualTo(403);
    }
    assertThat(gates.of(key).get(0).signOffs()).allMatch(SignOff::open);
  }

  private String taskOf(String group) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(process)
        .taskCandidateGroup(group)
        .list()
        .stream()
        .map(task -> task.getId())
        .findFirst()
        .orElse(null);
  }

  private static Map<String, Object> typed(Map<String, ?> values) {
    var typed = new HashMap<String, Object>();
    values.forEach((name, value) -> typed.put(name, Map.of("value", value)));
    return typed;
  }
}
