package io.pilotage.gate;

import java.time.Instant;

/** The signature of one role; decision, signer and time are missing until somebody signed. */
public record SignOff(
    String role, SignOffDecision decision, String by, Instant at, String comment, Cause cause) {

  public boolean open() {
    return decision == null;
  }
}
