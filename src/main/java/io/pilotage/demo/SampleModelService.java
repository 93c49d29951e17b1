package io.pilotage.demo;

import io.pilotage.demo.SampleModel.Request;
import io.pilotage.demo.SampleModel.Skill;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for every model that has a route, as a service of the organisation would: it
 * asks OFREP which version a caller gets, lets that version predict, and reports prediction and,
 * later, truth. One turn a second; not safe for two threads.
 */
final class SampleModelService implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SampleModelService.class);
  private static final int CALLERS = 5_000;
  /** The stage of a route before anybody decided what serves. */
  private static final String UNDECIDED = "waiting";

  private static final String PERSON = "data-science";
  // The one candidate of the demo with a fault: its cache is made for a canary. Some minutes of
  // more traffic than that and it answers
  // from what it knew of others; with the traffic gone it answers well again, as such a service
  // would.
  private static final String SMALL_CACHE = "pricing/v2";
  private static final double BEARABLE_LOAD = 0.15;

  private final PublicApi api;
  private final TrainedModels trained;
  private final StoryService story;
  private final DemoProperties properties;
  private final Clock clock;
  private final Random random = new Random(7);
  private final Map<String, Instant> underLoadSince = new HashMap<>();
  private final Map<String, Optional<String>> servedBefore = new HashMap<>();
  private final Deque<Outcome> unknownYet = new ArrayDeque<>();

  /** @param story what answers in place of the sample model; null without a story */
  SampleModelService(
      PublicApi api,
      TrainedModels trained,
      StoryService story,
      DemoProperties properties,
      Clock clock) {
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
    var answer =
        api.postAsService("/ofrep/v1/evaluate/flags", "application/json", context("lookout"));
    var names = new ArrayList<String>();
    answer.path("flags").forEach(flag -> names.add(flag.path("key").asText()));
    return names;
  }

  private void serve(String model) {
    var asked = versionsAsked(model);
    var lines = new StringBuilder();
    asked.forEach(version -> answer(
        model, version, Collections.frequency(asked, version) / (double) asked.size(), lines));
    if (!lines.isEmpty())
      api.postAsService("/api/predictions", "application/x-ndjson", lines.toString());
  }

  /**
   * The version each caller of this second gets; a caller that gets none uses what served before
   * anybody decided, or has answers of its own.
   */
  private List<String> versionsAsked(String model) {
    var versions = new ArrayList<String>();
    for (int i = 0; i < properties.requestsPerSecond(); i++) {
      var answer = api.postAsService(
          "/ofrep/v1/evaluate/flags/" + model,
          "application/json",
          context("caller-" + random.nextInt(CALLERS)));
      if (answer.path("value").isTextual()) versions.add(answer.path("value").asText());
      else if (UNDECIDED.equals(answer.path("metadata").path("stage").asText()))
        servedBefore(model).ifPresent(versions::add);
    }
    return versions;
  }

  /**
   * A real service has its default in its code; this one has to look it up, as people may call it
   * anything.
   */
  private Optional<String> servedBefore(String model) {
    return servedBefore.computeIfAbsent(model, asked -> {
      var known = api.get("/api/models/" + asked, PERSON);
      var registered = new ArrayList<String>();
      known
          .path("versions")
          .forEach(version -> registered.add(version.path("version").asText()));
      registered.remove(known.path("candidate").asText());
      return registered.isEmpty()
          ? Optional.empty()
          : Optional.of(registered.get(registered.size() - 1));
    });
  }

  private void answer(String model, String version, double load, StringBuilder lines) {
    var request = Request.draw(random);
    var now = clock.instant();
    var probability = trained
        .find(model, version)
        .map(learned -> learned.probability(request.amount(), request.night()))
        .orElseGet(() -> SampleModel.probability(skill(model + "/" + version, load, now), request));
    var line = new LinkedHashMap<String, Object>();
    line.put("id", UUID.randomUUID().toString());
    line.put("model", model);
    line.put("version", version);
    line.put("at", now.toString());
    line.put("prediction", probability > 0.5 ? "suspicious" : "fine");
    line.put("score", probability);
    line.put("features", Map.of("amount", request.amount(), "night", request.night()));
    line.put("groups", Map.of("region", request.region()));
    line.put("latencyMs", 18 + Math.abs(random.nextGaussian()) * 9);
    line.put("error", random.nextInt(500) == 0);
    line.put("cost", 0.0004);
    line.put("cached", random.nextInt(4) == 0);
    var truly = request.suspicious() ? "suspicious" : "fine";
    var actual = story == null ? truly : story.answer(version, line);
    lines.append(api.write(line)).append('\n');
    var truth = Map.of(
        "id",
        line.get("id"),
        "actual",
        actual,
        "at",
        now.plus(properties.outcomesAfter()).toString());
    unknownYet.add(new Outcome(now.plus(properties.outcomesAfter()), api.write(truth)));
  }

  private Skill skill(String version, double load, Instant now) {
    if (SMALL_CACHE.equals(version) && load > BEARABLE_LOAD) {
      var since = underLoadSince.computeIfAbsent(version, key -> now);
      if (Duration.between(since, now).compareTo(properties.turnsWrongAfter()) > 0)
        return Skill.DECAYED;
    }
    return version.endsWith("/v1") ? Skill.GOOD : Skill.EXACT;
  }

  /** Reports what is known by now; what could not be reported stays for the next turn. */
  private void reportOutcomes() {
    var now = clock.instant();
    var due = unknownYet.stream()
        .takeWhile(outcome -> !outcome.due().isAfter(now))
        .map(Outcome::line)
        .toList();
    if (due.isEmpty()) return;
    api.postAsService("/api/outcomes", "application/x-ndjson", String.join("\n", due));
    for (int reported = 0; reported < due.size(); reported++) unknownYet.poll();
  }

  private String context(String caller) {
    return api.write(Map.of("context", Map.of("targetingKey", caller)));
  }
}
