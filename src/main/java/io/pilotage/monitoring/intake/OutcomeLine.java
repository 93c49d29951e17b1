package io.pilotage.monitoring.intake;

import com.fasterxml.jackson.core.JsonParser;

/** Reads one line of outcomes. Members it does not know are left alone. */
public class OutcomeLine {

  private String id;
  private String at;
  private String model;
  private Answer actual;

  private OutcomeLine() {}

  public static Outcome read(byte[] body, int start, int end, Clockwork clockwork) {
    var line = new OutcomeLine();
    Lines.members(body, start, end, line::member);
    return line.outcome(clockwork);
  }

  private void member(String name, JsonParser parser) {
    switch (name) {
      case "id" -> id = Lines.text(name, parser);
      case "at" -> at = Lines.text(name, parser);
      case "model" -> model = Lines.text(name, parser);
      case "actual" -> actual = Answer.of(name, parser);
      default -> {}
    }
  }

  private Outcome outcome(Clockwork clockwork) {
    PredictionLine.need("id", id);
    long knownAt = clockwork.micros(at);
    if (actual == null)
      throw new BadLine(
          "actual",
          "The actual is missing: what turned out to be true, as a number, a text, true or false.");
    return new Outcome(id, actual, knownAt, model);
  }
}
