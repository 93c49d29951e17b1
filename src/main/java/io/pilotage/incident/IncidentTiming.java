package io.pilotage.incident;

import io.pilotage.retraining.RetrainingTiming;
import org.springframework.stereotype.Component;

/** The times of an incident as the diagram reads them, ISO-8601. */
@Component
public class IncidentTiming {

  private final IncidentProperties times;
  private final RetrainingTiming retraining;

  IncidentTiming(IncidentProperties times, RetrainingTiming retraining) {
    this.times = times;
    this.retraining = retraining;
  }

  /** As long as for a drift. */
  public String getInvestigateWithin() {
    return retraining.getInvestigateWithin();
  }

  public String getReminderCycle() {
    return "R/" + times.remindEvery();
  }

  public String getReviewIncidentWithin() {
    return times.reviewIncidentWithin().toString();
  }
}
