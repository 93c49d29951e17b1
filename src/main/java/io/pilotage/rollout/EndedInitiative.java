package io.pilotage.rollout;

import io.pilotage.initiative.InitiativeEnded;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes the traffic of a candidate back when its initiative is withdrawn or stopped: nobody answers
 * for it any more.
 */
@Component
class EndedInitiative {

  private final Stages stages;

  EndedInitiative(Stages stages) {
    this.stages = stages;
  }

  @EventListener
  void on(InitiativeEnded ended) {
    stages.withdraw(ended.initiative());
  }
}
