package io.pilotage.sync;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Facts;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Arranges one sync an initiative and slot, and keeps what came out of it or that nobody came. */
@Service
public class Syncs {

  private static final List<String> OWNERS = List.of(Groups.BUSINESS, Groups.DATA_SCIENCE, Groups.ENGINEERING, Groups.SECURITY, Groups.LEGAL,
      Groups.RISK, Groups.OPERATIONS, Groups.PROGRAM_MANAGERS);

  private final SyncTable table;
  private final List<AgendaSource> sources;
  private final Initiatives initiatives;
  private final SyncMail mail;
  private final People people;
  private final Ledger ledger;
  private final SyncProperties properties;
  private final Clock clock;

  Syncs(SyncTable table, List<AgendaSource> sources, Initiatives initiatives, SyncMail mail, People people, Ledger ledger,
      SyncProperties properties, Clock clock) {
    this.table = table;
    this.sources = sources;
    this.initiatives = initiatives;
    this.mail = mail;
    this.people = people;
    this.ledger = ledger;
    this.properties = properties;
    this.clock = clock;
  }

  /** Takes the slot and prepares the agenda; false when another sync has the slot, whatever fired twice. */
  @Transactional
  public boolean arrange(String meeting, String initiative) {
    var slot = Slot.of(clock.instant(), properties.period());
    if (table.inSlot(initiative, slot).isPresent()) return false;
    table.arrange(meeting, initiative, slot, clock.instant(), clock.instant().plus(properties.startsAfter()), agenda(initiative));
    ledger.record(initiative, people.currentOrSystem(), "sync-arranged", slot.name(), Map.of());
    return true;
  }

  private List<String> agenda(String initiative) {
    var earlier = table.of(initiative);
    var since = earlier.isEmpty() ? initiatives.get(initiative).startedAt() : earlier.get(earlier.size() - 1).arrangedAt();
    var agenda = new ArrayList<String>();
    if (!earlier.isEmpty() && earlier.get(earlier.size() - 1).missed()) agenda.add("The last sync was missed.");
    sources.forEach(source -> source.items(initiative, since).forEach(item -> agenda.add(item.replaceAll("\\s+", " ").strip())));
    if (agenda.isEmpty()) agenda.add("Nothing is open. What did both sides learn since the last sync?");
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
    Refusal.unlessGiven(minutes.dataScienceAttendees(), "dataScienceAttendees",
        "Please name who came from data science. Without both sides it is no sync: find another time, or let it be escalated.");
    Refusal.unlessGiven(minutes.businessAttendees(), "businessAttendees",
        "Please name who came from the business. Without both sides it is no sync: find another time, or let it be escalated.");
    Refusal.unlessGiven(minutes.minutes(), "minutes", "Please write down in a few sentences what was talked about.");
    var by = people.currentOrSystem();
    Refusal.unless(table.hold(meeting, minutes, by, clock.instant()), "minutes", "This sync is closed already.");
    minutes.actions().forEach(action -> promise(sync, action));
    minutes.actionsDone().forEach(action -> Refusal.unless(table.done(sync.initiative(), action, clock.instant()), "actionsDone",
        "Action “" + action + "” is not open; please untick it."));
    ledger.record(sync.initiative(), by, "sync-held", sync.slot(), Map.of("dataScience", minutes.dataScienceAttendees(),
        "business", minutes.businessAttendees(), "decisions", Objects.toString(minutes.decisions(), ""), "actions", minutes.actions().size()));
  }

  private void promise(Sync sync, Minutes.NewAction action) {
    var what = Refusal.unlessGiven(action.action(), "syncActions", "Please say for every action what has to be done, or remove the row.");
    var owner = Refusal.unlessGiven(action.owner(), "syncActions", "Please choose who does “" + what + "”.");
    Refusal.unless(OWNERS.contains(owner), "syncActions", "“" + owner + "” is no group that can do “" + what + "”; choose one of " + OWNERS + ".");
    table.promise(sync.meeting(), sync.initiative(), what, owner, day(action.due(), what));
  }

  /** Open promises as lines to tick off, by id. */
  public List<SyncVariables.Choice> openActionChoices(String meeting) {
    return openActions(get(meeting).initiative()).stream()
        .map(action -> new SyncVariables.Choice(Long.toString(action.id()), action.action() + " (" + action.owner() + ", due " + action.due() + ")"))
        .toList();
  }

  private static LocalDate day(String text, String action) {
    try {
      return LocalDate.parse(Objects.toString(text, "").strip());
    } catch (DateTimeParseException notADay) {
      throw new Refusal("syncActions", "Please give the day until which “" + action + "” is done, like 2026-03-31.");
    }
  }

  /** Records that nobody held it, and tells those who can change that. Safe to repeat. */
  @Transactional
  public void miss(String meeting) {
    var sync = get(meeting);
    if (!table.miss(meeting, clock.instant())) return;
    ledger.record(sync.initiative(), people.currentOrSystem(), "sync-missed", sync.slot(), Map.of());
    mail.escalate(sync, initiatives.get(sync.initiative()));
  }

  /** The agenda as the form shows it. */
  public Facts facts(String meeting) {
    var sync = get(meeting);
    var facts = Facts.about().line("Initiative", initiatives.get(sync.initiative()).title()).line("Week", sync.slot());
    sync.agenda().forEach(facts::line);
    return facts;
  }

  public Sync get(String meeting) {
    return table.find(meeting).orElseThrow(() -> new Unknown("meeting", "There is no sync “" + meeting + "”."));
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
