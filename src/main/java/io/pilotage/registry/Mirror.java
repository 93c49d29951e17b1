package io.pilotage.registry;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.Groups;
import io.pilotage.initiative.Initiative;
import io.pilotage.initiative.Initiatives;
import io.pilotage.mlflow.MlflowTrouble;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.registry.MlflowModels.Shown;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
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

/**
 * Keeps MLflow's registry in step with ours: takes in the versions that appear there, unapproved,
 * and sets aliases and tags until they are seen to be right. It only compares what is with what
 * ought to be, so that a look may be lost or repeated without harm.
 */
@Component
@ConditionalOnProperty("pilotage.registry.mlflow.url")
class Mirror {

  private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
  private static final String WHO = "mlflow";

  private final MlflowModels mlflow;
  private final MirrorProperties properties;
  private final MirrorTable table;
  private final Models models;
  private final Initiatives initiatives;
  private final Ledger ledger;
  private final Notices notices;
  private final Clock clock;
  private final TaskScheduler scheduler;
  private ScheduledFuture<?> looks;

  Mirror(
      MlflowModels mlflow,
      MirrorProperties properties,
      MirrorTable table,
      Models models,
      Initiatives initiatives,
      Ledger ledger,
      Notices notices,
      Clock clock,
      @Qualifier("mlflowLooks") TaskScheduler scheduler) {
    this.mlflow = mlflow;
    this.properties = properties;
    this.table = table;
    this.models = models;
    this.initiatives = initiatives;
    this.ledger = ledger;
    this.notices = notices;
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
   * Looks after every model an initiative has named or registered. A server that is down is asked
   * once.
   */
  void look() {
    var known = new TreeSet<>(models.all().keySet());
    initiatives.all().stream()
        .map(Initiative::model)
        .filter(model -> model != null)
        .forEach(known::add);
    MlflowTrouble outage = null;
    for (var model : known) {
      try {
        if (outage == null) look(model);
        else if (table.of(model).isPresent()) note(model, outage.getMessage());
      } catch (MlflowTrouble trouble) {
        note(model, trouble.getMessage());
        if (trouble.isOutage()) outage = trouble;
      } catch (RuntimeException failed) {
        LOG.warn("The likeness of {} in MLflow could not be looked after", model, failed);
      }
    }
  }

  private void look(String model) throws MlflowTrouble {
    var name = properties.nameOf(model);
    var shown = mlflow.shown(name);
    if (shown.isEmpty()) {
      if (properties.isNamed(model))
        note(
            model,
            "MLflow has no model “" + name
                + "”. Register it there, or correct pilotage.registry.mlflow.names.");
      else table.forget(model);
      return;
    }
    var refused = takeIn(model, shown.get());
    reportUnapproved(model, likeness(model, shown.get()));
    var steps = likeness(model, shown.get()).missing();
    for (var step : steps) carryOut(model, name, step);
    var after =
        likeness(model, steps.isEmpty() ? shown.get() : mlflow.shown(name).orElse(shown.get()));
    note(
        model,
        refused
            .or(after::absent)
            .or(() -> after.missing().isEmpty()
                ? Optional.empty()
                : Optional.of("MLflow took " + after.missing().size()
                    + " changes and does not show them yet. They are repeated until it does."))
            .orElse(null));
  }

  private Likeness likeness(String model, Shown shown) {
    return new Likeness(shown, models.versions(model), models.nextToServe(model));
  }

  /**
   * Registers what is new over there. Registering approves nothing, so none of it can take traffic.
   */
  private Optional<String> takeIn(String model, Shown shown) {
    String problem = null;
    for (var stranger : likeness(model, shown).strangers()) {
      try {
        models.register(
            model, stranger.number(), initiativeOf(model), stranger.address(shown.name()), WHO);
      } catch (Refusal refused) {
        problem = "Version " + stranger.number() + " of MLflow was not taken over. "
            + refused.getMessage();
      } catch (DuplicateKeyException other) {
        LOG.debug("Version {} of {} was taken over by another node.", stranger.number(), model);
      }
    }
    return Optional.ofNullable(problem);
  }

  private String initiativeOf(String model) {
    return initiatives
        .ofModel(model)
        .map(Initiative::key)
        .or(() -> models.initiativeOf(model))
        .orElse(null);
  }

  /**
   * Whoever loads the champion gets what the alias points at: without approval here, that is a
   * deployment nobody allowed.
   */
  private void reportUnapproved(String model, Likeness likeness) {
    var number = likeness.shown().aliases().get(Likeness.CHAMPION);
    var here = likeness.behind(Likeness.CHAMPION).map(ModelVersion::version);
    if (number == null
        || here.filter(version -> models.approved(model, version)).isPresent()) return;
    // A number alone may be the name of another version here.
    var version = here.orElse("mlflow-" + number);
    models.reportUnauthorised(model, version, WHO);
  }

  private void carryOut(String model, String name, Likeness.Step step) throws MlflowTrouble {
    if (!step.isAlias()) mlflow.tag(name, step.number(), step.key(), step.value());
    else if (step.number() == null) mlflow.unalias(name, step.key());
    else mlflow.alias(name, step.key(), step.number());
    if (step.isAlias())
      ledger.record(
          initiativeOf(model),
          WHO,
          step.number() == null ? "mlflow-alias-removed" : "mlflow-alias-set",
          model + " " + step.key(),
          step.number() == null ? Map.of() : Map.of("version", step.number()));
  }

  private void note(String model, String problem) {
    if (table.looked(model, properties.nameOf(model), problem, clock.instant()))
      notices.tellGroup(
          Groups.ENGINEERING,
          initiativeOf(model),
          Kind.INFO,
          "MLflow does not show what is true of " + model,
          problem
              + " Traffic and approvals here do not depend on it; it is tried again by itself.");
  }
}
