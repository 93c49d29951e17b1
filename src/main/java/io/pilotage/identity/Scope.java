package io.pilotage.identity;

/** What a service token opens; nothing opens more than one thing. */
public enum Scope {
  OFREP(20_000),
  PREDICTIONS(2_000),
  OUTCOMES(2_000),
  ALERTS(20),
  METRICS(20);

  private final int perSecond;

  Scope(int perSecond) {
    this.perSecond = perSecond;
  }

  /**
   * How many requests a second a token may make where it does not say: a request holds up to
   * 100,000 lines.
   */
  int perSecond() {
    return perSecond;
  }

  String authority() {
    return "SCOPE_" + name();
  }
}
