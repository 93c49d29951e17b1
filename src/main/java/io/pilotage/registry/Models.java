package io.pilotage.registry;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The models and their versions. Every change is safe to repeat and leaves its trace in the audit.
 */
@Service
public class Models {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /**
   * How many versions nobody registered are kept by name in a month, and in how many others a name
   * is told from one counted before.
   */
  private static final int STRANGERS_NAMED = 20;

  private static final int STRANGERS_REMEMBERED = 10_000;
  private static final Duration NAMED_FOR = Duration.ofDays(30);

  /** What a version answered before it was quarantined may come in as late as this. */
  private static final Duration LOGGED_LATE = Duration.ofHours(1);

  private final Map<String, Set<Integer>> counted = new ConcurrentHashMap<>();
  private final VersionTable table;
  private final FallbackNames fallbacks;
  private final Ledger ledger;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Models(
      VersionTable table,
      FallbackNames fallbacks,
      Ledger ledger,
      ApplicationEventPublisher events,
      Clock clock) {
    this.table = table;
    this.fallbacks = fallbacks;
    this.ledger = ledger;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Refuses a model or version name that could not be told apart in addresses, tables and metrics.
   */
  public static String checkedName(String field, String name) {
    var given = Refusal.unlessGiven(name, field, "Please give the " + field + " a name.");
    Refusal.unless(
        NAME.matcher(given).matches(),
        field,
        "The " + field + " name “" + given
            + "” cannot be used: start with a letter or digit and use letters, digits, dots, dashes and "
            + "underscores, 63 at most.");
    return given;
  }

  /**
   * Makes a version known. Registering the same again changes nothing; the same name for another
   * artifact is refused.
   */
  @Transactional
  public ModelVersion register(
      String model, String version, String initiative, String artifact, String by) {
    checkedName("model", model);
    checkedName("version", version);
    var place = Refusal.unlessGiven(
        artifact, "artifact", "Please say where the artifact of version " + version + " lies.");
    var known = table.find(model, version);
    Refusal.unless(
        known.isEmpty() || known.get().artifact().equals(place),
        "version",
        "Version " + version + " of " + model
            + " is already registered with another artifact. Give the new artifact a new version.");
    if (known.isPresent()) return known.get();
    table.add(
        new ModelVersion(model, version, initiative, VersionState.REGISTERED, place, now()), by);
    return noted(get(model, version), by, "version-registered", Map.of("artifact", place));
  }

  /**
   * Makes a version known of which somebody says that it serves already. That approves nothing:
   * until a gate decides, the word of one person only keeps it from being reported as a deployment
   * that nobody knows of. The newest word about a model counts.
   */
  @Transactional
  public ModelVersion sayServes(String model, String version, String initiative, String by) {
    var known = find(model, version);
    known.ifPresent(Models::refuseQuarantined);
    var said = known.isPresent()
        ? known.get()
        : register(model, version, initiative, "served before " + initiative, by);
    if (table.sayServes(model, version, by)) noted(said, by, "version-said-to-serve", Map.of());
    return said;
  }

  /**
   * Takes over a version that serves already, with an approval in the name of whoever vouches for
   * it: a gate, never one person alone.
   */
  @Transactional
  public ModelVersion adopt(
      String model, String version, String initiative, String artifact, String by) {
    register(model, version, initiative, artifact, by);
    approve(model, version, by);
    return markLive(model, version, by);
  }

  /**
   * Records who allows the version to be deployed. The first approval counts; a rejected version
   * waits again, a quarantined one is refused.
   */
  @Transactional
  public ModelVersion approve(String model, String version, String by) {
    var known = get(model, version);
    refuseQuarantined(known);
    if (known.state() == VersionState.REJECTED)
      return moved(model, version, VersionState.APPROVED, by);
    if (!table.approve(known, by, now())) return known;
    return noted(get(model, version), by, "version-approved", Map.of());
  }

  /** The version is now the one that serves; the one that served before retires. */
  @Transactional
  public ModelVersion markLive(String model, String version, String by) {
    requireApproved(model, version);
    table.retireOthers(model, version, now());
    return moved(model, version, VersionState.LIVE, by);
  }

  /** The version serves no longer, and keeps its approval. */
  @Transactional
  public ModelVersion retire(String model, String version, String by) {
    requireApproved(model, version);
    return moved(model, version, VersionState.RETIRED, by);
  }

  /**
   * People gave up a version that was waiting to serve: it waits no longer. One that has served, or
   * lost its approval, stays what it is.
   */
  @Transactional
  public void reject(String model, String version, String by) {
    if (get(model, version).state() == VersionState.APPROVED)
      moved(model, version, VersionState.REJECTED, by);
  }

  /** Somebody names a version that was given up: it waits again. */
  @Transactional
  public void reconsider(String model, String version, String by) {
    if (get(model, version).state() == VersionState.REJECTED)
      moved(model, version, VersionState.APPROVED, by);
  }

  /** Takes the approval away. A version that failed twice comes back only as a new version. */
  @Transactional
  public void quarantine(String model, String version, String reason) {
    var known = get(model, version);
    if (known.state() == VersionState.QUARANTINED) return;
    table.quarantine(model, version, reason, now());
    noted(get(model, version), "system", "version-quarantined", Map.of("reason", reason));
    events.publishEvent(new VersionQuarantined(model, version, known.initiative(), reason));
  }

  /** Refuses to deploy what nobody approved; said by everything that moves traffic to a version. */
  public void requireApproved(String model, String version) {
    var known = table
        .find(model, version)
        .orElseThrow(() -> new Refusal(
            "version",
            "Version " + version + " of " + model
                + " is not registered. Register it and have it approved before it takes traffic."));
    refuseQuarantined(known);
    Refusal.unless(
        table.approval(model, version).isPresent(),
        "version",
        "Version " + version + " of " + model
            + " has no recorded approval. The sign-off at the end of productionize, or of its retraining, gives it.");
  }

  /** True when the version may take traffic. */
  public boolean approved(String model, String version) {
    return table.approval(model, version).isPresent();
  }

  /**
   * Lets predictions of an unapproved version pass unreported for a while: its rollback is
   * rehearsed on the real route. Holds at once.
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void expectDrill(String model, String version, Instant until, String by) {
    table.expectDrill(model, version, until);
    noted(
        get(model, version), by, "drill-excepted-from-approval", Map.of("until", until.toString()));
  }

  /** What somebody said to serve is said no longer: the gate was stopped. */
  @Transactional
  public void forgetSaid(String model) {
    table.forgetSaid(model);
  }

  /**
   * Records that an unapproved version was seen serving, and tells it the first time, and again
   * when it was not seen for a month.
   */
  @Transactional
  public void reportUnauthorised(String model, String version, String by) {
    reportUnauthorised(model, Set.of(version), by);
  }

  /**
   * The same for all that was seen at once. Whoever reports can make names up: of those nobody
   * registered, some are kept a month and told, and how many others there were is counted.
   */
  @Transactional
  public void reportUnauthorised(String model, Set<String> seen, String by) {
    var registered =
        table.of(model).stream().map(ModelVersion::version).collect(Collectors.toSet());
    seen.stream()
        .filter(registered::contains)
        .filter(version -> !approved(model, version)
            && !table.saidToServe(model, version)
            && !table.drilled(model, version, now())
            && !table.quarantinedSince(model, version, now().minus(LOGGED_LATE)))
        .forEach(version -> sawUnauthorised(model, version, by));
    var fallback = fallbacks.of(model);
    var strangers = seen.stream()
        .filter(version -> !registered.contains(version) && !fallback.equals(Optional.of(version)))
        .sorted()
        .collect(Collectors.toCollection(ArrayList::new));
    if (strangers.isEmpty()) return;
    var since = aMonthAgo();
    var known = unauthorised(model).stream()
        .filter(
            found -> !registered.contains(found.version()) && found.lastSeen().isAfter(since))
        .toList();
    var names = known.stream().map(UnauthorisedDeployment::version).collect(Collectors.toSet());
    long recent = known.stream().filter(found -> found.at().isAfter(since)).count();
    int room = (int) Math.max(0, STRANGERS_NAMED - recent);
    var more = new HashSet<String>();
    for (var version : strangers) {
      if (names.contains(version) || room-- > 0) sawUnauthorised(model, version, by);
      else more.add(version);
    }
    if (!more.isEmpty()) countMore(model, more, by);
  }

  /**
   * How many more versions than are named were seen serving within a month that nobody registered.
   */
  public long unauthorisedMore(String model) {
    return table.more(model, aMonthAgo());
  }

  /** The versions seen serving without approval, newest first. */
  public List<UnauthorisedDeployment> unauthorised(String model) {
    var initiative = initiativeOf(model).orElse(null);
    return table.unauthorised(model, initiative);
  }

  /** What of it was seen within a month and may still not serve. */
  public Unapproved unapproved(String model) {
    var since = aMonthAgo();
    var fallback = fallbacks.of(model);
    return new Unapproved(
        table.unapproved(model, since).stream()
            .filter(found -> !fallback.equals(Optional.of(found.version())))
            .toList(),
        table.more(model, since));
  }

  public Optional<ModelVersion> find(String model, String version) {
    return table.find(model, version);
  }

  /** The version; unknown when it is not registered. */
  public ModelVersion get(String model, String version) {
    return find(model, version)
        .orElseThrow(
            () -> new Unknown("version", "Model " + model + " has no version “" + version + "”."));
  }

  /** The recorded approval that still holds: none for a quarantined version. */
  public Optional<Approval> approval(String model, String version) {
    return table.approval(model, version);
  }

  /** The version that serves by the registry. */
  public Optional<ModelVersion> live(String model) {
    return versions(model).stream()
        .filter(version -> version.state() == VersionState.LIVE)
        .findFirst();
  }

  /** The version approved last that has not served yet. */
  public Optional<ModelVersion> nextToServe(String model) {
    return table.lastApproved(model);
  }

  /** The versions of a model, newest first; empty for an unknown model. */
  public List<ModelVersion> versions(String model) {
    return table.of(model);
  }

  /** Every model with its versions, in one query. */
  public Map<String, List<ModelVersion>> all() {
    return table.all().stream().collect(Collectors.groupingBy(ModelVersion::model));
  }

  /** The names of all models. */
  public Set<String> names() {
    return table.models();
  }

  public boolean known(String model) {
    return !versions(model).isEmpty();
  }

  /** The initiative that registered the newest version of the model. */
  public Optional<String> initiativeOf(String model) {
    return versions(model).stream()
        .map(ModelVersion::initiative)
        .filter(key -> key != null)
        .findFirst();
  }

  private void sawUnauthorised(String model, String version, String by) {
    if (table.sawAgain(model, version, aMonthAgo(), now())) return;
    var initiative = initiativeOf(model).orElse(null);
    var seen = now();
    table.saw(model, version, by, seen);
    ledger.record(initiative, by, "unauthorised-deployment-found", model + " " + version, Map.of());
    events.publishEvent(new UnauthorisedDeployment(model, version, initiative, by, seen, seen));
  }

  /** Each name once, as far as this process remembers them. */
  private void countMore(String model, Set<String> versions, String by) {
    if (table.sawMoreAgain(model, notCountedYet(model, versions), aMonthAgo(), now())) return;
    counted.remove(model);
    long more = notCountedYet(model, versions);
    table.sawMore(model, more, now());
    ledger.record(
        initiativeOf(model).orElse(null),
        by,
        "unauthorised-deployments-counted",
        model,
        Map.of(
            "named",
            STRANGERS_NAMED,
            "more",
            more,
            "why",
            "So many versions nobody registered are made up: from here on they are counted, not named."));
    events.publishEvent(
        new UnnamedDeployments(model, initiativeOf(model).orElse(null), by, STRANGERS_NAMED));
  }

  private long notCountedYet(String model, Set<String> versions) {
    var remembered = counted.computeIfAbsent(model, first -> ConcurrentHashMap.newKeySet());
    return versions.stream()
        .filter(version ->
            remembered.size() < STRANGERS_REMEMBERED && remembered.add(version.hashCode()))
        .count();
  }

  private Instant aMonthAgo() {
    return now().minus(NAMED_FOR);
  }

  private ModelVersion moved(String model, String version, VersionState to, String by) {
    var known = get(model, version);
    if (!table.move(model, version, to, now())) return known;
    return noted(
        get(model, version),
        by,
        "version-" + to.label(),
        Map.of("before", known.state().label()));
  }

  private ModelVersion noted(
      ModelVersion version, String by, String action, Map<String, ?> details) {
    ledger.record(
        version.initiative(), by, action, version.model() + " " + version.version(), details);
    return version;
  }

  private static void refuseQuarantined(ModelVersion version) {
    Refusal.unless(
        version.state() != VersionState.QUARANTINED,
        "version",
        "Version " + version.version() + " of " + version.model()
            + " is quarantined and must not serve. Mend it and register it as a new version.");
  }

  private Instant now() {
    return clock.instant();
  }
}
