package io.pilotage.monitoring.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Reads one line of predictions. Members it does not know are left alone. */
public class PredictionLine {

  private final byte[] body;
  private final int start;
  private String id;
  private String model;
  private String version;
  private String at;
  private Answer prediction;
  private Double score;
  private String features;
  private String groups;
  private Double latencyMs;
  private boolean failed;
  private Double cost;
  private Boolean cached;

  private PredictionLine(byte[] body, int start) {
    this.body = body;
    this.start = start;
  }

  public static Prediction read(byte[] body, int start, int end, Clockwork clockwork) {
    var line = new PredictionLine(body, start);
    Lines.members(body, start, end, line::member);
    return line.prediction(clockwork);
  }

  private void member(String name, JsonParser parser) {
    switch (name) {
      case "id" -> id = Lines.text(name, parser);
      case "model" -> model = Lines.text(name, parser);
      case "version" -> version = Lines.text(name, parser);
      case "at" -> at = Lines.text(name, parser);
      case "prediction" -> prediction = Answer.of(name, parser);
      case "score" -> score = Lines.number(name, parser);
      case "features" ->
        features = Lines.object(name, body, start, parser, PredictionLine::feature);
      case "groups" -> groups = Lines.object(name, body, start, parser, PredictionLine::group);
      case "latencyMs" -> latencyMs = Lines.amount(name, parser);
      case "error" -> failed = error(parser);
      case "cost" -> cost = Lines.amount(name, parser);
      case "cached" -> cached = Lines.truth(name, parser);
      default -> {}
    }
  }

  private static void feature(String field, JsonParser parser) {
    if (parser.currentToken().isNumeric()) Lines.number(field, parser);
    else if (parser.currentToken() != JsonToken.VALUE_STRING)
      throw new BadLine(field, "A feature is a number or a text.");
  }

  private static void group(String field, JsonParser parser) {
    if (Lines.text(field, parser) == null) throw new BadLine(field, "A group is a text.");
  }

  /** True, or a text that is not blank, says that the prediction failed. */
  private static boolean error(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) return false;
    if (parser.currentToken().isBoolean()) return parser.currentToken() == JsonToken.VALUE_TRUE;
    if (parser.currentToken() != JsonToken.VALUE_STRING)
      throw new BadLine("error", "This must be true, false or the text of the error.");
    return !Lines.raw(parser).isBlank();
  }

  private Prediction prediction(Clockwork clockwork) {
    need("id", id);
    need("model", model);
    need("version", version);
    long madeAt = clockwork.micros(at);
    if (prediction == null && !failed)
      throw new BadLine(
          "prediction", "The prediction is missing. Only a line with error may go without.");
    return new Prediction(
        id,
        model,
        version,
        madeAt,
        prediction,
        score,
        features,
        groups,
        new Prediction.Service(latencyMs, failed, cost, cached));
  }

  static void need(String field, String given) {
    if (given == null) throw new BadLine(field, "This is missing.");
  }
}
