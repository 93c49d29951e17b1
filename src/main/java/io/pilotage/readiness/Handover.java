package io.pilotage.readiness;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import java.time.LocalDate;

/** The three answers of operations, and who was trained when. */
@StoredAs("handover")
public record Handover(
    boolean understood,
    boolean trusted,
    boolean maintainable,
    String trainedPeople,
    LocalDate trainedOn,
    String handoverComment) {

  public Handover {
    Refusal.unlessGiven(trainedPeople, "trainedPeople", "Please name who was trained.");
    Refusal.unless(trainedOn != null, "trainedOn", "Please say on which day they were trained.");
    Refusal.unless(
        understood && trusted && maintainable || handoverComment != null,
        "handoverComment",
        "Please say in the comment what is missing before operations can take over.");
  }

  public boolean accepted() {
    return understood && trusted && maintainable;
  }
}
