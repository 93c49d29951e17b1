package io.pilotage.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.junit.jupiter.api.Test;

/**
 * Runs after all process tests and asks what they noted of the engine's history: is there a flow
 * node that no scenario passed?
 */
class FlowNodeCoverageIT {

  @Test
  void everyFlowNodeIsPassedByAScenario() throws IOException {
    var missing = new TreeSet<String>();
    var passed = new TreeSet<String>();
    for (var test : scenarioClasses())
      FlowNodeCoverage.NOTES.of(test).ifPresentOrElse(passed::addAll, () -> missing.add(test));
    assumeTrue(
        missing.isEmpty(), "left out: only a part of the process tests ran, without " + missing);

    assertThat(flowNodes()).as("flow nodes").hasSizeGreaterThan(100);
    assertThat(unpassed(passed)).as("flow nodes no scenario passes").isEmpty();
  }

  @Test
  void findsANodeNobodyPassed() throws IOException {
    var all = flowNodes();
    var forgotten = all.iterator().next();

    all.remove(forgotten);

    assertThat(unpassed(all)).containsExactly(forgotten);
  }

  private static Set<String> unpassed(Set<String> passed) throws IOException {
    var nodes = flowNodes();
    nodes.removeAll(passed);
    return nodes;
  }

  private static Set<String> flowNodes() throws IOException {
    try (var models = Files.list(Path.of("bpmn"))) {
      return models
          .filter(file -> file.toString().endsWith(".bpmn"))
          .flatMap(file -> {
            var process = file.getFileName().toString().replace(".bpmn", "");
            return Bpmn.readModelFromFile(file.toFile())
                .getModelElementsByType(FlowNode.class)
                .stream()
                .filter(node -> !(node instanceof Gateway))
                .map(node -> process + " / " + node.getId());
          })
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The process tests there are; those repeated on another database count once. */
  private static Set<String> scenarioClasses() {
    return new ClassFileImporter()
        .importPackages("io.pilotage.process").stream()
            .filter(type ->
                type.isAssignableTo(ProcessTest.class) && !type.isEquivalentTo(ProcessTest.class))
            .map(type -> type.getName())
            .filter(name -> !name.endsWith("OnPostgresTest"))
            .collect(Collectors.toSet());
  }
}
