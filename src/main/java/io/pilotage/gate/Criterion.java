package io.pilotage.gate;

/** What one rule found when the gate opened. */
public record Criterion(String name, Effect effect, String fact) {

  static Criterion of(Rule rule, Finding found) {
    return new Criterion(rule.name(), found.effect(), found.fact());
  }
}
