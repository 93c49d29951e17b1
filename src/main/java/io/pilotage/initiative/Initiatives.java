package io.pilotage.initiative;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Heading;
import io.pilotage.engine.Processes;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The initiatives and what is known about each as a whole. The key is the business key of every
 * process about it.
 */
@Service
public class Initiatives {

  /** The message by which an initiative is taken back; carries the variable {@code reason}. */
  public static final String WITHDRAWN = "initiative-withdrawn";

  static final int LONGEST_TITLE = 120;

  private final InitiativeTable table;
  private final Plans plans;
  private final Processes processes;
  private final People people;
  private final Notices notices;
  private final Ledger ledger;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Initiatives(
      InitiativeTable table,
      Plans plans,
      Processes processes,
      People people,
      Notices notices,
      Ledger ledger,
      ApplicationEventPublisher events,
      Clock clock) {
    this.table = table;
    this.plans = plans;
    this.processes = processes;
    this.people = people;
    this.notices = notices;
    this.ledger = ledger;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Registers an initiative under the wanted key, or under one made from the title:
   * {@code FRAUD-1}.
   */
  @Transactional
  public Initiative register(String title, String wantedKey, String startedBy) {
    return register(Proposal.of(title, wantedKey), startedBy);
  }

  /** Registers what was proposed. A key that is taken, or a title that says nothing, is refused. */
  @Transactional
  public Initiative register(Proposal proposal, String startedBy) {
    var title = checkedTitle(proposal.title());
    var key = proposal.wantedKey() == null || proposal.wantedKey().isBlank()
        ? nextKey(title)
        : freeKey(proposal.wantedKey().strip());
    table.add(
        new Initiative(
            key, title, knownSponsor(proposal.sponsor()), null, null, null, clock.instant(), null),
        proposal.plannedStart(),
        startedBy);
    plans.make(key, begin(proposal));
    ledger.record(key, startedBy, "initiative-registered", key, Map.of("title", title));
    return get(key);
  }

  // A start planned for later moves the plan; one planned for earlier does not make it late from
  // the first day.
  private Instant begin(Proposal proposal) {
    var now = clock.instant();
    var wanted = proposal.plannedStart() == null
        ? now
        : proposal.plannedStart().atStartOfDay(ZoneOffset.UTC).toInstant();
    return wanted.isAfter(now) ? wanted : now;
  }

  public Optional<Initiative> find(String key) {
    return table.find(key);
  }

  /** The initiative; unknown when nobody registered the key. */
  public Initiative get(String key) {
    return find(key)
        .orElseThrow(() -> new Unknown("initiative", "There is no initiative “" + key + "”."));
  }

  /** Every initiative, the oldest first. */
  public List<Initiative> all() {
    return table.all();
  }

  /** The initiative that builds or runs a model. */
  public Optional<Initiative> ofModel(String model) {
    return table.ofModel(model);
  }

  @Transactional
  public void classify(String key, RiskTier tier) {
    get(key);
    table.classify(key, tier);
    ledger.record(
        key, people.currentOrSystem(), "risk-classified", key, Map.of("tier", tier.name()));
  }

  /** Names the one business owner who answers for the outcome and is told when something stalls. */
  @Transactional
  public void nameSponsor(String key, String sponsor) {
    get(key);
    table.sponsor(key, sponsor);
    ledger.record(key, people.currentOrSystem(), "sponsor-named", sponsor, Map.of());
  }

  /** Tells the sponsor; the business as a whole when the sponsor has no account of that name. */
  @Transactional
  public void tellSponsor(String key, String subject, String text) {
    var sponsor = get(key).sponsor();
    if (sponsor != null && people.find(sponsor).isPresent())
      notices.tellPerson(sponsor, key, Kind.ESCALATION, subject, text);
    else tellGroup(Groups.BUSINESS, key, subject, text);
  }

  /** Tells a group that somebody has to act. */
  public void tellGroup(String group, String key, String subject, String text) {
    notices.tellGroup(group, key, Kind.ESCALATION, subject, text);
  }

  /** Names the model the initiative builds; a model belongs to one initiative. */
  @Transactional
  public void nameModel(String key, String model) {
    get(key);
    var other = ofModel(model).filter(initiative -> !initiative.key().equals(key));
    Refusal.unless(
        other.isEmpty(),
        "model",
        "The model “" + model + "” belongs to " + other.map(Initiative::key).orElse("")
            + ". Give the model of this initiative another name.");
    table.nameModel(key, model);
    ledger.record(key, people.currentOrSystem(), "model-named", model, Map.of());
  }

  /** Takes the initiative back: whatever is open ends. Refused when it is over already. */
  @Transactional
  public void withdraw(String key, String reason, String by) {
    var given = Refusal.unlessGiven(
        Heading.of(reason),
        "reason",
        "Please say why the initiative is withdrawn: the reason is kept.");
    var initiative = get(key);
    Refusal.unless(
        !initiative.ended() && processes.signal(WITHDRAWN, key, Map.of("reason", given)),
        "initiative",
        "Initiative " + key + " is over already"
            + (initiative.ended()
                ? " (" + initiative.outcome().name().toLowerCase(Locale.ROOT) + ")"
                : "")
            + ". There is nothing to withdraw.");
    ledger.record(key, by, "initiative-withdrawn", key, Map.of("reason", given));
  }

  /** Notes how the initiative ended. Safe to repeat: the first end counts. */
  @Transactional
  public void close(String key, Outcome outcome, String reason) {
    get(key);
    if (table.close(key, outcome, reason, clock.instant())) {
      ledger.record(
          key,
          people.currentOrSystem(),
          "initiative-ended",
          key,
          Map.of("outcome", outcome.name(), "reason", reason));
      events.publishEvent(new InitiativeEnded(key, outcome, reason));
    }
  }

  private static String checkedTitle(String given) {
    var title = Refusal.unlessGiven(
        Heading.of(given),
        "title",
        "Please give the initiative a title: a few words that say what it is about.");
    Refusal.unless(
        title.length() <= LONGEST_TITLE,
        "title",
        "The title has " + title.length() + " characters; say it in " + LONGEST_TITLE
            + " at most.");
    return title;
  }

  private String knownSponsor(String given) {
    if (given == null || given.isBlank()) return null;
    Refusal.unless(
        people.isMember(given.strip(), Groups.BUSINESS),
        "sponsor",
        "There is nobody with the user name “" + given.strip()
            + "” in the group business. Give the user name of the sponsor, or leave it empty: the "
            + "committee names the accountable owner.");
    return given.strip();
  }

  private String freeKey(String wanted) {
    var key = InitiativeKey.checked(wanted);
    Refusal.unless(
        find(key).isEmpty(),
        "key",
        "The key “" + key + "” belongs to another initiative. Choose another, or leave it out.");
    return key;
  }

  /** A free key made from a title; taken only once it is registered. */
  String nextKey(String title) {
    var word = InitiativeKey.wordOf(title);
    var last = table.keysStartingWith(word).stream()
        .map(key -> key.substring(word.length() + 1))
        .filter(number -> number.matches("\\d{1,9}"))
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(0);
    return word + "-" + (last + 1);
  }
}
