package io.pilotage.charter;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;

/** What happens when the model breaks, what answers then, and who owns that. */
@StoredAs("fallback")
public record Fallback(String failureMode, FallbackKind kind, String description, String owner) {

  void mustBeOwned() {
    Refusal.unlessGiven(
        failureMode,
        "failureMode",
        "Please say what happens to the business when the model breaks.");
    Refusal.unless(
        kind != null,
        "fallback",
        "Please choose what answers when the model cannot: rules, human review or the previous model.");
    Refusal.unlessGiven(
        description,
        "fallbackDescription",
        "Please describe how the fallback works and how it is switched to.");
    Names.mustBeOne(owner, "fallbackOwner", "the fallback");
  }
}
