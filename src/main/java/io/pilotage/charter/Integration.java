package io.pilotage.charter;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;

/** How the model will sit between the systems around it; drawn before any model is built. */
@StoredAs("integration")
public record Integration(
    String sources,
    String dataEngineer,
    String api,
    boolean apiReachable,
    String consumer,
    String outputFormat,
    boolean outputMatches,
    String owner) {

  /** Whether the two answers that sink projects late are good now. */
  public boolean fits() {
    return apiReachable && outputMatches;
  }

  void mustBeSketched() {
    Refusal.unlessGiven(
        sources,
        "integrationSources",
        "Please name the systems the model reads from in production.");
    Names.mustBeGiven(
        dataEngineer,
        "dataEngineer",
        "data engineering: somebody of theirs must have been involved");
    Refusal.unlessGiven(
        api, "productionApi", "Please say by which interface the model is called in production.");
    Refusal.unlessGiven(
        consumer, "consumer", "Please name the system or people that use the answers.");
    Refusal.unlessGiven(
        outputFormat,
        "outputFormat",
        "Please describe what the model answers: fields, types, units.");
    Names.mustBeOne(owner, "integrationOwner", "the integration");
  }
}
