package io.pilotage.charter;

/** What answers when the model cannot. There are exactly these three. */
public enum FallbackKind {
  RULES("Rule-based system"),
  HUMAN_REVIEW("Human review"),
  PREVIOUS_MODEL("Previous model");

  private final String words;

  FallbackKind(String words) {
    this.words = words;
  }

  /** The name people read. */
  public String words() {
    return words;
  }
}
