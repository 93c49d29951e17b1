package io.pilotage.readiness;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import io.pilotage.verdict.Signal;
import java.util.Arrays;
import java.util.List;

/**
 * What must be watched and who is called.
 *
 * @param signals outer names of the signals, separated by commas
 */
@StoredAs("monitoring_connection")
public record MonitoringConnection(String signals, String alertContact, String escalationContact) {

  public MonitoringConnection {
    Refusal.unlessGiven(
        signals, "requiredSignals", "Choose at least one signal that must be watched.");
    for (var name : signals.split(",")) {
      Refusal.unless(
          Arrays.stream(Signal.values()).anyMatch(signal -> signal.label().equals(name)),
          "requiredSignals",
          "“" + name + "” is no signal. Choose among those offered.");
    }
    Refusal.unlessGiven(
        alertContact, "alertContact", "Please say who is called first when an alert comes.");
    Refusal.unlessGiven(
        escalationContact, "escalationContact", "Please say who is called when nobody answers.");
  }

  public static MonitoringConnection of(
      List<String> signals, String alertContact, String escalationContact) {
    return new MonitoringConnection(String.join(",", signals), alertContact, escalationContact);
  }

  public List<Signal> required() {
    return Arrays.stream(signals.split(",")).map(Signal::of).toList();
  }
}
