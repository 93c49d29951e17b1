package io.pilotage.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.demo.SampleModel.Request;
import io.pilotage.demo.SampleModel.Skill;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for every model that has a route, as a service of the organisation would: it asks OFREP which version a caller
 * gets, lets that version predict, and reports prediction and, later, truth. One turn a second; not safe for two threads.
 */
final class SampleModelService implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SampleModelService.class);
  private static final int CALLERS = 5_000;
  // A decayed version answers worse and nothing else; this is the one candidate of the demo that does.
  private static final String DECAYING = "pricing/v2";

  private final PublicApi api;
  private final TrainedModels trained;
  private final StoryService story;
  private final DemoProperties properties;
  private final Clock clock;
  private final Random random = new Random(7);
  private final Map<String, Instant> firstServed = new HashMap<>();
  private final Deque<Outcome> unknownYet = new ArrayDeque<>();

  /**
   * @param story what answers in place of the sample model; null without a story
   */
  SampleModelService(PublicApi api, TrainedModels trained, StoryService story, DemoProperties properties, Clock clock) {
    this.api = api;
    this.trained = trained;
    this.story = story;
    this.properties = properties;
    this.clock = clock;
  }

  private record Outcome(Instant due, String line) {}

  @Override
  public void run() {
    try {
      for (var model : models()) serve(model);
      reportOutcomes();
    } catch (RuntimeException unreachable) {
      LOG.info("The sample model service tries again in a second: {}", unreachable.getMessage());
    }
  }

  /** Every model is a flag; the bulk answer names them all. */
  private List<String> models() {
    var answer = api.postAsService("/ofrep/v1/evaluate/flags", "application/json", context("lookout"));
    var names = new ArrayList<String>();
    answer.path("flags").forEach(flag -> names.add(flag.path("key").asText()));
    return names;
  }

  private void serve(String model) {
    var lines = new StringBuilder();
    for (int i = 0; i < properties.requestsPerSecond(); i++) {
      var version = api.postAsService("/ofrep/v1/evaluate/flags/" + model, "application/json", context("caller-" + random.nextInt(CALLERS))).path("value");
      if (version.isTextual()) answer(model, version, lines);
    }
    if (!lines.isEmpty()) api.postAsService("/api/predictions", "application/x-ndjson", lines.toString());
  }

  private void answer(String model, JsonNode version, StringBuilder lines) {
    var request = Request.draw(random);
    var name = version.asText();
    var now = clock.instant();
    var probability = trained.find(model, name).map(learned -> learned.probability(request.amount(), request.night()))
        .orElseGet(() -> SampleModel.probability(skill(model, name, now), request));
    var line = new LinkedHashMap<String, Object>();
    line.put("id", UUID.randomUUID().toString());
    line.put("model", model);
    line.put("version", name);
    line.put("at", now.toString());
    line.put("prediction", probability > 0.5 ? "suspicious" : "fine");
    line.put("score", probability);
    line.put("features", Map.of("amount", request.amount(), "night", request.night()));
    line.put("groups", Map.of("region", request.region()));
    line.put("latencyMs", 18 + Math.abs(random.nextGaussian()) * 9);
    line.put("error", random.nextInt(500) == 0);
    line.put("cost", 0.0004);
    line.put("cached", random.nextInt(4) == 0);
    var actual = story == null ? request.suspicious() ? "suspicious" : "fine" : story.answer(name, line);
    lines.append(api.write(line)).append('\n');
    var truth = Map.of("id", line.get("id"), "actual", actual, "at", now.plus(properties.outcomesAfter()).toString());
    unknownYet.add(new Outcome(now.plus(properties.outcomesAfter()), api.write(truth)));
  }

  private Skill skill(String model, String version, Instant now) {
    var since = Duration.between(firstServed.computeIfAbsent(model + "/" + version, key -> now), now);
    if (DECAYING.equals(model + "/" + version) && since.compareTo(properties.turnsWrongAfter()) > 0) return Skill.DECAYED;
    return "v1".equals(version) ? Skill.GOOD : Skill.EXACT;
  }

  /** Reports what is known by now; what could not be reported stays for the next turn. */
  private void reportOutcomes() {
    var now = clock.instant();
    var due = unknownYet.stream().takeWhile(outcome -> !outcome.due().isAfter(now)).map(Outcome::line).toList();
    if (due.isEmpty()) return;
    api.postAsService("/api/outcomes", "application/x-ndjson", String.join("\n", due));
    for (int reported = 0; reported < due.size(); reported++) unknownYet.poll();
  }

  private String context(String caller) {
    return api.write(Map.of("context", Map.of("targetingKey", caller)));
  }
}
