package io.pilotage.gate;

import io.pilotage.audit.Ledger;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.identity.Person;
import io.pilotage.initiative.Initiative;
import io.pilotage.initiative.Initiatives;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells people about gates: the roles waited for, and the sponsor and the program managers when it
 * is late or not a plain go.
 */
@Service
public class Reminders {

  private final Gates gates;
  private final Initiatives initiatives;
  private final Notices notices;
  private final People people;
  private final Ledger ledger;

  Reminders(Gates gates, Initiatives initiatives, Notices notices, People people, Ledger ledger) {
    this.gates = gates;
    this.initiatives = initiatives;
    this.notices = notices;
    this.people = people;
    this.ledger = ledger;
  }

  /** One reminder a role that has not signed; nobody is told when all have. */
  @Transactional
  public void remind(String gate) {
    var round = gates.get(gate);
    var initiative = initiatives.get(gates.initiativeOf(gate));
    round
        .rolesWaitedFor()
        .forEach(role -> notices.tellGroup(
            role,
            initiative.key(),
            Kind.REMINDER,
            initiative.key() + ": the gate " + round.phase().label() + " waits for " + role,
            "The gate “" + round.phase().label() + "” of " + initiative.title()
                + " has been open since " + round.openedAt() + " and waits for the signature of "
                + role + ". Please open “Sign off phase” in Tasklist."));
  }

  @Transactional
  public void escalate(String gate) {
    var round = gates.get(gate);
    if (round.rolesWaitedFor().isEmpty()) return;
    var initiative = initiatives.get(gates.initiativeOf(gate));
    var waitedFor = String.join(", ", round.rolesWaitedFor());
    var subject = initiative.key() + ": the gate " + round.phase().label() + " is late";
    var text = "The gate “" + round.phase().label() + "” of " + initiative.title()
        + " has been open since " + round.openedAt() + " and still waits for " + waitedFor
        + ". Please talk to them.";
    notices.tellGroup(Groups.PROGRAM_MANAGERS, initiative.key(), Kind.ESCALATION, subject, text);
    tellSponsor(initiative, Kind.ESCALATION, subject, text);
    ledger.record(
        initiative.key(),
        people.currentOrSystem(),
        "sign-off-escalated",
        round.phase().label(),
        Map.of("round", round.round(), "waitingFor", waitedFor));
  }

  /** Whatever is not a plain go is news for those who follow the initiative. */
  @EventListener
  @Transactional
  public void on(GateDecided decided) {
    if (decided.decision() == GateDecision.GO) return;
    var initiative = initiatives.get(decided.initiative());
    var decision = decided.decision().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    var subject =
        initiative.key() + ": the gate " + decided.phase().label() + " ended in " + decision;
    var text = "Round " + decided.round() + " of the gate “" + decided.phase().label() + "” of "
        + initiative.title() + ": " + decision + ". " + decided.why();
    notices.tellGroup(Groups.PROGRAM_MANAGERS, initiative.key(), Kind.INFO, subject, text);
    tellSponsor(initiative, Kind.INFO, subject, text);
  }

  /** The sponsor in person where one is known who can log in, else all of the business. */
  private void tellSponsor(Initiative initiative, Kind kind, String subject, String text) {
    var sponsor =
        Optional.ofNullable(initiative.sponsor()).flatMap(people::find).map(Person::id);
    if (sponsor.isPresent())
      notices.tellPerson(sponsor.get(), initiative.key(), kind, subject, text);
    else notices.tellGroup(Groups.BUSINESS, initiative.key(), kind, subject, text);
  }
}
