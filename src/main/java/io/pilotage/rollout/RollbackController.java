package io.pilotage.rollout;

import io.pilotage.engine.Refusal;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** One call that moves the traffic of a model back. */
@RestController
class RollbackController {

  private final Rollouts rollouts;
  private final People people;

  RollbackController(Rollouts rollouts, People people) {
    this.rollouts = rollouts;
    this.people = people;
  }

  /** Answers the model after the move, with the milliseconds from this call to the router seen carrying it out. */
  @PostMapping("/api/models/{model}/rollback")
  ModelView rollBack(@PathVariable String model, @RequestBody Wish wish) {
    people.mustBeIn(Groups.OPERATIONS);
    var to = RollbackTarget.of(Refusal.unlessGiven(wish.to(), "to", "Please say where to: previous-stage, previous-version or fallback."));
    var way = rollouts.rollback(model, to, wish.reason(), people.currentOrSystem());
    return rollouts.view(model).took(way.tookMillis());
  }

  /** What the caller wants. */
  record Wish(String to, String reason) {}
}
