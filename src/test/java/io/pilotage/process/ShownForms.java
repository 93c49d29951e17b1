package io.pilotage.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;

/**
 * What people saw in the forms of the walks: the variables of every task a walk answered, in
 * {@code target/shown}. The build empties it first. Of several occasions the fullest is kept,
 * because that is the one a picture should be taken of; see {@code FormPicturesIT}.
 */
final class ShownForms {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("target", "shown");

  private ShownForms() {}

  static void note(ProcessEngine engine, Task open) {
    var task = engine
        .getTaskService()
        .createTaskQuery()
        .taskId(open.getId())
        .initializeFormKeys()
        .singleResult();
    if (task.getCamundaFormRef() == null || answeredBefore(engine, task)) return;
    var shown = json(engine.getFormService().getTaskFormVariables(task.getId(), null, false))
        .toString()
        .getBytes(StandardCharsets.UTF_8);
    var file = FOLDER.resolve(task.getCamundaFormRef().getKey() + ".json");
    try {
      if (Files.exists(file) && Files.size(file) >= shown.length) return;
      Files.createDirectories(FOLDER);
      // At once: another JVM may be writing the same.
      Files.move(
          Files.write(Files.createTempFile(FOLDER, "shown", null), shown),
          file,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException cannotWrite) {
      throw new UncheckedIOException(cannotWrite);
    }
  }

  /**
   * After a rework a form comes with what was answered before; the picture is of people who see it
   * for the first time.
   */
  private static boolean answeredBefore(ProcessEngine engine, Task task) {
    return engine
            .getHistoryService()
            .createHistoricTaskInstanceQuery()
            .processInstanceId(task.getProcessInstanceId())
            .taskDefinitionKey(task.getTaskDefinitionKey())
            .finished()
            .count()
        > 0;
  }

  /** As Tasklist hands them to a form: JSON is read, anything else stays as it is. */
  private static ObjectNode json(VariableMap variables) {
    var all = JsonNodeFactory.instance.objectNode();
    variables
        .keySet()
        .forEach(name -> all.set(name, json(variables.<TypedValue>getValueTyped(name))));
    return all;
  }

  private static JsonNode json(TypedValue value) {
    try {
      if (!(value instanceof SerializableValue stored)) return JSON.valueToTree(value.getValue());
      return stored.getSerializationDataFormat().equals("application/json")
          ? JSON.readTree(stored.getValueSerialized())
          : JSON.nullNode();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
