package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.MODEL;
import static io.pilotage.rollout.activity.RolloutVariables.REASON;
import static io.pilotage.rollout.activity.RolloutVariables.ROLLBACK;
import static io.pilotage.rollout.activity.RolloutVariables.TO;

import io.pilotage.identity.People;
import io.pilotage.rollout.Retreat;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Moves the traffic in the operator's own transaction. A process started by the API finds it moved
 * already.
 */
@Component
class MoveTrafficBack implements JavaDelegate {

  private final Retreat retreat;
  private final People people;

  MoveTrafficBack(Retreat retreat, People people) {
    this.retreat = retreat;
    this.people = people;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var way = retreat.moveBack(
        MODEL.get(execution), TO.get(execution), REASON.get(execution), people.currentOrSystem());
    execution.setProcessBusinessKey(way.initiative());
    ROLLBACK.set(execution, (int) way.id());
  }
}
