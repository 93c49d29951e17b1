package io.pilotage.retraining;

import io.pilotage.sync.AgendaSource;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts open retrainings on the agenda of the weekly sync. */
@Component
class OpenRetrainings implements AgendaSource {

  private final Retrainings retrainings;

  OpenRetrainings(Retrainings retrainings) {
    this.retrainings = retrainings;
  }

  @Override
  public List<String> items(String initiative, Instant since) {
    return retrainings.of(initiative).stream()
        .filter(Retraining::open)
        .map(open -> "Retraining " + open.id() + " is under way: " + open.why())
        .toList();
  }
}
