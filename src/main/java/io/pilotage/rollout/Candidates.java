package io.pilotage.rollout;

import static io.pilotage.audit.Ledger.details;

import io.pilotage.audit.Ledger;
import io.pilotage.charter.Charter;
import io.pilotage.charter.Charters;
import io.pilotage.engine.NotYet;
import io.pilotage.engine.Processes;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.Groups;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.registry.ModelVersion;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionState;
import io.pilotage.rollout.QueueTable.Place;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which version of a model is rolled out, when its turn comes, and how it goes on after its traffic
 * moved back. A model has one rollout at a time; whatever is accepted meanwhile waits.
 */
@Service
public class Candidates {

  private static final String PROCESS = "roll-out-model";
  private static final String VERSION = "version";
  private static final String SYSTEM = "system";

  private final RolloutTable table;
  private final QueueTable queue;
  private final Routes routes;
  private final Models models;
  private final Initiatives initiatives;
  private final Charters charters;
  private final Processes processes;
  private final Notices notices;
  private final Ledger ledger;
  private final Clock clock;

  Candidates(
      RolloutTable table,
      QueueTable queue,
      Routes routes,
      Models models,
      Initiatives initiatives,
      Charters charters,
      Processes processes,
      Notices notices,
      Ledger ledger,
      Clock clock) {
    this.table = table;
    this.queue = queue;
    this.routes = routes;
    this.models = models;
    this.initiatives = initiatives;
    this.charters = charters;
    this.processes = processes;
    this.notices = notices;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * The version a rollout of the initiative is about: the one its caller names, else the approved
   * one that waits for its first traffic. From then on its process carries it.
   */
  public String about(String initiative, String named) {
    return named == null || named.isBlank() ? approved(initiative) : named.strip();
  }

  /**
   * Begins the rollout of a version when nothing of the model is ahead of it, or lets it wait its
   * turn. Safe to repeat; who waits asks again.
   */
  @Transactional
  public Turn claim(String initiative, String version) {
    var model = modelOf(initiative);
    // One decision at a time: two versions that ask at once do not both find the way free.
    routes.find(model).ifPresent(route -> routes.hold(model));
    var running = table.running(model).filter(this::attended);
    if (running.filter(rollout -> rollout.isAbout(initiative, version)).isPresent())
      return Turn.COME;
    if (!mayBegin(model, version)) {
      queue.leave(model, version);
      return Turn.LOST;
    }
    var ahead = ahead(model, version).or(() -> running.map(Rollout::candidate));
    if (ahead.isPresent()) {
      waits(new Place(model, version, initiative, clock.instant()), ahead.get());
      return Turn.WAITS;
    }
    queue.leave(model, version);
    begin(initiative, models.get(model, version));
    stayOffTheAir(model);
    return Turn.COME;
  }

  /**
   * The version of a rollout whose process was begun before there was a step that claims its turn:
   * this does it when its next traffic is due, and fails until the turn has come. Safe to repeat.
   */
  @Transactional
  public String claimLate(String initiative) {
    var running = table
        .newest(initiative, null)
        .filter(rollout -> !rollout.state().ended())
        .map(Rollout::candidate)
        .filter(candidate -> !carried(initiative, candidate));
    if (running.isPresent()) return running.get();
    var version = about(initiative, null);
    if (claim(initiative, version) != Turn.COME)
      throw new NotYet("Version " + version + " of " + modelOf(initiative)
          + " waits for its turn: its rollout begins by itself when"
          + " the one ahead of it has ended.");
    return version;
  }

  /** Of the route a person decides about; zero without a rollout. */
  public long generation(String initiative, String version) {
    return table
        .newest(initiative, version)
        .map(rollout -> routes.get(rollout.model()).generation())
        .orElse(0L);
  }

  /**
   * A person's answer after the traffic moved back; answers the version the rollout is about from
   * now on.
   *
   * @param shown the generation of the route the person was shown: traffic is raised only where it
   *     is still so; null for a task that was opened before it was kept
   */
  @Transactional
  public String decide(
      String initiative,
      String version,
      StepBackDecision decision,
      String otherVersion,
      String by,
      String comment,
      Integer shown) {
    return switch (decision) {
      case RESUME -> resume(initiative, version, by, comment, shown);
      case OTHER_VERSION -> tryOther(theOne(initiative, version), otherVersion, by, shown);
      case GIVE_UP -> giveUp(initiative, version, by, comment);
    };
  }

  /** The end of this candidate, with a reason; its process withdraws it next. */
  String giveUp(String initiative, String version, String by, String comment) {
    var why = Refusal.unlessGiven(
        comment, "comment", "Please say why the candidate is given up: the reason is kept.");
    var rollout = theOne(initiative, version);
    ledger.record(
        initiative,
        by,
        "candidate-given-up",
        rollout.model(),
        Map.of("candidate", rollout.candidate(), "reason", why));
    return rollout.candidate();
  }

  /**
   * Gives the candidate up: the stable version, or the fallback, serves everybody. Safe to repeat.
   */
  @Transactional
  public void withdraw(String initiative, String version) {
    table
        .newest(initiative, version)
        .filter(rollout -> !rollout.state().ended())
        .ifPresent(this::withdraw);
  }

  /** The initiative has ended: nobody answers for its candidate, nor for what waits, any more. */
  @Transactional
  public void withdrawAll(String initiative) {
    queue.all().stream()
        .filter(place -> place.initiative().equals(initiative))
        .forEach(this::turnAway);
    withdraw(initiative, null);
  }

  private void turnAway(Place place) {
    queue.leave(place.model(), place.version());
    models.reject(place.model(), place.version(), SYSTEM);
    ledger.record(
        place.initiative(),
        SYSTEM,
        "candidate-rejected",
        place.model(),
        Map.of("candidate", place.version(), "reason", "Its initiative ended while it waited."));
  }

  private void withdraw(Rollout rollout) {
    reject(rollout, SYSTEM, "The candidate was given up.");
    notices.tellGroup(
        Groups.DATA_SCIENCE,
        rollout.initiative(),
        Kind.INFO,
        "Version " + rollout.candidate() + " of " + rollout.model() + " was given up",
        "It takes no more traffic.");
  }

  /**
   * Lets the candidate go on from the stage its traffic is at now. A quarantined version is never
   * resumed.
   */
  private String resume(
      String initiative, String version, String by, String comment, Integer shown) {
    var route = routes.get(theOne(initiative, version).model());
    var rollout = theOne(initiative, version);
    Refusal.unless(
        models.approved(rollout.model(), rollout.candidate()),
        "stepBackDecision",
        "Version " + rollout.candidate()
            + " stepped back twice and is quarantined. Try another approved version, or give up.");
    if (rollout.state() == RolloutState.RUNNING) return rollout.candidate();
    mustStandAsShown(route, shown);
    // A new generation even where nothing moves: whoever moves the traffic meanwhile makes this
    // decision stale, and is not overlooked.
    routes.change(
        rollout.candidate().equals(route.candidate())
            ? route.again()
            : route.withCandidate(rollout.candidate()),
        by,
        "Candidate " + rollout.candidate() + " is resumed.");
    table.replace(rollout, rollout.resume());
    ledger.record(
        initiative,
        by,
        "rollout-resumed",
        rollout.model(),
        details("candidate", rollout.candidate(), "comment", comment));
    stayOffTheAir(rollout.model());
    return rollout.candidate();
  }

  /** Gives this candidate up and begins with another approved version. */
  private String tryOther(Rollout rollout, String version, String by, Integer shown) {
    var model = rollout.model();
    mustStandAsShown(routes.get(model), shown);
    var other = Refusal.unlessGiven(version, "otherVersion", "Please name the other version.");
    var known = models
        .find(model, other)
        .orElseThrow(() -> new Refusal(
            "otherVersion",
            "Model " + model + " has no version “" + other + "”. Known are "
                + names(models.versions(model)) + "."));
    Refusal.unless(
        !other.equals(rollout.candidate()),
        "otherVersion",
        "Version " + other + " is the one whose traffic went back. Resume it, or name another.");
    Refusal.unless(
        models.approved(model, other),
        "otherVersion",
        "Version " + other + " is " + known.state().label()
            + " and must not serve. Have it approved first, or name another.");
    Refusal.unless(
        known.state() != VersionState.LIVE,
        "otherVersion",
        "Version " + other + " serves already.");
    Refusal.unless(
        !hasARolloutOfItsOwn(rollout.initiative(), model, other),
        "otherVersion",
        "Version " + other + " waits for its turn and begins by itself when this rollout has ended."
            + " Give this candidate up, or name another.");
    reject(rollout, by, "Version " + other + " is tried instead.");
    models.reconsider(model, other, by);
    begin(rollout.initiative(), known);
    return other;
  }

  private static void mustStandAsShown(Route route, Integer shown) {
    Refusal.unless(
        shown == null || route.generation() == shown,
        "stepBackDecision",
        "The traffic of " + route.model() + " has moved since this form was filled in: now "
            + (route.onFallback()
                ? "the fallback answers"
                : route.percent() + " % is on the candidate")
            + ". Give the task back and claim it again to read what holds, then answer.");
  }

  /** True for what waits in the queue, and for what has a process that has not asked yet. */
  private boolean hasARolloutOfItsOwn(String initiative, String model, String version) {
    return queue.of(model).stream().anyMatch(place -> place.version().equals(version))
        || carried(initiative, version);
  }

  private boolean carried(String initiative, String version) {
    return processes.values(PROCESS, initiative, VERSION).contains(Optional.of(version));
  }

  private void reject(Rollout rollout, String by, String reason) {
    var route = routes.get(rollout.model());
    if (rollout.candidate().equals(route.candidate()))
      routes.change(route.withoutCandidate(), by, reason);
    table.stages(rollout.id()).stream()
        .findFirst()
        .filter(StageRun::open)
        .ifPresent(run -> table.end(run.ended(StageOutcome.GIVEN_UP, clock.instant())));
    table.move(rollout, rollout.reject(clock.instant()));
    models.reject(rollout.model(), rollout.candidate(), by);
    ledger.record(
        rollout.initiative(),
        by,
        "candidate-rejected",
        rollout.model(),
        Map.of("candidate", rollout.candidate(), "reason", reason));
  }

  /**
   * False for a rollout whose process was ended from outside: it is given up here, and holds nobody
   * up.
   */
  private boolean attended(Rollout rollout) {
    if (lives(rollout.initiative(), rollout.candidate())) return true;
    withdraw(rollout);
    return false;
  }

  /** The version directly ahead in the queue; one that lost its process leaves its place. */
  private Optional<String> ahead(String model, String version) {
    String ahead = null;
    for (var place : queue.of(model)) {
      if (place.version().equals(version)) break;
      if (lives(place.initiative(), place.version())) ahead = place.version();
      else queue.leave(model, place.version());
    }
    return Optional.ofNullable(ahead);
  }

  /** A process that was begun before it carried its version may be about any. */
  private boolean lives(String initiative, String version) {
    return processes.values(PROCESS, initiative, VERSION).stream()
        .anyMatch(carried -> carried.isEmpty() || carried.get().equals(version));
  }

  private boolean mayBegin(String model, String version) {
    return switch (models.get(model, version).state()) {
      case REJECTED, QUARANTINED, LIVE -> false;
      case REGISTERED, APPROVED, RETIRED -> {
        models.requireApproved(model, version);
        yield true;
      }
    };
  }

  private void waits(Place place, String ahead) {
    if (queue.of(place.model()).stream().anyMatch(known -> known.version().equals(place.version())))
      return;
    queue.join(place);
    ledger.record(
        place.initiative(),
        SYSTEM,
        "candidate-waits",
        place.model(),
        Map.of("candidate", place.version(), "behind", ahead));
    for (var group : List.of(Groups.DATA_SCIENCE, Groups.OPERATIONS))
      notices.tellGroup(
          group,
          place.initiative(),
          Kind.INFO,
          "Version " + place.version() + " of " + place.model() + " waits for its turn",
          "Version " + ahead + " is ahead of it. Its rollout begins by itself when that one has"
              + " ended.");
  }

  private void begin(String initiative, ModelVersion candidate) {
    models.requireApproved(candidate.model(), candidate.version());
    var live = models.live(candidate.model()).map(ModelVersion::version).orElse(null);
    var route = routes.open(candidate.model(), initiative, live, null, SYSTEM);
    if (!candidate.version().equals(route.candidate()) || route.share() > 0) {
      route = routes.change(
          route.withCandidate(candidate.version()),
          SYSTEM,
          "Rollout of " + candidate.version() + " begins.");
    }
    var tier = initiatives.find(initiative).map(about -> about.riskTier()).orElse(RiskTier.HIGH);
    var charter = charters.of(initiative);
    table.start(new Rollout(
        0,
        candidate.model(),
        initiative,
        candidate.version(),
        route.stable(),
        RolloutState.RUNNING,
        0,
        new Rollout.Agreed(
            tier == null ? RiskTier.HIGH : tier,
            charter.map(agreed -> agreed.latencyLimitMs()).orElse(null),
            charter.map(Candidates::costOfOne).orElse(null),
            charter
                .map(agreed ->
                    agreed.baseline() == null ? null : agreed.baseline().qualityPercent() / 100)
                .orElse(null)),
        clock.instant(),
        null));
    ledger.record(
        initiative,
        SYSTEM,
        "rollout-begun",
        candidate.model(),
        details("candidate", candidate.version(), "stable", route.stable()));
  }

  /** A stable version that an operator took off the air stays off beside the new candidate. */
  private void stayOffTheAir(String model) {
    var route = routes.get(model);
    if (route.onFallback()
        && table.ways(model).stream()
            .findFirst()
            .filter(way -> !way.cause().automatic())
            .isPresent()) {
      routes.change(
          route.besideFallback(),
          SYSTEM,
          "An operator took " + route.stable()
              + " off the air: the fallback stays beside the candidate.");
    }
  }

  /**
   * What one prediction may cost when the monthly limit is spread over the volume production has to
   * carry.
   */
  private static Double costOfOne(Charter charter) {
    if (charter.costLimitPerMonth() == null
        || charter.targetVolumePerDay() == null
        || !(charter.targetVolumePerDay() > 0)) return null;
    return charter.costLimitPerMonth() / (charter.targetVolumePerDay() * 365 / 12);
  }

  /**
   * The version the route names as its candidate, else the one registered last; none that another
   * process carries.
   */
  private String approved(String initiative) {
    var model = modelOf(initiative);
    var waiting = queue.of(model).stream().map(Place::version).toList();
    var approved = models.versions(model).stream()
        .filter(version -> version.state() == VersionState.APPROVED)
        .filter(version -> !waiting.contains(version.version()))
        .filter(version -> !carried(initiative, version.version()))
        .toList();
    var named = routes.find(model).map(route -> route.candidate());
    return approved.stream()
        .filter(version -> named.filter(version.version()::equals).isPresent())
        .findFirst()
        .or(() -> approved.stream().max(Comparator.comparing(ModelVersion::registeredAt)))
        .map(ModelVersion::version)
        .orElseThrow(() -> new Refusal(
            "version",
            "No approved version of " + model
                + " waits for its rollout. Register and approve one."));
  }

  private String modelOf(String initiative) {
    return Optional.ofNullable(initiatives.get(initiative).model())
        .orElseThrow(() -> new Refusal(
            "model",
            "Initiative " + initiative
                + " has not named its model. The productionize phase does."));
  }

  private Rollout theOne(String initiative, String version) {
    return table
        .newest(initiative, version)
        .filter(rollout -> !rollout.state().ended())
        .orElseThrow(() -> Stages.noRollout(initiative, version));
  }

  private static String names(List<ModelVersion> versions) {
    return String.join(", ", versions.stream().map(ModelVersion::version).toList());
  }
}
