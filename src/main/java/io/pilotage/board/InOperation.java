package io.pilotage.board;

import io.pilotage.incident.Incident;
import io.pilotage.incident.Incidents;
import io.pilotage.retraining.Retraining;
import io.pilotage.retraining.Retrainings;
import io.pilotage.watch.Watch;
import io.pilotage.watch.Watches;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What operation knows of a model: its next review, and what the watch opened. */
@Component
class InOperation {

  private static final int LATEST = 8;

  private final Watches watches;
  private final Incidents incidents;
  private final Retrainings retrainings;

  InOperation(Watches watches, Incidents incidents, Retrainings retrainings) {
    this.watches = watches;
    this.incidents = incidents;
    this.retrainings = retrainings;
  }

  /**
   * @param nextReview null until the model was judged in service
   * @param silentSince null while samples come
   */
  record View(Instant nextReview, Instant silentSince, List<Opened> opened) {}

  /** Something the watch, a person or an alert opened. */
  record Opened(Instant at, String what, boolean open, String why) {}

  View of(String model, String initiative) {
    var watch = watches.find(model);
    var opened = initiative == null
        ? List.<Opened>of()
        : Stream.concat(
                incidents.of(initiative).stream()
                    .filter(incident -> model.equals(incident.model()))
                    .map(InOperation::opened),
                retrainings.of(initiative).stream()
                    .filter(retraining -> model.equals(retraining.model()))
                    .map(InOperation::opened))
            .sorted(Comparator.comparing(Opened::at).reversed())
            .limit(LATEST)
            .toList();
    return new View(
        watch.map(Watch::nextReview).orElse(null),
        watch.map(Watch::silentSince).orElse(null),
        opened);
  }

  private static Opened opened(Incident incident) {
    return new Opened(
        incident.report().at(),
        switch (incident.effect()) {
          case REVIEW -> "Architecture review: " + incident.cause();
          case INCIDENT, RETRAINING -> "Incident: " + incident.cause();
        },
        incident.open(),
        incident.why());
  }

  private static Opened opened(Retraining retraining) {
    return new Opened(
        retraining.call().at(),
        "Retraining: " + retraining.cause(),
        retraining.open(),
        retraining.why());
  }
}
