package io.pilotage.operation;

/** One of the five steps of scaling out, how far it is, and the fact that says so. */
public record ScaleOutStep(Name name, State state, String fact) {

  /** The steps in their only order. */
  public enum Name {
    STABILISE("Stabilise"),
    DOCUMENT_RUNBOOK("Document runbook"),
    TRAIN("Train"),
    ADJACENT_USE_CASE("Adjacent use case"),
    REPLICATE("Replicate");

    private final String words;

    Name(String words) {
      this.words = words;
    }

    /** As people read it. */
    public String words() {
      return words;
    }
  }

  /** How far a step is. */
  public enum State {
    DONE,
    UNDER_WAY,
    OPEN
  }

  boolean done() {
    return state == State.DONE;
  }
}
