package io.pilotage.process;

import static io.pilotage.gate.GateVariables.CAUSE;
import static io.pilotage.gate.GateVariables.COMMENT;
import static io.pilotage.gate.GateVariables.DECISION;
import static io.pilotage.gate.GateVariables.PHASE;
import static io.pilotage.sync.SyncVariables.BUSINESS_ATTENDEES;
import static io.pilotage.sync.SyncVariables.DATA_SCIENCE_ATTENDEES;
import static io.pilotage.sync.SyncVariables.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.engine.Processes;
import io.pilotage.gate.Cause;
import io.pilotage.gate.Effect;
import io.pilotage.gate.Gates;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Outcome;
import io.pilotage.initiative.Phase;
import io.pilotage.registry.Models;
import io.pilotage.sync.Sync;
import io.pilotage.sync.Syncs;
import io.pilotage.traffic.Routes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The main line and what interrupts it. What happens inside a phase is told by the test of its own
 * process.
 */
class AiLifecycleTest extends ProcessTest {

  @Autowired
  Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  Gates gates;

  @Autowired
  Syncs syncs;

  @Autowired
  Processes processes;

  @Autowired
  private JdbcClient jdbc;

  @Test
  @DisplayName("R2 R5: six phases, one after the other, then the initiative is completed")
  void goesThroughSixPhasesInOrder() {
    var life = propose();
    serveAModel(life.initiative());

    for (var phase : Phase.values()) {
      life.waitsAt(labelOf(phase));
      Arrays.stream(Phase.values())
          .filter(other -> other != phase)
          .forEach(other -> life.doesNotWaitAt(labelOf(other)));
      endPhase(phase, life);
    }

    life.endedAt("Initiative completed");
    assertThat(initiatives.get(life.initiative()).outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  @DisplayName("R81: a stop at a gate ends the initiative and everything that is open")
  void endsWhenAGateSaysStop() {
    var life = propose();
    jumpTo("Sign-off gate", Phase.DEFINE, life);

    for (var role : List.of("engineering", "legal", "operations", "risk", "security")) {
      life.answer("Sign off phase")
          .as(role)
          .with(DECISION, SignOffDecision.APPROVED)
          .done();
    }
    life.answer("Sign off phase")
        .as("business")
        .with(DECISION, SignOffDecision.STOPPED)
        .with(CAUSE, Cause.METRIC)
        .with(COMMENT, "No case")
        .done();

    life.endedAt("Stop recorded").withoutPassing("Prepare data");
    assertThat(initiatives.get(life.initiative()).outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(nothingIsOpen(life)).isTrue();
  }

  @Test
  @DisplayName("An initiative is withdrawn at any time, and nobody is asked for anything any more")
  void endsWhenItIsWithdrawn() {
    var life = propose();
    jumpTo("Sign-off gate", Phase.DEFINE, life);
    life.letPass("Sync due").waitsAt("Hold sync", "Sign off phase");

    initiatives.withdraw(life.initiative(), "The need is gone", "pm");
    life.run();

    life.endedAt("Withdrawal recorded").doesNotWaitAt("Sign off phase").doesNotWaitAt("Hold sync");
    assertThat(initiatives.get(life.initiative()).outcome()).isEqualTo(Outcome.WITHDRAWN);
    assertThat(nothingIsOpen(life)).isTrue();
  }

  @Test
  @DisplayName("R80: the weekly sync comes again and again while the main line goes on")
  void holdsSyncsWhileThePhaseGoesOn() {
    var life = propose();

    life.letPass("Sync due").waitsAt("Hold sync", "Define problem", "Sync due");
    life.answer("Hold sync")
        .as("pm")
        .with(DATA_SCIENCE_ATTENDEES, "Ada")
        .with(BUSINESS_ATTENDEES, "Bo")
        .with(MINUTES, "On the way")
        .done();

    life.passed("Week closed").doesNotWaitAt("Hold sync").waitsAt("Define problem", "Sync due");
    life.letPass("Sync due").waitsAt("Hold sync", "Define problem");
    assertThat(syncs.of(life.initiative())).extracting(Sync::held).containsExactly(true, false);
  }

  @Test
  @DisplayName(
      "P22: whichever way the token came, no phase begins and no life ends without the gates before")
  void stopsBeforeAPhaseWhoseGatesAreNotPassed() {
    var life = propose();

    assertThatThrownBy(() -> leave(Phase.DEFINE, life))
        .hasMessageContaining("“data” begins when the gates before are passed")
        .hasMessageContaining("has not passed: define");

    life.waitsAt("Define problem");
    var runtime = engine.getRuntimeService();
    runtime
        .createProcessInstanceModification(life.instance())
        .startBeforeActivity("Task_RecordCompletion")
        .execute();
    assertThat(life.failure())
        .hasMessageContaining("has not passed: define, data, poc, productionize, rollout, operate");
    assertThat(initiatives.get(life.initiative()).ended()).isFalse();
  }

  @Test
  @DisplayName("R5: the gate of a phase whose predecessors did not pass is blocked")
  void blocksAPhaseStartedOutOfOrder() {
    var life = propose();

    var skipped = start("sign-off-gate").with(PHASE, Phase.POC).about(life.initiative());

    assertThat(gates.get(skipped.instance()).blocks())
        .anyMatch(found -> found.effect() == Effect.BLOCK && found.fact().contains("define, data"));
  }

  private Walk propose() {
    return start("ai-lifecycle")
        .as("pm")
        .withRaw("title", "Fewer false alarms in fraud detection")
        .about(freshKey("LIFE"));
  }

  /**
   * What the phases before the rollout leave behind: a version that serves and an approved one that
   * waits.
   */
  private void serveAModel(String initiative) {
    var model = initiative.toLowerCase(Locale.ROOT);
    initiatives.nameModel(initiative, model);
    models.adopt(model, "v1", initiative, "models/v1", "engineering");
    models.register(model, "v2", initiative, "models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.open(model, initiative, "v1", "rules", "engineering");
  }

  /** Ends a phase the way it ends when all went well. */
  private void endPhase(Phase phase, Walk life) {
    passGate(phase, life.initiative());
    leave(phase, life);
  }

  private void leave(Phase phase, Walk life) {
    var model = engine.getRepositoryService().getBpmnModelInstance(definitionOf(phase));
    var end = model.getModelElementsByType(EndEvent.class).stream()
        .filter(event -> event.getParentElement() instanceof Process
            && event.getEventDefinitions().isEmpty())
        .findFirst()
        .orElseThrow();
    moveTo(end.getId(), phase, life);
  }

  /** What its gate would have left; how a gate is passed is told by its own test. */
  private void passGate(Phase phase, String initiative) {
    jdbc.sql(
            "insert into gate_round (gate, initiative, phase, round_nr, opened_at, decision, decided_at) "
                + "values (?, ?, ?, 1, current_timestamp, 'GO', current_timestamp)")
        .params(initiative + "-" + phase, initiative, phase.name())
        .update();
  }

  private void jumpTo(String label, Phase phase, Walk life) {
    var target = engine
        .getRepositoryService()
        .getBpmnModelInstance(definitionOf(phase))
        .getModelElementsByType(FlowNode.class)
        .stream()
        .filter(node -> label.equals(node.getName()))
        .findFirst()
        .orElseThrow();
    moveTo(target.getId(), phase, life);
  }

  private void moveTo(String node, Phase phase, Walk life) {
    var runtime = engine.getRuntimeService();
    var instance = runtime
        .createProcessInstanceQuery()
        .processDefinitionKey(phase.process())
        .processInstanceBusinessKey(life.initiative())
        .singleResult()
        .getId();
    var tree = runtime.getActivityInstance(instance);
    var move = runtime.createProcessInstanceModification(instance);
    Arrays.stream(tree.getChildActivityInstances())
        .forEach(child -> move.cancelActivityInstance(child.getId()));
    Arrays.stream(tree.getChildTransitionInstances())
        .forEach(child -> move.cancelTransitionInstance(child.getId()));
    move.startBeforeActivity(node).execute();
    life.run();
  }

  private String definitionOf(Phase phase) {
    return engine
        .getRepositoryService()
        .createProcessDefinitionQuery()
        .processDefinitionKey(phase.process())
        .latestVersion()
        .singleResult()
        .getId();
  }

  private String labelOf(Phase phase) {
    var lifecycle = engine
        .getRepositoryService()
        .createProcessDefinitionQuery()
        .processDefinitionKey("ai-lifecycle")
        .latestVersion()
        .singleResult();
    return engine
        .getRepositoryService()
        .getBpmnModelInstance(lifecycle.getId())
        .getModelElementsByType(CallActivity.class)
        .stream()
        .filter(call -> phase.process().equals(call.getCalledElement()))
        .findFirst()
        .orElseThrow()
        .getName();
  }

  private boolean nothingIsOpen(Walk life) {
    return processes.openTasks().stream()
            .noneMatch(task -> life.initiative().equals(task.initiative()))
        && processes.running().getOrDefault(life.initiative(), List.of()).isEmpty();
  }
}
