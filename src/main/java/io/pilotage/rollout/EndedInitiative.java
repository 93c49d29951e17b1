package io.pilotage.rollout;

import io.pilotage.initiative.InitiativeEnded;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Gives up the candidate of an initiative that was withdrawn or stopped, and what waits behind it:
 * nobody answers for them any more.
 */
@Component
class EndedInitiative {

  private final Candidates candidates;

  EndedInitiative(Candidates candidates) {
    this.candidates = candidates;
  }

  @EventListener
  void on(InitiativeEnded ended) {
    candidates.withdrawAll(ended.initiative());
  }
}
