package io.pilotage.experiment;

import org.springframework.stereotype.Component;

/** The times of the proof of concept as its diagrams read them, ISO-8601. */
@Component
public class ExperimentTiming {

  private final ExperimentProperties times;

  ExperimentTiming(ExperimentProperties times) {
    this.times = times;
  }

  public String getAnswerDue() {
    return times.answerWithin().toString();
  }

  public String getExperimentDue() {
    return times.recordEvery().toString();
  }

  public String getReminderCycle() {
    return "R/" + times.recordEvery();
  }

  public String getTimeBox() {
    return times.timeBox().toString();
  }
}
