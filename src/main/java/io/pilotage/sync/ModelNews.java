package io.pilotage.sync;

import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import java.time.Instant;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells which versions the initiative's model has and what became of them. */
@Component
@Order(2)
class ModelNews implements AgendaSource {

  private final Initiatives initiatives;
  private final Models models;

  ModelNews(Initiatives initiatives, Models models) {
    this.initiatives = initiatives;
    this.models = models;
  }

  @Override
  public List<String> items(String initiative, Instant since) {
    var model = initiatives.get(initiative).model();
    if (model == null) return List.of();
    return models.versions(model).stream()
        .map(version -> "Model " + model + ", version " + version.version() + ": "
            + version.state().label()
            + (version.registeredAt().isAfter(since) ? " (new since the last sync)" : ""))
        .toList();
  }
}
