package io.pilotage.retraining;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Facts;
import io.pilotage.engine.Processes;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.registry.ModelVersion;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionState;
import io.pilotage.retraining.RetrainingTable.Joined;
import io.pilotage.rollout.Rollouts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Calls for a new version. Every decision is kept, the one against it too; for one model only one
 * is open at a time, whatever calls for it.
 */
@Service
public class Retrainings {

  private static final String PROCESS = "retrain-model";

  private final RetrainingTable table;
  private final Models models;
  private final Rollouts rollouts;
  private final Processes processes;
  private final Notices notices;
  private final Ledger ledger;
  private final People people;
  private final RetrainingProperties properties;
  private final Clock clock;

  Retrainings(
      RetrainingTable table,
      Models models,
      Rollouts rollouts,
      Processes processes,
      Notices notices,
      Ledger ledger,
      People people,
      RetrainingProperties properties,
      Clock clock) {
    this.table = table;
    this.models = models;
    this.rollouts = rollouts;
    this.processes = processes;
    this.notices = notices;
    this.ledger = ledger;
    this.people = people;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Opens a retraining and starts its process. Where one of the model is open already, nothing is
   * opened: that one takes on the new cause.
   */
  @Transactional
  public Optional<Retraining> open(Breach breach, String by) {
    Refusal.unlessGiven(breach.model(), "model", "A retraining needs a model.");
    forgetAbandoned(breach.model());
    var id = table.add(breach, by, clock.instant());
    if (id.isEmpty()) join(breach, by);
    id.ifPresent(number -> {
      var variables = new HashMap<String, Object>();
      variables.put("retrainingNumber", number.intValue());
      variables.put("model", breach.model());
      variables.put("baseVersion", breach.version());
      processes.start(PROCESS, breach.initiative(), variables);
      ledger.record(
          breach.initiative(),
          by,
          "retraining-called-for",
          breach.model(),
          Map.of("retraining", number, "cause", breach.cause(), "why", breach.why()));
    });
    return id.map(this::get);
  }

  private void join(Breach breach, String by) {
    table
        .openOf(breach.model())
        .filter(open -> table.join(open.id(), breach, by, clock.instant()))
        .ifPresent(open -> {
          ledger.record(
              open.initiative(),
              by,
              "retraining-called-for-again",
              open.model(),
              Map.of("retraining", open.id(), "cause", breach.cause(), "why", breach.why()));
          processes.showOnTask(PROCESS, open.initiative(), facts(open.id()));
        });
  }

  public Retraining get(long id) {
    return table
        .find(id)
        .orElseThrow(() -> new Unknown("retraining", "There is no retraining number " + id + "."));
  }

  /** The retrainings of an initiative, the newest first. */
  public List<Retraining> of(String initiative) {
    return table.of(initiative);
  }

  /** The slots of what is open and under way, in two queries. */
  public Set<String> slots() {
    var running = processes.initiativesOf(PROCESS);
    var joined = table.joined();
    return table.open().stream()
        .filter(open -> open.initiative() == null || running.contains(open.initiative()))
        .flatMap(open -> Stream.concat(
                Stream.of(open.cause()),
                joined.getOrDefault(open.id(), List.of()).stream().map(Joined::cause))
            .map(cause -> Breach.slot(open.model(), cause)))
        .collect(Collectors.toSet());
  }

  /**
   * From one retraining of the model to the next; nothing when it is retrained only for a reason.
   */
  public Optional<Duration> every(String model) {
    return properties.retrainEvery(model);
  }

  /** Model to when a retraining was last called for. */
  public Map<String, Instant> lastCalled() {
    return table.lastCalled();
  }

  public Facts facts(long id) {
    var retraining = get(id);
    var facts = Facts.about()
        .line("Model", retraining.model())
        .line("Version that serves", retraining.call().baseVersion())
        .line("Called for by", retraining.call().by() + ", because of " + retraining.cause())
        .line("Why", retraining.why());
    table
        .joined(id)
        .forEach(more -> facts.line("Also because of", more.cause() + ": " + more.why()));
    if (retraining.version() != null)
      facts
          .line("New version", retraining.version())
          .line("Artifact", retraining.training().artifact());
    if (retraining.training().accuracy() != null)
      facts.line(
          "The worker measured",
          String.format(
              Locale.ROOT,
              "%.2f %% right on %d rows it did not train on",
              100 * retraining.training().accuracy(),
              retraining.training().rows()));
    rollouts
        .verdictOf(retraining.model())
        .ifPresent(verdict -> verdict
            .metrics()
            .forEach(metric -> facts.line(
                metric.signal().label(), metric.verdict().words() + ": " + metric.why())));
    return facts;
  }

  /** Keeps whether to retrain, and why. */
  @Transactional
  public void decide(long id, boolean wanted, String why) {
    var retraining = get(id);
    var reason = Refusal.unlessGiven(
        why,
        "driftFinding",
        "Please say what moved and why you decide so: every decision about retraining is kept.");
    table.decide(id, wanted, reason, people.currentOrSystem(), clock.instant());
    ledger.record(
        retraining.initiative(),
        people.currentOrSystem(),
        wanted ? "retraining-decided" : "retraining-declined",
        retraining.model(),
        Map.of("retraining", id, "reason", reason));
    if (!wanted) table.close(id, "DECLINED", clock.instant());
  }

  /**
   * Takes what a worker brings, or says what is wrong with it: a version of this retraining alone,
   * new, and registered or with its artifact.
   *
   * @param accuracyPercent what it measured on data it did not train on; null when it tells nothing
   */
  @Transactional
  public void trained(
      long id, String version, String artifact, Double accuracyPercent, Integer rows) {
    var retraining = get(id);
    var name = Models.checkedName(
        "version",
        Refusal.unlessGiven(
            version,
            "version",
            "The training of " + retraining.model() + " ends without a version."
                + " Complete it with the variables version and artifact, or report the error “training-failed”."));
    var place = artifact == null || artifact.isBlank() ? null : artifact.strip();
    refuseOldVersion(retraining, name, place);
    Refusal.unless(
        accuracyPercent == null || accuracyPercent >= 0 && accuracyPercent <= 100,
        "holdoutAccuracy",
        "The accuracy on the holdout lies between 0 and 100 percent, not at " + accuracyPercent
            + ".");
    Refusal.unless(
        accuracyPercent == null || rows != null && rows > 0,
        "holdoutRows",
        "Please say on how many rows of the holdout the accuracy was measured.");
    table.trained(
        id,
        name,
        place == null ? models.get(retraining.model(), name).artifact() : place,
        accuracyPercent == null ? null : accuracyPercent / 100,
        rows);
  }

  private void refuseOldVersion(Retraining retraining, String version, String artifact) {
    var known = models.find(retraining.model(), version);
    Refusal.unless(
        known.isPresent() || artifact != null,
        "version",
        "Version " + version + " of " + retraining.model()
            + " is not registered. Register it with POST /api/models/" + retraining.model()
            + "/versions, or complete with its artifact.");
    known.ifPresent(old -> {
      Refusal.unless(
          old.state() == VersionState.REGISTERED,
          "version",
          "Version " + version + " of " + retraining.model() + " is "
              + old.state().label() + " already. A retraining brings a new version.");
      Refusal.unless(
          artifact == null || artifact.equals(old.artifact()),
          "artifact",
          "Version " + version + " of " + retraining.model()
              + " is registered with another artifact. Give the new artifact a new version.");
    });
    Refusal.unless(
        table
            .broughtBy(retraining.model(), version)
            .filter(other -> other != retraining.id())
            .isEmpty(),
        "version",
        "Version " + version
            + " was brought by another retraining. Give what this one trained a name of its own.");
  }

  /** Puts what the worker trained into the registry, without an approval. Safe to repeat. */
  @Transactional
  public ModelVersion register(long id) {
    var retraining = get(id);
    return models.register(
        retraining.model(),
        retraining.version(),
        retraining.initiative(),
        retraining.training().artifact(),
        "system");
  }

  /** Tells those who run workers that none has brought the version. */
  @Transactional
  public void reportOverdue(long id) {
    var retraining = get(id);
    for (var group : List.of(Groups.DATA_SCIENCE, Groups.OPERATIONS)) {
      notices.tellGroup(
          group,
          retraining.initiative(),
          Kind.REMINDER,
          "No worker has trained " + retraining.model() + " yet",
          "Retraining " + id
              + " was called for at " + retraining.call().at()
              + " and waits for a worker on the topic train-model. See that one runs; what the last one"
              + " reported stands in Cockpit, at the process “Retrain model” of "
              + retraining.initiative() + ".");
    }
  }

  /** Accepts the version, which is its approval, or rejects it. */
  @Transactional
  public void validate(long id, boolean accepted, double accuracyPercent, String note) {
    var retraining = get(id);
    Refusal.unless(
        accuracyPercent >= 0 && accuracyPercent <= 100,
        "validationAccuracy",
        "Accuracy lies between 0 and 100 percent.");
    var said = Refusal.unlessGiven(
        note,
        "validationNote",
        "Please say on what data the version was held against the one that serves, and what came out.");
    table.validate(id, accepted, accuracyPercent / 100, said, people.currentOrSystem());
    ledger.record(
        retraining.initiative(),
        people.currentOrSystem(),
        accepted ? "version-accepted" : "version-rejected",
        retraining.model(),
        Map.of(
            "retraining",
            id,
            "version",
            retraining.version(),
            "accuracy",
            accuracyPercent,
            "note",
            said));
    if (accepted)
      models.approve(retraining.model(), retraining.version(), people.currentOrSystem());
    else table.close(id, "REJECTED", clock.instant());
  }

  /** Ends it: PROMOTED, NOT_PROMOTED or NOT_TRAINED. Safe to repeat. */
  @Transactional
  public void end(long id, String outcome) {
    var retraining = get(id);
    table.close(id, outcome, clock.instant());
    ledger.record(
        retraining.initiative(),
        "system",
        "retraining-ended",
        retraining.model(),
        Map.of("retraining", id, "outcome", outcome));
  }

  /** One whose process was ended from outside keeps no later one from opening. */
  private void forgetAbandoned(String model) {
    table
        .openOf(model)
        .filter(open -> open.initiative() != null && !processes.runs(PROCESS, open.initiative()))
        .ifPresent(open -> table.close(open.id(), "ABANDONED", clock.instant()));
  }
}
