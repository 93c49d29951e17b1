package io.pilotage.gate;

/** What a rule saw: the fact it read, in one sentence, and what follows for the gate. */
public record Finding(Effect effect, String fact) {

  public static Finding pass(String fact) {
    return new Finding(Effect.PASS, fact);
  }

  public static Finding warn(String fact) {
    return new Finding(Effect.WARN, fact);
  }

  public static Finding block(String fact) {
    return new Finding(Effect.BLOCK, fact);
  }
}
