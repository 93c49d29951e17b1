package io.pilotage.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a story of the demo: when it begins, and on which of its days the product speaks up by
 * itself, beside the day on which it comes out in the story. It only watches what the product
 * opens; what goes wrong is in the answers of the {@link StoryService}.
 */
final class StoryTeller implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(StoryTeller.class);

  /** The task with which the product speaks up, and whom it asks. */
  private static final Map<String, String> SPEAKS_UP = Map.of(
      "Task_DecideAfterStepBack",
      "operations",
      "Task_InvestigateIncident",
      "operations",
      "Task_InvestigateDrift",
      "data-science");

  private final PublicApi api;
  private final Story story;
  private final Duration day;
  private final Clock clock;
  private volatile Instant begun;
  private boolean told;

  StoryTeller(PublicApi api, Story story, Duration day, Clock clock) {
    this.api = api;
    this.story = story;
    this.day = day;
    this.clock = clock;
  }

  /** Days of the story since it began; nothing before. */
  Optional<Double> days() {
    var since = begun;
    return since == null
        ? Optional.empty()
        : Optional.of(
            (double) Duration.between(since, clock.instant()).toMillis() / day.toMillis());
  }

  @Override
  public void run() {
    try {
      if (begun == null) begin();
      else if (!told) listen();
    } catch (RuntimeException notYet) {
      LOG.debug("The story teller looks again in a second: {}", notYet.getMessage());
    }
  }

  private void begin() {
    var there = story.inRollout()
        ? api.get("/api/models/" + story.model(), "pm").path("share").asDouble() >= 25
        : "operate"
            .equals(
                api.get("/api/initiatives/" + story.key(), "pm").path("phase").asText());
    if (!there) return;
    begun = clock.instant();
    LOG.info(
        "STORY {}: day 1. {} A day takes {} s here.",
        story.model(),
        story.begins(),
        day.toMillis() / 1_000.0);
  }

  private void listen() {
    SPEAKS_UP.forEach((task, group) -> {
      var person = SampleLife.PEOPLE.get(group);
      var open = api.get(
          "/engine-rest/task?processInstanceBusinessKey=" + story.key() + "&taskDefinitionKey="
              + task + "&candidateGroup=" + group,
          person);
      if (open.isEmpty() || told) return;
      told = true;
      var facts = api.get(
              "/engine-rest/task/" + open.get(0).path("id").asText() + "/variables/facts", person)
          .path("value")
          .asText();
      LOG.info(
          "STORY {}: the product speaks up on day {} and asks {} to “{}”. In the story {}. It says: {}",
          story.model(),
          1 + days().orElseThrow().intValue(),
          group,
          open.get(0).path("name").asText(),
          story.inTheStory(),
          facts.replaceAll("\\s+", " "));
    });
  }
}
