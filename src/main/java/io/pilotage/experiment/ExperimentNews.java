package io.pilotage.experiment;

import io.pilotage.sync.AgendaSource;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Brings the experiments since the last sync to its agenda. */
@Component
class ExperimentNews implements AgendaSource {

  private final Experiments experiments;

  ExperimentNews(Experiments experiments) {
    this.experiments = experiments;
  }

  @Override
  public List<String> items(String initiative, Instant since) {
    return experiments.since(initiative, since).stream()
        .map(experiment -> "Experiment of " + Wording.day(experiment.recordedAt()) + ": " + experiment.hypothesis() + " – accuracy "
            + Wording.percent(experiment.figures().accuracy()) + ", impact a year " + Wording.money(experiment.figures().businessImpact()))
        .toList();
  }
}
