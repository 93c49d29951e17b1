package io.pilotage.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.pilotage.PilotageTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs after all process tests and asks the engine's history: is there a flow node that no scenario passed? */
@PilotageTest
@Order(Integer.MAX_VALUE)
class FlowNodeCoverageTest {

  @Autowired private ProcessEngine engine;

  @Test
  void everyFlowNodeIsPassedByAScenario() throws Exception {
    var missing = new TreeSet<>(scenarioClasses());
    FlowNodeCoverage.run().forEach(test -> missing.remove(test.getSimpleName()));
    assumeTrue(missing.isEmpty(), "left out: only a part of the process tests ran, without " + missing);

    var unpassed = new TreeSet<String>();
    try (var models = Files.list(Path.of("bpmn"))) {
      models.filter(file -> file.toString().endsWith(".bpmn")).forEach(file -> unpassed.addAll(unpassed(file)));
    }

    assertThat(unpassed).as("flow nodes no scenario passes").isEmpty();
  }

  private Set<String> unpassed(Path file) {
    var model = Bpmn.readModelFromFile(file.toFile());
    var process = file.getFileName().toString().replace(".bpmn", "");
    var history = engine.getHistoryService();
    var passed = engine.getRepositoryService().createProcessDefinitionQuery().processDefinitionKey(process).list().stream()
        .flatMap(definition -> history.createHistoricActivityInstanceQuery().processDefinitionId(definition.getId()).list().stream())
        .map(HistoricActivityInstance::getActivityId).collect(Collectors.toSet());
    return model.getModelElementsByType(FlowNode.class).stream().filter(node -> !(node instanceof Gateway)).map(FlowNode::getId)
        .filter(id -> !passed.contains(id)).map(id -> process + " / " + id).collect(Collectors.toSet());
  }

  /** The process tests there are; those repeated on another database count once. */
  private static Set<String> scenarioClasses() {
    return new ClassFileImporter().importPackages("io.pilotage.process").stream()
        .filter(type -> type.isAssignableTo(ProcessTest.class) && !type.isEquivalentTo(ProcessTest.class))
        .map(type -> type.getSimpleName()).filter(name -> !name.endsWith("OnPostgresTest")).collect(Collectors.toSet());
  }
}
