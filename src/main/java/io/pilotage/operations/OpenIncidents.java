package io.pilotage.operations;

import io.pilotage.sync.AgendaSource;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Puts open incidents and retrainings on the agenda of the weekly sync. */
@Component
class OpenIncidents implements AgendaSource {

  private final Incidents incidents;
  private final Retrainings retrainings;

  OpenIncidents(Incidents incidents, Retrainings retrainings) {
    this.incidents = incidents;
    this.retrainings = retrainings;
  }

  @Override
  public List<String> items(String initiative, Instant since) {
    return Stream.concat(
            incidents.of(initiative).stream()
                .filter(Incident::open)
                .map(incident -> "Incident " + incident.id() + " is open: " + incident.why()),
            retrainings.of(initiative).stream()
                .filter(Retraining::open)
                .map(open -> "Retraining " + open.id() + " is under way: " + open.why()))
        .toList();
  }
}
