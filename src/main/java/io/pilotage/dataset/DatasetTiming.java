package io.pilotage.dataset;

import org.springframework.stereotype.Component;

/** The times of the data phase as its diagram reads them, ISO-8601. */
@Component
public class DatasetTiming {

  private final DatasetProperties times;

  DatasetTiming(DatasetProperties times) {
    this.times = times;
  }

  public String getAnswerDue() {
    return times.answerWithin().toString();
  }
}
