package io.pilotage.incident;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Facts;
import io.pilotage.engine.Processes;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.retraining.Breach;
import io.pilotage.rollout.Rollouts;
import io.pilotage.rollout.SaferPlace;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What went wrong in production. For one cause at one model only one incident is open at a time.
 */
@Service
public class Incidents {

  private static final String PROCESS = "handle-incident";

  private final IncidentTable table;
  private final Routes routes;
  private final Rollouts rollouts;
  private final Processes processes;
  private final Notices notices;
  private final Ledger ledger;
  private final People people;
  private final Clock clock;

  Incidents(
      IncidentTable table,
      Routes routes,
      Rollouts rollouts,
      Processes processes,
      Notices notices,
      Ledger ledger,
      People people,
      Clock clock) {
    this.table = table;
    this.routes = routes;
    this.rollouts = rollouts;
    this.processes = processes;
    this.notices = notices;
    this.ledger = ledger;
    this.people = people;
    this.clock = clock;
  }

  /** Opens an incident and starts what handles it; nothing when the same is open already. */
  @Transactional
  public Optional<Incident> open(Breach breach, Effect effect, String by) {
    forgetAbandoned(breach);
    var id = table.add(breach, effect, by, clock.instant());
    id.ifPresent(number -> {
      processes.start(PROCESS, breach.initiative(), Map.of("incident", number.intValue()));
      ledger.record(
          breach.initiative(),
          by,
          "incident-opened",
          String.valueOf(breach.model()),
          Map.of(
              "incident",
              number,
              "cause",
              breach.cause(),
              "severity",
              breach.severity(),
              "why",
              breach.why()));
    });
    return id.map(this::get);
  }

  /**
   * Counts so many alerts, of which this is the worst or the last, on the one incident of the model
   * that collects them; opens it when there is none.
   */
  @Transactional
  public void collect(Breach breach, int alerts, String by) {
    var all = breach.collecting();
    open(all, Effect.INCIDENT, by);
    table.collect(all.slot(), alerts, breach.severity(), breach.why());
  }

  /** How many incidents of a model are open whose cause begins so. */
  public int openBy(String model, String cause) {
    return table.openBy(model, cause);
  }

  /** False while one is open for the same cause at the same model. */
  public boolean isNew(Breach breach) {
    return table.bySlot(breach.slot()).isEmpty();
  }

  /** The slots of what is open and being handled, in two queries. */
  public Set<String> slots() {
    var running = processes.initiativesOf(PROCESS);
    return open().stream()
        .filter(
            incident -> incident.initiative() == null || running.contains(incident.initiative()))
        .map(incident -> Breach.slot(incident.model(), incident.cause()))
        .collect(Collectors.toSet());
  }

  public Incident get(long id) {
    return table
        .find(id)
        .orElseThrow(() -> new Unknown("incident", "There is no incident number " + id + "."));
  }

  /** The incidents of an initiative, the newest first. */
  public List<Incident> of(String initiative) {
    return table.of(initiative);
  }

  /**
   * Those about the initiative or about monitoring as a whole that were open at some time since
   * then.
   */
  public List<Incident> touching(String initiative, Instant since) {
    return table.touching(initiative, since);
  }

  /** Everything that is open, the oldest first. */
  public List<Incident> open() {
    return table.open();
  }

  /** Tells operations, and engineering where the architecture is to be looked at. */
  @Transactional
  public void notifyOwners(long id) {
    var incident = get(id);
    tell(Groups.OPERATIONS, incident);
    if (incident.effect() == Effect.REVIEW) tell(Groups.ENGINEERING, incident);
  }

  @Transactional
  public void remind(long id) {
    var incident = get(id);
    notices.tellGroup(
        Groups.OPERATIONS,
        incident.initiative(),
        Kind.REMINDER,
        "Still waiting: " + title(incident),
        "Incident " + id + " has been open since " + incident.report().at()
            + ". Investigate it in Tasklist. " + incident.why());
  }

  public Facts facts(long id) {
    var incident = get(id);
    var facts = Facts.about()
        .line("What", title(incident))
        .line("Why", incident.why())
        .line("Severity", incident.severity())
        .line("Since", incident.report().at())
        .line("Found by", incident.report().by());
    if (incident.model() != null)
      routes.find(incident.model()).ifPresent(route -> facts.line("Route", described(route)));
    if (incident.answer().kind() == null)
      saferPlace(incident)
          .ifPresent(place -> facts.line(
              "Rolling back means",
              place.exists() ? place.means() : "nothing is left to roll back: " + place.means()));
    if (incident.answer().kind() != null)
      facts
          .line("Was", words(incident.answer().kind()))
          .line("Finding", incident.answer().finding())
          .line("Action", words(incident.answer().action()));
    return facts;
  }

  /**
   * Keeps what the investigation found. Every answer needs its finding; an action needs a model to
   * act on.
   */
  @Transactional
  public void investigated(long id, IncidentKind kind, String finding, IncidentAction action) {
    var incident = get(id);
    var found = Refusal.unlessGiven(
        finding,
        "finding",
        "Please say what you found: the review and the next incident start from it.");
    Refusal.unless(
        action == IncidentAction.NONE || incident.model() != null,
        "incidentAction",
        "This incident is about monitoring as a whole, not about one model. Choose “nothing now” and act "
            + "on the model that needs it.");
    if (action == IncidentAction.ROLL_BACK) mustBeLeftToRollBack(incident);
    table.decide(id, kind, found, action, people.currentOrSystem(), clock.instant());
    ledger.record(
        incident.initiative(),
        people.currentOrSystem(),
        "incident-investigated",
        String.valueOf(incident.model()),
        Map.of("incident", id, "kind", kind.name(), "action", action.name(), "finding", found));
  }

  private void mustBeLeftToRollBack(Incident incident) {
    var place = rollouts.safer(incident.model(), incident.version());
    Refusal.unless(
        place.exists(),
        "incidentAction",
        "Nothing is left to roll back: " + place.means()
            + ". Choose another answer; operations can still roll back the model itself.");
  }

  private Optional<SaferPlace> saferPlace(Incident incident) {
    return Optional.ofNullable(incident.model())
        .flatMap(routes::find)
        .map(route -> rollouts.safer(route.model(), incident.version()));
  }

  /** Closes the incident with what was learned. */
  @Transactional
  public void reviewed(long id, String lesson) {
    var incident = get(id);
    var learned = Refusal.unlessGiven(
        lesson, "lesson", "Please say what was learned and what will be different.");
    table.close(id, learned, people.currentOrSystem(), clock.instant());
    ledger.record(
        incident.initiative(),
        people.currentOrSystem(),
        "incident-closed",
        String.valueOf(incident.model()),
        Map.of("incident", id, "lesson", learned));
  }

  /**
   * An incident whose process was ended from outside, by a withdrawal for one, keeps no later one
   * from opening.
   */
  private void forgetAbandoned(Breach breach) {
    table
        .bySlot(breach.slot())
        .filter(incident ->
            incident.initiative() != null && !processes.runs(PROCESS, incident.initiative()))
        .ifPresent(incident -> table.close(
            incident.id(), "Abandoned with its initiative.", "system", clock.instant()));
  }

  private void tell(String group, Incident incident) {
    notices.tellGroup(
        group,
        incident.initiative(),
        Kind.INCIDENT,
        title(incident),
        incident.why() + " Investigate it in Tasklist: incident " + incident.id() + ", severity "
            + incident.severity() + ".");
  }

  private static String title(Incident incident) {
    return (incident.effect() == Effect.REVIEW ? "Architecture review: " : "Incident: ")
        + incident.cause() + " at " + about(incident);
  }

  private static String about(Incident incident) {
    if (incident.model() == null) return "all models";
    return incident.model() + (incident.version() == null ? "" : " " + incident.version());
  }

  private static String described(Route route) {
    var served = route.stable() == null ? "no stable version" : route.stable() + " serves";
    return served
        + (route.candidate() == null ? "" : ", " + route.percent() + " % on " + route.candidate())
        + ", stage " + route.stage() + ", since " + route.changedAt();
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
