package io.pilotage.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.demo.SampleAnswers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The demo people at their tasks, over {@code /engine-rest} alone: each asks for what waits for the
 * own group, and answers it.
 */
final class DemoPeople {

  private static final Map<String, String> GROUPS = Map.of(
      "pm",
      "program-managers",
      "business",
      "business",
      "data-science",
      "data-science",
      "engineering",
      "engineering",
      "security",
      "security",
      "legal",
      "legal",
      "risk",
      "risk",
      "operations",
      "operations");

  private final RunningJar server;
  private final String initiative;
  private final SampleAnswers answers;
  private final Set<String> answered = new LinkedHashSet<>();

  DemoPeople(RunningJar server, String initiative, SampleAnswers answers) {
    this.server = server;
    this.initiative = initiative;
    this.answers = answers;
  }

  /** Starts the life of the initiative, as pm, from the start form. */
  void propose(String title) {
    server.post(
        "/engine-rest/process-definition/key/ai-lifecycle/start",
        "pm",
        Map.of(
            "businessKey",
            initiative,
            "variables",
            Map.of("title", Map.of("value", title), "sponsor", Map.of("value", "business"))));
  }

  /** Answers everything that waits now, but for the tasks named; true when there was anything. */
  boolean answerWhatWaits(String... leaveOpen) {
    if (nothingWaits()) return false;
    var any = false;
    for (var person : GROUPS.keySet()) {
      for (var task : waitingFor(person)) {
        var name = task.path("taskDefinitionKey").asText();
        if (!List.of(leaveOpen).contains(name)) any |= answer(task, name, person);
      }
    }
    return any;
  }

  /** The definition keys of the tasks that wait for anybody. */
  List<String> waiting() {
    var names = new ArrayList<String>();
    if (nothingWaits()) return names;
    GROUPS
        .keySet()
        .forEach(person -> waitingFor(person)
            .forEach(task -> names.add(task.path("taskDefinitionKey").asText())));
    return names;
  }

  /** Every kind of task that was answered so far. */
  Set<String> answered() {
    return answered;
  }

  /** Asked first, because most of the time nothing does. */
  private boolean nothingWaits() {
    return server
        .get("/engine-rest/task?processInstanceBusinessKey=" + initiative, "admin")
        .isEmpty();
  }

  JsonNode waitingFor(String person) {
    return server.get(
        "/engine-rest/task?processInstanceBusinessKey=" + initiative + "&candidateGroup="
            + GROUPS.get(person),
        person);
  }

  private boolean answer(JsonNode task, String name, String person) {
    var id = task.path("id").asText();
    var answer = answers.to(
        name,
        variable -> server
            .get(
                "/engine-rest/task/" + id + "/variables/" + variable + "?deserializeValue=false",
                person)
            .path("value"));
    assertThat(answer).as("the sample people know what to answer to " + name).isPresent();
    server.post("/engine-rest/task/" + id + "/complete", person, answer.get());
    answered.add(name);
    return true;
  }
}
