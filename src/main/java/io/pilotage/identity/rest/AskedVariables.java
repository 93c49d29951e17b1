package io.pilotage.identity.rest;

import static io.pilotage.identity.rest.EngineDoor.forbidUnless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pilotage.engine.OwnRights;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * The variables a form asks for, and what may be sent for them: texts, numbers, yes or no, and
 * lists as JSON. A variable that names a class, carries bytes or was asked for by nobody stays
 * outside.
 */
@Component
class AskedVariables {

  private static final Set<String> PLAIN =
      Set.of("String", "Boolean", "Integer", "Long", "Short", "Double", "Null", "Json");
  private static final Set<String> MEMBERS = Set.of("value", "type", "valueInfo");
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final FormService forms;
  private final OwnRights own;
  // A form never changes under its version of a process.
  private final Map<String, List<String>> known = new ConcurrentHashMap<>();

  AskedVariables(FormService forms, OwnRights own) {
    this.forms = forms;
    this.own = own;
  }

  /** Nothing for a task without a form. */
  List<String> by(Task task) {
    if (task.getCamundaFormRef() == null) return List.of();
    var form = task.getProcessDefinitionId() + " " + task.getTaskDefinitionKey();
    return known.computeIfAbsent(
        form, unread -> read(() -> forms.getDeployedTaskForm(task.getId())));
  }

  /** Empty for a process that has no form to start it with. */
  Optional<List<String>> toStart(ProcessDefinition process) {
    if (own.call(() -> forms.getStartFormData(process.getId())).getCamundaFormRef() == null)
      return Optional.empty();
    return Optional.of(known.computeIfAbsent(
        process.getId(), form -> read(() -> forms.getDeployedStartForm(process.getId()))));
  }

  private List<String> read(Supplier<InputStream> form) {
    try (var file = own.call(form)) {
      var names = new ArrayList<String>();
      JSON.readTree(file).path("components").forEach(component -> collect(component, names));
      return List.copyOf(names);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The questions of a list are members of its rows, not variables. */
  private static void collect(JsonNode component, List<String> names) {
    var list = "dynamiclist".equals(component.path("type").asText());
    if (list) names.add(component.path("path").asText());
    else if (component.hasNonNull("key")) names.add(component.get("key").asText());
    if (!list) component.path("components").forEach(child -> collect(child, names));
  }

  /** Refuses what was not asked for, and what would be more than a value. */
  static void check(JsonNode variables, List<String> asked) {
    if (variables.isMissingNode() || variables.isNull()) return;
    forbidUnless(
        variables.isObject(), "“variables” takes names and values: {\"name\":{\"value\":…}}.");
    variables.fields().forEachRemaining(variable -> {
      forbidUnless(
          asked.contains(variable.getKey()),
          "“" + variable.getKey() + "” is not asked for here"
              + (asked.isEmpty()
                  ? "; nothing is."
                  : ". Asked for are " + String.join(", ", asked) + "."));
      checkValue(variable.getKey(), variable.getValue());
    });
  }

  static void checkValue(String name, JsonNode variable) {
    variable
        .fieldNames()
        .forEachRemaining(member -> forbidUnless(
            MEMBERS.contains(member),
            "“" + member + "” of the variable “" + name + "” is not taken here."));
    var type = variable.path("type");
    forbidUnless(
        type.isMissingNode() || type.isNull() || PLAIN.contains(type.asText()),
        "The variable “" + name + "” is of the type “" + type.asText()
            + "”. Send a text, a number, true or false, or a list with the type “Json”.");
    forbidUnless(
        variable.isObject() && (variable.path("value").isValueNode() || !variable.has("value")),
        "The value of the variable “" + name
            + "” is one text, number, true or false, sent as {\"value\":…}; a list is its JSON in a "
            + "text, with the type “Json”.");
    forbidUnless(
        variable.path("valueInfo").isEmpty(),
        "The variable “" + name + "” is a value alone; “valueInfo” is not taken here.");
  }
}
