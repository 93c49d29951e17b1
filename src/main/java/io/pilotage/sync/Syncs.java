package io.pilotage.sync;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Facts;
import io.pilotage.engine.Processes;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Times;
import io.pilotage.engine.Unknown;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.initiative.InitiativeEnded;
import io.pilotage.initiative.Initiatives;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Arranges one sync an initiative and slot, and keeps what came out of it or that nobody came. */
@Service
public class Syncs {

  private static final List<String> OWNERS = List.of(
      Groups.BUSINESS,
      Groups.DATA_SCIENCE,
      Groups.ENGINEERING,
      Groups.SECURITY,
      Groups.LEGAL,
      Groups.RISK,
      Groups.OPERATIONS,
      Groups.PROGRAM_MANAGERS);

  private static final Duration WEEK = Duration.ofDays(7);
  /** The message that takes an action out of the hands of its owner. */
  private static final String SETTLED = "action-settled";

  private final SyncTable table;
  private final List<AgendaSource> sources;
  private final Processes processes;
  private final Initiatives initiatives;
  private final SyncMail mail;
  private final People people;
  private final Ledger ledger;
  private final SyncProperties properties;
  private final Clock clock;

  Syncs(
      SyncTable table,
      List<AgendaSource> sources,
      Processes processes,
      Initiatives initiatives,
      SyncMail mail,
      People people,
      Ledger ledger,
      SyncProperties properties,
      Clock clock) {
    this.table = table;
    this.sources = sources;
    this.processes = processes;
    this.initiatives = initiatives;
    this.mail = mail;
    this.people = people;
    this.ledger = ledger;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Takes the slot and prepares the agenda; false when another sync has the slot, whatever fired
   * twice.
   */
  @Transactional
  public boolean arrange(String meeting, String initiative) {
    var slot = Slot.of(clock.instant(), properties.period());
    if (table.inSlot(initiative, slot).isPresent()) return false;
    missSkipped(initiative);
    table.arrange(
        meeting,
        initiative,
        slot,
        clock.instant(),
        clock.instant().plus(properties.startsAfter()),
        agenda(initiative));
    ledger.record(initiative, people.currentOrSystem(), "sync-arranged", slot.name(), Map.of());
    return true;
  }

  /**
   * Weeks that passed while nobody was there to arrange a sync, as during a long downtime, are
   * missed ones like any other.
   */
  private void missSkipped(String initiative) {
    if (!properties.period().equals(WEEK)) return;
    var now = clock.instant();
    var earlier = table.of(initiative);
    var last = earlier.isEmpty()
        ? initiatives.get(initiative).startedAt()
        : earlier.get(earlier.size() - 1).arrangedAt();
    var skipped = Stream.iterate(
            last.plus(WEEK), time -> time.isBefore(now), time -> time.plus(WEEK))
        .filter(time -> !Slot.of(time, WEEK).equals(Slot.of(now, WEEK))
            && table.inSlot(initiative, Slot.of(time, WEEK)).isEmpty())
        .toList();
    if (skipped.isEmpty()) return;
    skipped.forEach(time -> miss(initiative, Slot.of(time, WEEK), time));
    mail.escalateSkipped(
        skipped.stream().map(time -> Slot.of(time, WEEK).name()).toList(),
        initiatives.get(initiative));
  }

  private void miss(String initiative, Slot slot, Instant week) {
    var meeting = initiative + " " + slot.name();
    table.arrange(
        meeting,
        initiative,
        slot,
        week,
        week,
        List.of("No sync was arranged: nobody was there to do it."));
    table.miss(meeting, clock.instant());
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "sync-missed",
        slot.name(),
        Map.of("arranged", false));
  }

  private List<String> agenda(String initiative) {
    var earlier = table.of(initiative);
    var since = earlier.isEmpty()
        ? initiatives.get(initiative).startedAt()
        : earlier.get(earlier.size() - 1).arrangedAt();
    var agenda = new ArrayList<String>();
    if (!earlier.isEmpty() && earlier.get(earlier.size() - 1).missed())
      agenda.add("The last sync was missed.");
    sources.forEach(source -> source
        .items(initiative, since)
        .forEach(item -> agenda.add(item.replaceAll("\\s+", " ").strip())));
    if (agenda.isEmpty())
      agenda.add("Nothing is open. What did both sides learn since the last sync?");
    return agenda;
  }

  @Transactional
  public void invite(String meeting) {
    var sync = get(meeting);
    mail.invite(sync, initiatives.get(sync.initiative()));
  }

  /** Keeps minutes, decisions and actions. A sync without both sides is none. */
  @Transactional
  public void hold(String meeting, Minutes minutes) {
    var sync = get(meeting);
    Refusal.unlessGiven(
        minutes.dataScienceAttendees(),
        "dataScienceAttendees",
        "Please name who came from data science. Without both sides it is no sync: find another time, or "
            + "let it be escalated.");
    Refusal.unlessGiven(
        minutes.businessAttendees(),
        "businessAttendees",
        "Please name who came from the business. Without both sides it is no sync: find another time, or "
            + "let it be escalated.");
    Refusal.unlessGiven(
        minutes.minutes(),
        "minutes",
        "Please write down in a few sentences what was talked about.");
    var by = people.currentOrSystem();
    Refusal.unless(
        table.hold(meeting, minutes, by, clock.instant()),
        "minutes",
        "This sync is closed already.");
    minutes.actions().forEach(action -> promise(sync, action));
    minutes.actionsDone().forEach(action -> tickOff(sync.initiative(), action));
    ledger.record(
        sync.initiative(),
        by,
        "sync-held",
        sync.slot(),
        Map.of(
            "dataScience",
            minutes.dataScienceAttendees(),
            "business",
            minutes.businessAttendees(),
            "decisions",
            Objects.toString(minutes.decisions(), ""),
            "actions",
            minutes.actions().size()));
  }

  private void promise(Sync sync, Minutes.NewAction action) {
    var what = Refusal.unlessGiven(
        action.action(),
        "syncActions",
        "Please say for every action what has to be done, or remove the row.");
    var owner = Refusal.unlessGiven(
        action.owner(), "syncActions", "Please choose who does “" + what + "”.");
    Refusal.unless(
        OWNERS.contains(owner),
        "syncActions",
        "“" + owner + "” is no group that can do “" + what + "”; choose one of " + OWNERS + ".");
    var due = day(action.due(), what);
    var id = table.promise(sync.meeting(), sync.initiative(), what, owner, due);
    table.carriedOutBy(
        id,
        processes.start(
            "carry-out-action",
            sync.initiative(),
            Map.of(
                SyncVariables.ACTION.name(),
                Long.toString(id),
                SyncVariables.ACTION_OWNER.name(),
                owner,
                SyncVariables.ACTION_DUE.name(),
                due.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString())));
  }

  private void tickOff(String initiative, String action) {
    var waiting = table.instances(initiative, action);
    Refusal.unless(
        table.done(initiative, action, clock.instant()),
        "actionsDone",
        "Action “" + action + "” is not open; please untick it.");
    waiting.forEach(instance -> processes.signalInstance(SETTLED, instance));
  }

  /** What an action is about, for whoever carries it out. */
  public Facts actionFacts(String initiative, String action) {
    var promised = table.actions(initiative).stream()
        .filter(known -> Long.toString(known.id()).equals(action))
        .findFirst()
        .orElseThrow(() -> new Unknown("action", "There is no action “" + action + "”."));
    return Facts.about()
        .line("Initiative", initiatives.get(initiative).title())
        .line("Promised", promised.action())
        .line("By", promised.owner() + ", until " + promised.due());
  }

  /** Keeps what came of the action that this process carries out. */
  @Transactional
  public void carriedOut(String instance, String result) {
    var action = table
        .carriedOutIn(instance)
        .orElseThrow(() -> new Refusal("actionResult", "This action is settled already."));
    var by = people.currentOrSystem();
    table.result(
        action.id(),
        Refusal.unlessGiven(
            result, "actionResult", "Please say what came of it: both sides read it."),
        clock.instant());
    ledger.record(
        action.initiative(),
        by,
        "action-carried-out",
        action.action(),
        Map.of("owner", action.owner(), "result", result));
  }

  /**
   * Nobody has to carry out what an initiative that is over promised; the promises stay on record.
   */
  @EventListener
  void settle(InitiativeEnded ended) {
    table
        .instances(ended.initiative(), null)
        .forEach(instance -> processes.signalInstance(SETTLED, instance));
  }

  /** Open promises as lines to tick off, by id. */
  public List<SyncVariables.Choice> openActionChoices(String meeting) {
    return openActions(get(meeting).initiative()).stream()
        .map(action -> new SyncVariables.Choice(
            Long.toString(action.id()),
            action.action() + " (" + action.owner() + ", due " + action.due() + ")"))
        .toList();
  }

  private static LocalDate day(String text, String action) {
    try {
      return Times.day(Objects.toString(text, "").strip());
    } catch (DateTimeParseException notADay) {
      throw new Refusal(
          "syncActions",
          "Please give the day until which “" + action + "” is done, like 2026-03-31.");
    }
  }

  /** Records that nobody held it, and tells those who can change that. Safe to repeat. */
  @Transactional
  public void miss(String meeting) {
    var sync = get(meeting);
    if (!table.miss(meeting, clock.instant())) return;
    ledger.record(
        sync.initiative(), people.currentOrSystem(), "sync-missed", sync.slot(), Map.of());
    mail.escalate(sync, initiatives.get(sync.initiative()));
  }

  /** The agenda as the form shows it. */
  public Facts facts(String meeting) {
    var sync = get(meeting);
    var facts = Facts.about()
        .line("Initiative", initiatives.get(sync.initiative()).title())
        .line("Week", sync.slot());
    sync.agenda().forEach(facts::line);
    return facts;
  }

  public Sync get(String meeting) {
    return table
        .find(meeting)
        .orElseThrow(() -> new Unknown("meeting", "There is no sync “" + meeting + "”."));
  }

  /** Every sync arranged about an initiative, oldest first. */
  public List<Sync> of(String initiative) {
    return table.of(initiative);
  }

  /** What was promised and is not done, the next due first. */
  public List<Action> openActions(String initiative) {
    return table.actions(initiative).stream().filter(action -> !action.done()).toList();
  }
}
