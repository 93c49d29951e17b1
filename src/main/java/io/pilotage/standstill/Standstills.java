package io.pilotage.standstill;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.StepStuck;
import io.pilotage.engine.StuckStep;
import io.pilotage.engine.StuckSteps;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says which steps stand still, tells operations of each once, and lets operations try one again.
 */
@Service
public class Standstills {

  private final StuckSteps steps;
  private final Notices notices;
  private final Ledger ledger;
  private final People people;

  Standstills(StuckSteps steps, Notices notices, Ledger ledger, People people) {
    this.steps = steps;
    this.notices = notices;
    this.ledger = ledger;
    this.people = people;
  }

  /** The one that stands longest first. */
  public List<StuckStep> all() {
    return steps.all();
  }

  public List<StuckStep> of(String initiative) {
    return all().stream().filter(step -> initiative.equals(step.initiative())).toList();
  }

  /** One more try, now; answers which step it was. */
  @Transactional
  public StuckStep tryAgain(String id) {
    var step = steps
        .find(id)
        .filter(found -> steps.tryAgain(id))
        .orElseThrow(
            () -> new Refusal(
                "id",
                "This step is not stuck any more: somebody has tried it again, or its process has ended."));
    ledger.record(
        step.initiative(),
        people.currentOrSystem(),
        "step-tried-again",
        step.step(),
        Map.of("why", step.why(), "since", step.since().toString(), "tries", step.tries()));
    return step;
  }

  /** Whoever may try a step again, for pages that offer it. */
  public boolean mayTryAgain() {
    return people
        .current()
        .filter(user -> people.isMember(user, Groups.OPERATIONS)
            || people.isMember(user, Groups.ADMINISTRATORS))
        .isPresent();
  }

  /**
   * In the transaction that leaves the step without tries, so it is told if and only if it stands.
   */
  @EventListener
  void on(StepStuck stuck) {
    var about = stuck.initiative() == null ? "" : " of " + stuck.initiative();
    notices.tellGroup(
        Groups.OPERATIONS,
        stuck.initiative(),
        Kind.INCIDENT,
        stuck.step() + about + " is stuck",
        "“" + stuck.step() + "”" + about
            + " has no tries left and is not tried again by itself. Why: " + stuck.why()
            + " What waits behind it waits too. Once the cause is gone, choose “try again” on the board.");
  }
}
