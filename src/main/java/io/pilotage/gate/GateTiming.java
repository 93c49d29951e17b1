package io.pilotage.gate;

import org.springframework.stereotype.Component;

/** The times of the sign-off gate as the diagram reads them, ISO-8601. */
@Component
public class GateTiming {

  private final GateProperties times;

  GateTiming(GateProperties times) {
    this.times = times;
  }

  public String getSignOffDue() {
    return times.signOffWithin().toString();
  }

  public String getReminderCycle() {
    return "R/" + times.remindEvery();
  }

  public String getEscalationAfter() {
    return times.escalateAfter().toString();
  }

  public String getWaiverDue() {
    return times.decideWaiverWithin().toString();
  }
}
