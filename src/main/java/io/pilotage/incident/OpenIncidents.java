package io.pilotage.incident;

import io.pilotage.sync.AgendaSource;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts open incidents on the agenda of the weekly sync. */
@Component
class OpenIncidents implements AgendaSource {

  private final Incidents incidents;

  OpenIncidents(Incidents incidents) {
    this.incidents = incidents;
  }

  @Override
  public List<String> items(String initiative, Instant since) {
    return incidents.of(initiative).stream()
        .filter(Incident::open)
        .map(incident -> "Incident " + incident.id() + " is open: " + incident.why())
        .toList();
  }
}
