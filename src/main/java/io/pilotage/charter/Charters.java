package io.pilotage.charter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotage.audit.Ledger;
import io.pilotage.engine.Decisions;
import io.pilotage.engine.Facts;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Links;
import io.pilotage.initiative.RiskTier;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what the first phase agrees on, part by part, each checked before it is kept. A part given
 * again replaces the earlier one, which stays readable.
 */
@Service
public class Charters {

  /**
   * What a following initiative starts from. What was measured, attended, judged or signed is never
   * carried over.
   */
  private static final Set<Class<?>> CARRIED =
      Set.of(Problem.class, Committee.class, Fallback.class, Constraints.class);

  private final CharterTable table;
  private final Links links;
  private final Initiatives initiatives;
  private final BriefingProperties properties;
  private final Decisions decisions;
  private final People people;
  private final Ledger ledger;
  private final ObjectMapper json;
  private final Clock clock;

  Charters(
      CharterTable table,
      Links links,
      Initiatives initiatives,
      BriefingProperties properties,
      Decisions decisions,
      People people,
      Ledger ledger,
      ObjectMapper json,
      Clock clock) {
    this.table = table;
    this.links = links;
    this.initiatives = initiatives;
    this.properties = properties;
    this.decisions = decisions;
    this.people = people;
    this.ledger = ledger;
    this.json = json;
    this.clock = clock;
  }

  /** The charter as far as it was recorded; nothing when no part was. */
  public Optional<Charter> of(String initiative) {
    var parts = table.newest(initiative);
    if (parts.isEmpty()) return Optional.empty();
    return Optional.of(new Charter(
        part(parts, Problem.class),
        part(parts, Baseline.class),
        part(parts, Fallback.class),
        part(parts, DataOutlook.class),
        part(parts, Constraints.class),
        part(parts, Strategy.class),
        part(parts, Committee.class),
        part(parts, Integration.class),
        part(parts, Briefing.class),
        part(parts, RiskProfile.class)));
  }

  /** What was recorded so far, to be shown next to a question. */
  public Facts facts(String initiative) {
    return CharterFacts.of(
        initiatives.get(initiative),
        links.above(initiative),
        of(initiative).orElse(Charter.empty()));
  }

  /**
   * A part as the initiative this one follows agreed it, to fill in a form with; nothing once this
   * one has its own.
   */
  public <T> Optional<T> carried(String initiative, Class<T> part) {
    if (!CARRIED.contains(part) || table.newest(initiative).containsKey(StoredAs.Name.of(part)))
      return Optional.empty();
    return links.above(initiative).map(link -> part(table.newest(link.parent()), part));
  }

  /** Keeps the problem; a vague one is refused in a sentence that says what is missing. */
  @Transactional
  public void frame(String initiative, Problem problem) {
    problem.mustBeSpecific();
    keep(initiative, problem);
  }

  @Transactional
  public void measure(String initiative, Baseline baseline) {
    baseline.mustBeMeasured(today());
    keep(initiative, baseline);
  }

  /**
   * Keeps the committee. Its accountable owner becomes the sponsor of an initiative that has none.
   */
  @Transactional
  public void name(String initiative, Committee committee) {
    committee.mustBeComplete();
    keep(initiative, committee);
    if (initiatives.get(initiative).sponsor() == null)
      initiatives.nameSponsor(initiative, committee.members().business().strip());
  }

  /** Changes who decides what is deployed; the rest of the committee stays as it was named. */
  @Transactional
  public void govern(String initiative, Committee.Decider decider) {
    var committee = of(initiative).map(Charter::committee);
    Refusal.unless(
        committee.isPresent(),
        "newDecider",
        "Initiative " + initiative + " has no committee on record whose decider could change."
            + " Leave it as it is.");
    committee
        .filter(named -> named.decider() != decider)
        .ifPresent(
            named -> keep(initiative, new Committee(named.members(), named.owners(), decider)));
  }

  @Transactional
  public void plan(String initiative, Fallback fallback) {
    fallback.mustBeOwned();
    keep(initiative, fallback);
  }

  /** Keeps what data there is and the limits that become thresholds later. */
  @Transactional
  public void assess(String initiative, DataOutlook data, Constraints constraints) {
    data.mustBeGraded();
    constraints.mustMakeSense();
    keep(initiative, data);
    keep(initiative, constraints);
  }

  @Transactional
  public void link(String initiative, Strategy strategy) {
    strategy.mustBeLinked();
    keep(initiative, strategy);
  }

  @Transactional
  public void sketch(String initiative, Integration integration) {
    integration.mustBeSketched();
    keep(initiative, integration);
  }

  @Transactional
  public void brief(String initiative, Briefing briefing) {
    briefing.mustBeAttended(today());
    keep(initiative, briefing);
  }

  /** Asks the table {@code risk-tier} and keeps its answer with the reasons. */
  @Transactional
  public RiskTier classify(String initiative, RiskProfile profile) {
    profile.mustBeAnswered();
    var tier = RiskTier.valueOf(decisions
        .column(
            "risk-tier",
            "tier",
            String.class,
            Map.of(
                "domain",
                profile.domain().name(),
                "impact",
                profile.impact().name(),
                "autonomy",
                profile.autonomy().name(),
                "sensitivity",
                profile.sensitivity().name()))
        .get(0));
    keep(initiative, profile.in(tier));
    initiatives.classify(initiative, tier);
    return tier;
  }

  /** Until when the reviewers have to be briefed: a week after the initiative began. */
  public Instant briefingDue(String initiative) {
    return initiatives
        .get(initiative)
        .startedAt()
        .plus(properties.briefingWithin())
        .truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Tells who can mend it that the reviewers wait for their briefing; says nothing once it was
   * held.
   */
  @Transactional
  public void escalateBriefing(String initiative) {
    if (of(initiative).map(Charter::briefing).isPresent()) return;
    var text = "Security, legal and risk were to be briefed by " + briefingDue(initiative)
        + " (UTC). Hold the briefing now, 30 minutes are enough,"
        + " and record in Tasklist who attended: surprises in a late review stall more initiatives than "
        + "anything else.";
    initiatives.tellSponsor(initiative, "Briefing of the reviewers is late", text);
    initiatives.tellGroup(
        Groups.PROGRAM_MANAGERS, initiative, "Briefing of the reviewers is late", text);
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "briefing-escalated",
        initiative,
        Map.of("due", briefingDue(initiative).toString()));
  }

  private void keep(String initiative, Object part) {
    var name = StoredAs.Name.of(part.getClass());
    initiatives.get(initiative);
    var content = written(part);
    table.add(initiative, name, content, people.currentOrSystem(), clock.instant());
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "charter-recorded",
        name,
        json.convertValue(part, Map.class));
  }

  private <T> T part(Map<String, String> parts, Class<T> type) {
    var content = parts.get(StoredAs.Name.of(type));
    if (content == null) return null;
    try {
      return json.readValue(content, type);
    } catch (JsonProcessingException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private String written(Object part) {
    try {
      return json.writeValueAsString(part);
    } catch (JsonProcessingException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  // A day has begun somewhere before it begins in UTC.
  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14));
  }
}
