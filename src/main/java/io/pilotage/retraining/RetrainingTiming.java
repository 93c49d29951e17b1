package io.pilotage.retraining;

import org.springframework.stereotype.Component;

/** The times of retraining as the diagrams read them, ISO-8601. */
@Component
public class RetrainingTiming {

  private final RetrainingProperties times;

  RetrainingTiming(RetrainingProperties times) {
    this.times = times;
  }

  public String getInvestigateWithin() {
    return times.investigateWithin().toString();
  }

  public String getTrainingCycle() {
    return "R/" + times.trainingWithin();
  }

  public String getValidateWithin() {
    return times.validateWithin().toString();
  }
}
