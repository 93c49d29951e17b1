package io.pilotage.charter;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import java.time.LocalDate;

/** Who attended when security, legal and risk were briefed; one name or more each. */
@StoredAs("briefing")
public record Briefing(
    LocalDate heldOn, String security, String legal, String risk, String concerns) {

  void mustBeAttended(LocalDate latest) {
    Refusal.unless(
        heldOn != null && !heldOn.isAfter(latest),
        "briefedOn",
        "Say on which day the briefing was held: a day that is past. Hold it first, 30 minutes are enough.");
    Names.mustBeGiven(security, "securityAttendees", "security");
    Names.mustBeGiven(legal, "legalAttendees", "legal");
    Names.mustBeGiven(risk, "riskAttendees", "risk");
  }
}
