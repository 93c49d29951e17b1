package io.pilotage.demo;

import java.util.Map;
import java.util.Random;

/** The answers of a story's model: what a request was, what was answered, what was true. */
final class StoryService {

  private static final double MONTH_SECONDS = 30 * 86_400;
  private static final int BILL = 50_000;

  private final Story story;
  private final StoryTeller teller;
  private final int requestsPerSecond;
  private final Random random = new Random(88);

  StoryService(Story story, StoryTeller teller, int requestsPerSecond) {
    this.story = story;
    this.teller = teller;
    this.requestsPerSecond = requestsPerSecond;
  }

  /** Writes prediction, groups, features and cost into the line and answers what was true. */
  String answer(String version, Map<String, Object> line) {
    return switch (story) {
      case RECOMMENDER -> recommend(version, line);
      case DECAY -> judge(line);
      case GPU_BILL -> reply(line);
    };
  }

  private String recommend(String version, Map<String, Object> line) {
    var man = random.nextBoolean();
    var unfair = man ? 0.55 : 0.33;
    var share = version.equals("v1") ? 0.44 : unfair;
    line.put("groups", Map.of("gender", man ? "m" : "f"));
    return said(
        line,
        random.nextDouble() < share ? "recommended" : "left out",
        "recommended",
        "left out",
        0.96);
  }

  private String judge(Map<String, Object> line) {
    var days = Math.min(182, teller.days().orElse(0.0));
    return said(
        line,
        random.nextInt(10) == 0 ? "fraud" : "fine",
        "fraud",
        "fine",
        0.97 - 0.19 * days / 182);
  }

  private String reply(Map<String, Object> line) {
    var again = random.nextInt(10) < 8;
    var cached = again && teller.days().isEmpty();
    line.put(
        "features",
        Map.of("question", again ? random.nextInt(10) : 1_000 + random.nextInt(1_000_000_000)));
    line.put("cached", cached);
    line.put("cost", cached ? 0 : BILL / MONTH_SECONDS / requestsPerSecond);
    return said(line, "good answer", "good answer", "bad answer", 0.97);
  }

  private String said(
      Map<String, Object> line, String prediction, String one, String other, double accuracy) {
    line.put("prediction", prediction);
    if (random.nextDouble() < accuracy) return prediction;
    return prediction.equals(one) ? other : one;
  }
}
