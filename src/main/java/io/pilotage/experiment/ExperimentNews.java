package io.pilotage.experiment;

import io.pilotage.sync.AgendaSource;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
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
    var troubles = experiments.look(initiative).map(MlflowLook::sentences).orElse(List.of());
    var news = experiments.since(initiative, since).stream()
        .map(experiment ->
            "Experiment of " + Wording.day(experiment.recordedAt()) + ": " + experiment.hypothesis()
                + " – accuracy " + Wording.percent(experiment.figures().accuracy())
                + ", impact a year " + Wording.money(experiment.figures().businessImpact()))
        .toList();
    return Stream.concat(troubles.stream().map(sentence -> "MLflow: " + sentence), news.stream())
        .toList();
  }
}
