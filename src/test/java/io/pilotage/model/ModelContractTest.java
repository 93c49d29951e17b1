package io.pilotage.model;

import static io.pilotage.model.Diagram.camel;
import static io.pilotage.model.Diagram.kebab;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.pilotage.engine.ProcessVariable;
import java.beans.Introspector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Component;

/**
 * One name, four places: label, id, Java class or form, in both directions. Each rule is seen to
 * fail on broken samples.
 */
class ModelContractTest {

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern NAME = Pattern.compile("(?<![\\w.'])([a-z]\\w*)(?:\\.(\\w+))?");
  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Set<String> WORDS_OF_THE_LANGUAGE =
      Set.of("true", "false", "null", "and", "or", "not", "empty", "execution", "task");

  /** A process goes on in the diagram it began with, so what that names stays. */
  private static final Set<String> OF_EARLIER_DIAGRAMS = Set.of("profileData");

  private final JavaClasses product = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("io.pilotage");

  @Test
  void diagramsFormsAndJavaSayTheSame() {
    assertThat(complaints(Path.of("bpmn"), Path.of("forms"))).isEmpty();
  }

  @Test
  void noActivityIsWithoutItsPlaceInADiagram() {
    var used =
        Diagram.all().stream().flatMap(ModelContractTest::expressions).collect(Collectors.toSet());

    assertThat(activities()).isNotEmpty();
    assertThat(activities())
        .as("beans of activity packages that no diagram names")
        .allSatisfy((bean, type) -> assertThat(
                used.contains("${" + bean + "}") || OF_EARLIER_DIAGRAMS.contains(bean))
            .as(bean)
            .isTrue());
    assertThat(OF_EARLIER_DIAGRAMS)
        .as("beans that were needed for processes begun before, and are named again or gone")
        .allSatisfy(bean -> assertThat(activities()).containsKey(bean))
        .noneMatch(bean -> used.contains("${" + bean + "}"));
  }

  @Test
  void everyMessageHasASender() throws IOException {
    var sources = sources();

    var unsent = Diagram.all().stream()
        .flatMap(diagram -> diagram.all(Message.class).stream())
        .map(Message::getName)
        .filter(message -> !sources.contains("\"" + message + "\""))
        .distinct()
        .toList();

    assertThat(unsent).as("messages nobody sends").isEmpty();
  }

  @Test
  void everyRuleCanFail() {
    var found = String.join(
        "\n",
        complaints(Path.of("src/test/resources/broken"), Path.of("src/test/resources/broken")));

    assertThat(found)
        .contains(
            "file name is not the process id",
            "no bean",
            "should have id",
            "should use form",
            "no form file",
            "does not listen",
            "calls no process",
            "undeclared name",
            "is used by no diagram",
            "is not the id of",
            "is no declared variable",
            "more than 8 questions");
  }

  private List<String> complaints(Path models, Path forms) {
    var found = new ArrayList<String>();
    var diagrams = Diagram.in(models);
    var processes =
        diagrams.stream().map(diagram -> diagram.process().getId()).collect(Collectors.toSet());
    var usedForms = new TreeSet<String>();
    for (var diagram : diagrams) {
      if (!diagram.process().getId().equals(diagram.file()))
        found.add(diagram.file() + ": file name is not the process id");
      diagram.all(ServiceTask.class).forEach(task -> service(diagram, task, found));
      diagram.all(UserTask.class).forEach(task -> user(diagram, task, forms, usedForms, found));
      diagram.all(StartEvent.class).stream()
          .map(BaseElement::getDomElement)
          .map(start -> start.getAttribute("http://camunda.org/schema/1.0/bpmn", "formRef"))
          .filter(form -> form != null)
          .forEach(form -> form(diagram.file(), form, forms, usedForms, found));
      diagram.all(CallActivity.class).stream()
          .filter(call -> !processes.contains(call.getCalledElement()))
          .forEach(call -> found.add(
              diagram.where(call) + " calls no process of ours: " + call.getCalledElement()));
      diagram.all(BoundaryEvent.class).forEach(event -> id(diagram, event, "Boundary_", found));
      expressions(diagram).forEach(expression -> names(diagram, expression, found));
    }
    formFiles(forms).forEach(form -> readForm(form, usedForms, found));
    return found;
  }

  private void service(Diagram diagram, ServiceTask task, List<String> found) {
    id(diagram, task, "Task_", found);
    if ("external".equals(task.getCamundaType())) {
      if (!kebab(task.getName()).equals(task.getCamundaTopic()))
        found.add(diagram.where(task) + " should use topic " + kebab(task.getName()));
      return;
    }
    var bean = Introspector.decapitalize(camel(task.getName()));
    var type = activities().get(bean);
    if (type == null || !type.isAssignableTo(JavaDelegate.class))
      found.add(diagram.where(task) + ": no bean " + bean);
    if (!("${" + bean + "}").equals(task.getCamundaDelegateExpression()))
      found.add(diagram.where(task) + " should call ${" + bean + "}");
  }

  private void user(
      Diagram diagram, UserTask task, Path forms, Set<String> used, List<String> found) {
    id(diagram, task, "Task_", found);
    var form = task.getDomElement().getAttribute("http://camunda.org/schema/1.0/bpmn", "formRef");
    if (!kebab(task.getName()).equals(form))
      found.add(diagram.where(task) + " should use form " + kebab(task.getName()));
    else form(diagram.file(), form, forms, used, found);
    var bean = Introspector.decapitalize(camel(task.getName()));
    var listeners = task.getExtensionElements() == null
        ? List.<CamundaTaskListener>of()
        : List.copyOf(task.getExtensionElements()
            .getElementsQuery()
            .filterByType(CamundaTaskListener.class)
            .list());
    var events = listeners.stream()
        .filter(listener -> ("${" + bean + "}").equals(listener.getCamundaDelegateExpression()))
        .map(CamundaTaskListener::getCamundaEvent)
        .collect(Collectors.toSet());
    if (!events.containsAll(Set.of("create", "complete")))
      found.add(
          diagram.where(task) + " does not listen to create and complete with ${" + bean + "}");
    var type = activities().get(bean);
    if (type == null || !type.isAssignableTo(TaskListener.class))
      found.add(diagram.where(task) + ": no bean " + bean);
  }

  private static void id(Diagram diagram, FlowNode node, String prefix, List<String> found) {
    var id = prefix + camel(node.getName());
    if (!id.equals(node.getId())) found.add(diagram.where(node) + " should have id " + id);
  }

  private static void form(
      String diagram, String form, Path forms, Set<String> used, List<String> found) {
    used.add(form);
    if (!Files.exists(forms.resolve(form + ".form")))
      found.add(diagram + ": no form file " + form + ".form");
  }

  /**
   * Names in expressions are declared variables, timing beans, or activities; quoted words are
   * values.
   */
  private void names(Diagram diagram, String expression, List<String> found) {
    var inside = EXPRESSION.matcher(expression);
    while (inside.find()) {
      var name = NAME.matcher(QUOTED.matcher(inside.group(1)).replaceAll("''"));
      while (name.find()) {
        var known = name.group(2) == null
            ? declaredVariables().contains(name.group(1))
                || activities().containsKey(name.group(1))
                || WORDS_OF_THE_LANGUAGE.contains(name.group(1))
            : timings().getOrDefault(name.group(1), Set.of()).contains(name.group(2))
                || WORDS_OF_THE_LANGUAGE.contains(name.group(1));
        if (!known) found.add(diagram.file() + ": undeclared name in " + expression);
      }
    }
  }

  private void readForm(Path file, Set<String> used, List<String> found) {
    var name = file.getFileName().toString().replace(".form", "");
    if (!used.contains(name)) found.add(name + ".form is used by no diagram");
    var form = json(file);
    if (!name.equals(form.path("id").asText()))
      found.add(form.path("id").asText() + " is not the id of " + name + ".form");
    var questions = new ArrayList<String>();
    form.path("components").forEach(component -> collect(component, questions));
    questions.stream()
        .filter(key -> !declaredVariables().contains(key))
        .forEach(key -> found.add(name + ".form: " + key + " is no declared variable"));
    if (questions.size() > 9) found.add(name + ".form has more than 8 questions and a comment");
  }

  private static void collect(JsonNode component, List<String> questions) {
    var type = component.path("type").asText();
    if (component.hasNonNull("key")) questions.add(component.get("key").asText());
    else if (component.hasNonNull("path") && "dynamiclist".equals(type))
      questions.add(component.get("path").asText());
    if (!"dynamiclist".equals(type))
      component.path("components").forEach(child -> collect(child, questions));
  }

  private static Stream<String> expressions(Diagram diagram) {
    var xml = org.camunda.bpm.model.bpmn.Bpmn.convertToString(diagram.model());
    return EXPRESSION.matcher(xml).results().map(result -> result.group());
  }

  private Map<String, JavaClass> activities() {
    var found = new TreeMap<String, JavaClass>();
    product.stream()
        .filter(type ->
            type.getPackageName().endsWith(".activity") && type.isAnnotatedWith(Component.class))
        .filter(type -> type.isAssignableTo(JavaDelegate.class)
            || type.isAssignableTo(TaskListener.class)
            || type.isAssignableTo(ExecutionListener.class))
        .forEach(type -> found.put(Introspector.decapitalize(type.getSimpleName()), type));
    return found;
  }

  private Map<String, Set<String>> timings() {
    return product.stream()
        .filter(type -> type.getSimpleName().endsWith("Timing"))
        .collect(Collectors.toMap(
            type -> Introspector.decapitalize(type.getSimpleName()),
            type -> type.getMethods().stream()
                .filter(method -> method.getName().startsWith("get"))
                .map(method -> Introspector.decapitalize(method.getName().substring(3)))
                .collect(Collectors.toSet())));
  }

  private Set<String> declaredVariables() {
    var found = new HashSet<String>();
    for (var type : product) {
      if (!type.getSimpleName().endsWith("Variables") && !type.getSimpleName().equals("Facts"))
        continue;
      Arrays.stream(type.reflect().getDeclaredFields())
          .filter(field ->
              field.getType() == ProcessVariable.class && Modifier.isStatic(field.getModifiers()))
          .forEach(field -> found.add(variable(field).name()));
    }
    return found;
  }

  private static ProcessVariable<?> variable(java.lang.reflect.Field field) {
    try {
      field.setAccessible(true);
      return (ProcessVariable<?>) field.get(null);
    } catch (IllegalAccessException hidden) {
      throw new IllegalStateException(hidden);
    }
  }

  private static List<Path> formFiles(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".form")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " is no JSON", unreadable);
    }
  }

  private static String sources() throws IOException {
    try (var files = Files.walk(Path.of("src/main/java"))) {
      var all = new StringBuilder();
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList())
        all.append(Files.readString(file));
      return all.toString();
    }
  }
}
