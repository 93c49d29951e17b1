package io.pilotage.process;

import io.pilotage.TestClock;
import org.camunda.bpm.engine.ProcessEngine;

/** Walks through a process that a module started, not the test. */
final class Running {

  private Running() {}

  static Walk process(ProcessEngine engine, TestClock clock, String process, String initiative) {
    var instance = engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey(process)
        .processInstanceBusinessKey(initiative)
        .singleResult();
    if (instance == null)
      throw new AssertionError("No " + process + " runs about " + initiative + ".");
    return new Walk(engine, clock, process, instance.getRootProcessInstanceId()).run();
  }
}
