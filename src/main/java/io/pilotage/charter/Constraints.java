package io.pilotage.charter;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;

/** What the solution has to keep to. A missing limit means nobody set one. */
@StoredAs("constraints")
public record Constraints(
    Double latencyLimitMs,
    Double costLimitPerMonth,
    String compliance,
    boolean explanationsRequired) {

  void mustMakeSense() {
    Refusal.unless(
        latencyLimitMs == null || latencyLimitMs > 0,
        "latencyLimitMs",
        "The longest time for an answer must be more than zero milliseconds; leave it empty when there is no limit.");
    Refusal.unless(
        costLimitPerMonth == null || costLimitPerMonth > 0,
        "costLimitPerMonth",
        "The cost a month must be more than zero; leave it empty when there is no limit.");
    Refusal.unlessGiven(
        compliance,
        "complianceNeeds",
        "Please name the rules that apply, or write “none” when you looked and found none.");
  }
}
