package io.pilotage.experiment;

import io.pilotage.engine.Refusal;
import io.pilotage.identity.Groups;
import io.pilotage.initiative.Initiative;
import io.pilotage.initiative.Initiatives;
import io.pilotage.mlflow.MlflowTrouble;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a record of every finished run once. A look that fails is told where people look and
 * repeated with the next tick.
 */
@Component
@ConditionalOnProperty("pilotage.experiment.mlflow.url")
class MlflowImport {

  private static final Logger LOG = LoggerFactory.getLogger(MlflowImport.class);

  private final MlflowRuns runs;
  private final MlflowTable table;
  private final MlflowProperties properties;
  private final Experiments experiments;
  private final Concepts concepts;
  private final Initiatives initiatives;
  private final Notices notices;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final TaskScheduler scheduler;
  private ScheduledFuture<?> looks;

  MlflowImport(
      MlflowRuns runs,
      MlflowTable table,
      MlflowProperties properties,
      Experiments experiments,
      Concepts concepts,
      Initiatives initiatives,
      Notices notices,
      TransactionTemplate transaction,
      Clock clock,
      @Qualifier("mlflowLooks") TaskScheduler scheduler) {
    this.runs = runs;
    this.table = table;
    this.properties = properties;
    this.experiments = experiments;
    this.concepts = concepts;
    this.initiatives = initiatives;
    this.notices = notices;
    this.transaction = transaction;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    looks = scheduler.scheduleWithFixedDelay(this::look, properties.pollEvery());
  }

  @PreDestroy
  void end() {
    if (looks != null) looks.cancel(true);
  }

  /**
   * Looks for every initiative under way. One that cannot be read does not hold up the others; a
   * server that is down is asked once.
   */
  void look() {
    MlflowTrouble outage = null;
    for (var initiative : initiatives.all()) {
      if (initiative.ended() || !isAskedFor(initiative)) continue;
      try {
        if (outage == null) look(initiative);
        else note(initiative, outage.getMessage());
      } catch (MlflowTrouble trouble) {
        note(initiative, trouble.getMessage());
        if (trouble.isOutage()) outage = trouble;
      } catch (RuntimeException failed) {
        LOG.warn("What MLflow says about {} could not be kept.", initiative.key(), failed);
      }
    }
  }

  /** Without a name of its own an initiative is asked about once its proof of concept has begun. */
  private boolean isAskedFor(Initiative initiative) {
    return properties.named(initiative.key(), initiative.model()).isPresent()
        || concepts.box(initiative.key()).isPresent();
  }

  private void look(Initiative initiative) throws MlflowTrouble {
    var experiment = runs.experiment(nameOf(initiative));
    if (experiment.isPresent()) {
      var taken = table.taken(initiative.key());
      for (var run : runs.finished(experiment.get(), taken::contains)) take(initiative.key(), run);
      note(initiative, null);
    } else if (properties.named(initiative.key(), initiative.model()).isPresent()) {
      note(
          initiative,
          "MLflow has no experiment “" + nameOf(initiative)
              + "”. Create it there, or correct pilotage.experiment.mlflow.experiments.");
    } else {
      table.forget(initiative.key());
    }
  }

  private String nameOf(Initiative initiative) {
    return properties.named(initiative.key(), initiative.model()).orElse(initiative.key());
  }

  /** The run and its record together, or neither. */
  private void take(String initiative, MlflowRun run) {
    try {
      var complexity = run.complexity();
      var figures = run.figures(properties);
      transaction.executeWithoutResult(open -> {
        table.take(initiative, run.id(), clock.instant());
        table.became(
            run.id(),
            experiments
                .recordOf(
                    initiative, complexity, run.hypothesis(), figures, "mlflow", run.endedAt())
                .id());
      });
    } catch (DuplicateKeyException other) {
      LOG.debug("Run {} was recorded by another node.", run.id());
    } catch (Refusal refused) {
      transaction.executeWithoutResult(open ->
          table.refused(initiative, run.id(), run.name(), refused.getMessage(), clock.instant()));
    }
  }

  private void note(Initiative initiative, String problem) {
    transaction.executeWithoutResult(open -> {
      if (table.looked(initiative.key(), nameOf(initiative), problem, clock.instant()))
        notices.tellGroup(
            Groups.DATA_SCIENCE,
            initiative.key(),
            Kind.INFO,
            "Experiments cannot be read from MLflow",
            problem
                + " What was read before stays; it is tried again by itself, and experiments can be "
                + "recorded by hand meanwhile.");
    });
  }
}
