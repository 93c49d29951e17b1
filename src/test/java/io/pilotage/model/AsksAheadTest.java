package io.pilotage.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.engine.jobs.AsksAhead;
import io.pilotage.process.ProcessTest;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AsksAheadTest extends ProcessTest {

  @Autowired
  private Map<String, AsksAhead> steps;

  @Test
  @DisplayName(
      "Whatever asks before its transaction is a task of the same name that begins as a job")
  void beginAsJobs() {
    var jobs =
        engine.getRepositoryService().createProcessDefinitionQuery().latestVersion().list().stream()
            .map(ProcessDefinition::getId)
            .flatMap(id -> engine
                .getRepositoryService()
                .getBpmnModelInstance(id)
                .getModelElementsByType(ServiceTask.class)
                .stream())
            .filter(ServiceTask::isCamundaAsyncBefore)
            .collect(Collectors.toMap(
                ServiceTask::getId,
                task -> String.valueOf(task.getCamundaDelegateExpression()),
                (one, other) -> one));

    assertThat(steps).isNotEmpty();
    steps
        .keySet()
        .forEach(step -> assertThat(jobs)
            .containsEntry(
                "Task_" + Character.toUpperCase(step.charAt(0)) + step.substring(1),
                "${" + step + "}"));
  }
}
