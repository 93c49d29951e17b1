package io.pilotage.operation;

import io.pilotage.incident.IncidentTiming;
import io.pilotage.retraining.RetrainingTiming;
import org.springframework.stereotype.Component;

/**
 * The times of operation as the diagram reads them, ISO-8601. What is under way since a version of
 * the diagrams that asked here for the times of incidents and retrainings still finds them.
 */
@Component
public class OperationsTiming {

  private final OperationProperties times;
  private final IncidentTiming incident;
  private final RetrainingTiming retraining;

  OperationsTiming(
      OperationProperties times, IncidentTiming incident, RetrainingTiming retraining) {
    this.times = times;
    this.incident = incident;
    this.retraining = retraining;
  }

  public String getReviewWithin() {
    return times.reviewWithin().toString();
  }

  public String getInvestigateWithin() {
    return retraining.getInvestigateWithin();
  }

  public String getReminderCycle() {
    return incident.getReminderCycle();
  }

  public String getReviewIncidentWithin() {
    return incident.getReviewIncidentWithin();
  }

  public String getTrainingCycle() {
    return retraining.getTrainingCycle();
  }

  public String getValidateWithin() {
    return retraining.getValidateWithin();
  }
}
