package io.pilotage.monitoring.intake;

/**
 * What turned out to be true for a request. A later one for the same request corrects it.
 *
 * @param model whose prediction it is about; null for the one that has the id
 */
public record Outcome(String id, Answer actual, long knownAtMicros, String model) {

  public Outcome(String id, Answer actual, long knownAtMicros) {
    this(id, actual, knownAtMicros, null);
  }

  public Outcome of(String model) {
    return new Outcome(id, actual, knownAtMicros, model);
  }
}
