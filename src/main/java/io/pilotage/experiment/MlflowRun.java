package io.pilotage.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.engine.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One run as MLflow tells it. */
record MlflowRun(
    String id,
    String name,
    String status,
    Instant endedAt,
    Map<String, Double> metrics,
    Map<String, String> tags) {

  /** Says “baseline” on the run that shows what a simple solution reaches. */
  static final String COMPLEXITY = "pilotage.complexity";

  private static final String NOTE = "mlflow.note.content";
  private static final int LONGEST = 500;

  static MlflowRun of(JsonNode run) {
    var info = run.path("info");
    var metrics = new HashMap<String, Double>();
    run.path("data")
        .path("metrics")
        .forEach(metric -> metrics.put(metric.path("key").asText(), number(metric.path("value"))));
    var tags = new HashMap<String, String>();
    run.path("data")
        .path("tags")
        .forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
    var name = info.path("run_name").asText("").isBlank()
        ? tags.getOrDefault("mlflow.runName", "")
        : info.path("run_name").asText();
    return new MlflowRun(
        info.path("run_id").asText(info.path("run_uuid").asText()),
        name,
        info.path("status").asText(),
        Instant.ofEpochMilli(info.path("end_time").asLong()),
        metrics,
        tags);
  }

  boolean isFinished() {
    return !id.isBlank() && "FINISHED".equals(status) && endedAt.toEpochMilli() > 0;
  }

  Complexity complexity() {
    var tagged = tags.get(COMPLEXITY);
    if (tagged == null || tagged.isBlank() || tagged.strip().equalsIgnoreCase("candidate"))
      return Complexity.CANDIDATE;
    Refusal.unless(
        tagged.strip().equalsIgnoreCase("baseline"),
        "complexity",
        "Its tag " + COMPLEXITY + " is “baseline” or “candidate”, not “" + tagged + "”.");
    return Complexity.BASELINE;
  }

  String hypothesis() {
    var note = tags.getOrDefault(NOTE, "").strip();
    var title = name.isBlank() ? "MLflow run " + id : name;
    var text = note.lines().findFirst().orElse(title);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** What it measured; refuses what is missing or no number, and says how to log it. */
  Figures figures(MlflowProperties properties) {
    var names = properties.metrics();
    return new Figures(
        needed(names.accuracy(), "accuracy", null),
        optional(names.precision()),
        optional(names.recall()),
        optional(names.latency()),
        needed(names.cost(), "cost", properties.missingCost()),
        optional(names.businessImpact()));
  }

  private double needed(String metric, String field, Double otherwise) {
    var value = optional(metric);
    if (value == null) value = otherwise;
    Refusal.unless(
        value != null,
        field,
        "It has no metric “" + metric
            + "”. Log it, or name another in pilotage.experiment.mlflow.metrics." + field
            + (field.equals("cost") ? ", or set pilotage.experiment.mlflow.missing-cost." : "."));
    return value;
  }

  private Double optional(String metric) {
    if (!metrics.containsKey(metric)) return null;
    var value = metrics.get(metric);
    Refusal.unless(
        value != null && Double.isFinite(value),
        metric,
        "Its metric “" + metric + "” is no number. Log a finite value, or leave it out.");
    return value;
  }

  /**
   * NaN and infinite values come as text from some servers and as bare words from others; both stay
   * what they are.
   */
  private static Double number(JsonNode value) {
    if (value.isNumber()) return value.asDouble();
    try {
      return value.isTextual() ? Double.valueOf(value.asText()) : null;
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }
}
