package io.pilotage.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.demo.PublicApi.Refused;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings up three sample initiatives by answering their tasks as the demo people, one turn a
 * second. Each is left alone at its place in the story, and for good once it is there: what a
 * person does with it is not answered for them.
 */
final class SampleLife implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SampleLife.class);

  /** Camunda groups and the demo person in each. */
  static final Map<String, String> PEOPLE = Map.of(
      "program-managers",
      "pm",
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

  /**
   * @param until the task at which the story is left to the person who looks; in rollout, the gate
   *     of the second stage
   */
  private record Sample(String key, String title, String model, String until, boolean rollsOut) {}

  private static final List<Sample> SAMPLES = List.of(
      new Sample(
          "CHURN-1",
          "Keep customers whose payments were stopped for nothing",
          "churn",
          "Task_PlanFallback",
          false),
      new Sample(
          "CLAIMS-1", "Pay honest claims without a call", "claims", "Task_RecordExperiment", false),
      new Sample("PRICING-1", "Flag payments priced by mistake", "pricing", null, true));

  private final PublicApi api;
  private final String dataFolder;
  private final List<Sample> samples;
  private final Set<String> tried = new HashSet<>();
  private final Set<String> begun = new HashSet<>();
  private final Set<String> arrived = new HashSet<>();

  /** @param story the one that is told, and nothing beside it; null for the three samples */
  SampleLife(PublicApi api, String dataFolder, Story story) {
    this.api = api;
    this.dataFolder = dataFolder;
    this.samples = story == null
        ? SAMPLES
        : List.of(new Sample(story.key(), story.title(), story.model(), null, story.inRollout()));
  }

  @Override
  public void run() {
    for (var story : samples) {
      try {
        if (!arrived.contains(story.key())) turn(story);
      } catch (RuntimeException failed) {
        LOG.info(
            "The sample people try {} again in a second: {}", story.key(), failed.getMessage());
      }
    }
  }

  private void turn(Sample story) {
    if (begun.contains(story.key())) answerAll(story);
    // What was begun without an answer in time is ours all the same; what was there before us is
    // not.
    else if (exists(story.key())) (tried.contains(story.key()) ? begun : arrived).add(story.key());
    else begin(story);
  }

  private boolean exists(String key) {
    try {
      api.get("/api/initiatives/" + key, "pm");
      return true;
    } catch (Refused unknown) {
      if (unknown.status() == 404) return false;
      throw unknown;
    }
  }

  private void begin(Sample story) {
    tried.add(story.key());
    api.post(
        "/engine-rest/process-definition/key/ai-lifecycle/start",
        "pm",
        Map.of(
            "businessKey",
            story.key(),
            "variables",
            Map.of(
                "title", Map.of("value", story.title()), "sponsor", Map.of("value", "business"))));
    begun.add(story.key());
  }

  private void answerAll(Sample story) {
    if (story.rollsOut() && share(story.model()) >= 25 || inOperation(story)) {
      arrived.add(story.key());
      return;
    }
    for (var person : PEOPLE.entrySet()) {
      for (var task : tasks(story.key(), person.getKey(), person.getValue()))
        answer(story, task, person.getValue());
    }
  }

  private boolean inOperation(Sample story) {
    return "operate"
        .equals(api.get("/api/initiatives/" + story.key(), "pm").path("phase").asText());
  }

  private JsonNode tasks(String key, String group, String person) {
    return api.get(
        "/engine-rest/task?processInstanceBusinessKey=" + key + "&candidateGroup=" + group, person);
  }

  private void answer(Sample story, JsonNode task, String person) {
    var name = task.path("taskDefinitionKey").asText();
    if (name.equals(story.until())) arrived.add(story.key());
    if (arrived.contains(story.key())) return;
    SampleAnswers.about(story.model(), dataFolder)
        .to(name, variable -> shown(task, variable, person))
        .ifPresent(answer -> api.post(
            "/engine-rest/task/" + task.path("id").asText() + "/complete", person, answer));
  }

  private JsonNode shown(JsonNode task, String variable, String person) {
    return api.get(
            "/engine-rest/task/" + task.path("id").asText() + "/variables/" + variable
                + "?deserializeValue=false",
            person)
        .path("value");
  }

  /** Percent of the model's traffic on its candidate; 0 while the model has no route. */
  private double share(String model) {
    try {
      return api.get("/api/models/" + model, "pm").path("share").asDouble();
    } catch (Refused unknown) {
      return 0;
    }
  }
}
