package io.pilotage.gate;

import io.pilotage.audit.Ledger;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reminds the roles a gate waits for, and in the end tells the sponsor and the program managers. */
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
    round.rolesWaitedFor().forEach(role -> notices.tellGroup(role, initiative.key(), Kind.REMINDER,
        initiative.key() + ": the gate " + round.phase().label() + " waits for " + role,
        "The gate “" + round.phase().label() + "” of " + initiative.title() + " has been open since " + round.openedAt()
            + " and waits for the signature of " + role + ". Please open “Sign off phase” in Tasklist."));
  }

  @Transactional
  public void escalate(String gate) {
    var round = gates.get(gate);
    if (round.rolesWaitedFor().isEmpty()) return;
    var initiative = initiatives.get(gates.initiativeOf(gate));
    var waitedFor = String.join(", ", round.rolesWaitedFor());
    var subject = initiative.key() + ": the gate " + round.phase().label() + " is late";
    var text = "The gate “" + round.phase().label() + "” of " + initiative.title() + " has been open since " + round.openedAt()
        + " and still waits for " + waitedFor + ". Please talk to them.";
    notices.tellGroup(Groups.PROGRAM_MANAGERS, initiative.key(), Kind.ESCALATION, subject, text);
    notices.tellGroup(Groups.BUSINESS, initiative.key(), Kind.ESCALATION, subject, text);
    ledger.record(initiative.key(), people.currentOrSystem(), "sign-off-escalated", round.phase().label(),
        Map.of("round", round.round(), "waitingFor", waitedFor));
  }
}
