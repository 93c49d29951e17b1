package io.pilotage.operations;

import org.springframework.stereotype.Component;

/** The times of operation as the diagrams read them, ISO-8601. */
@Component
public class OperationsTiming {

  private final OperationsProperties times;

  OperationsTiming(OperationsProperties times) {
    this.times = times;
  }

  public String getReviewWithin() {
    return times.reviewWithin().toString();
  }

  public String getInvestigateWithin() {
    return times.investigateWithin().toString();
  }

  public String getReminderCycle() {
    return "R/" + times.remindEvery();
  }

  public String getReviewIncidentWithin() {
    return times.reviewIncidentWithin().toString();
  }

  public String getTrainingCycle() {
    return "R/" + times.trainingWithin();
  }

  public String getValidateWithin() {
    return times.validateWithin().toString();
  }
}
