package io.pilotage.rollout;

import io.pilotage.engine.Refusal;
import io.pilotage.identity.For;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.swagger.v3.oas.annotations.Operation;
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

  @Operation(
      summary = "Move the traffic of a model back at once",
      description =
          "to: previous-stage, previous-version or fallback; reason: kept and told. Answers the model "
              + "after the move: moved says whether this call"
              + " moved it or an equal one shortly before, whose reason stays and to which another reason is "
              + "added in the ledger; tookMillis how long it took from that call to "
              + "the router seen carrying it out. For operations.")
  @For({Groups.OPERATIONS, Groups.ADMINISTRATORS})
  @PostMapping("/api/models/{model}/rollback")
  ModelView rollBack(@PathVariable String model, @RequestBody Wish wish) {
    var to = RollbackTarget.of(Refusal.unlessGiven(
        wish.to(), "to", "Please say where to: previous-stage, previous-version or fallback."));
    return rollouts.rollBack(model, to, wish.reason(), people.currentOrSystem());
  }

  /** What the caller wants. */
  record Wish(String to, String reason) {}
}
