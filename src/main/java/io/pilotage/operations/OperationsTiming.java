package io.pilotage.operations;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** The times of operation as the diagrams read them, ISO-8601. */
@Component
public class OperationsTiming {

  private final OperationsProperties times;
  private final Clock clock;

  OperationsTiming(OperationsProperties times, Clock clock) {
    this.times = times;
    this.clock = clock;
  }

  /** The moment of the next review. */
  public String getReviewDue() {
    return clock.instant().plus(times.reviewEvery()).truncatedTo(ChronoUnit.SECONDS).toString();
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

  public String getValidateWithin() {
    return times.validateWithin().toString();
  }
}
