package io.pilotage.initiative;

/** As what an initiative follows another. */
public enum LinkKind {
  NEXT_ITERATION("next iteration", false),
  ADJACENT_USE_CASE("adjacent use case", true),
  REPLICATION("replication", true);

  private final String words;
  private final boolean newDomain;

  LinkKind(String words, boolean newDomain) {
    this.words = words;
    this.newDomain = newDomain;
  }

  /** As people read it. */
  public String words() {
    return words;
  }

  /** Whether the model is brought to people or decisions it has not served before. */
  public boolean newDomain() {
    return newDomain;
  }
}
