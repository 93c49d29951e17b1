package io.pilotage.process;

import io.pilotage.PilotageTest;
import io.pilotage.TestClock;
import io.pilotage.dataset.Audits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Walks processes in the words of their diagrams: start, answer a task, let a timer pass, end. Jobs
 * run by themselves until the process waits, so save points never show in a test.
 */
@PilotageTest
@ExtendWith(FlowNodeCoverage.class)
public abstract class ProcessTest {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  @Autowired
  protected ProcessEngine engine;

  @Autowired
  protected TestClock clock;

  @Autowired
  private Audits measuring;

  private final List<Walk> walks = new ArrayList<>();

  @BeforeEach
  void takeEngine() {
    BpmnAwareTests.init(engine);
  }

  @AfterEach
  void leaveNothingRunning() {
    walks.forEach(Walk::abandon);
    walks.clear();
    engine.getIdentityService().clearAuthentication();
    clock.reset();
    BpmnAwareTests.reset();
  }

  /** Starts a process itself; use it for processes that people or timers start. */
  protected Start start(String process) {
    return new Start(engine, clock, process, process, walks::add, measuring::profile);
  }

  /**
   * Starts a process as a call activity does, so that an error it ends with is caught as its parent
   * would catch it. The walk is about the called process.
   */
  protected Start call(String process) {
    var caller = "caller-of-" + process;
    if (engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .processDefinitionKey(caller)
            .count()
        == 0) deployCaller(caller, process);
    return new Start(engine, clock, process, caller, walks::add, measuring::profile);
  }

  private void deployCaller(String caller, String process) {
    var model = Bpmn.createExecutableProcess(caller)
        .camundaHistoryTimeToLive(1)
        .startEvent()
        .callActivity("Call")
        .calledElement(process)
        .camundaIn("any", "any")
        .boundaryEvent("Stopped")
        .error()
        .endEvent("EndedByError")
        .moveToActivity("Call")
        .endEvent("Ended")
        .done();
    var extensions = model.<CallActivity>getModelElementById("Call").getExtensionElements();
    List.copyOf(extensions.getElementsQuery().filterByType(CamundaIn.class).list())
        .forEach(extensions::removeChildElement);
    extensions
        .addExtensionElement(CamundaIn.class)
        .setCamundaBusinessKey("#{execution.processBusinessKey}");
    extensions.addExtensionElement(CamundaIn.class).setCamundaVariables("all");
    extensions.addExtensionElement(CamundaOut.class).setCamundaVariables("all");
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(caller + ".bpmn", model)
        .deploy();
  }

  /** An initiative key that no other test uses. */
  protected static String freshKey(String prefix) {
    return prefix + "-T" + COUNTER.incrementAndGet();
  }
}
