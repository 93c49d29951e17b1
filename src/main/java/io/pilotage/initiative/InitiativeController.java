package io.pilotage.initiative;

import io.pilotage.identity.For;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes initiatives back over HTTP, for program managers and the sponsor. */
@RestController
class InitiativeController {

  private final Initiatives initiatives;
  private final People people;

  InitiativeController(Initiatives initiatives, People people) {
    this.initiatives = initiatives;
    this.people = people;
  }

  @Operation(summary = "Withdraw an initiative, with a reason; what runs of it ends")
  @For({Groups.PROGRAM_MANAGERS, Groups.BUSINESS})
  @PostMapping("/api/initiatives/{key}/withdraw")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(@PathVariable String key, @RequestBody Withdrawal withdrawal) {
    var caller = people.currentOrSystem();
    if (!caller.equals(initiatives.get(key).sponsor())) people.mustBeIn(Groups.PROGRAM_MANAGERS);
    initiatives.withdraw(key, withdrawal.reason(), caller);
  }

  /** Why it is taken back. */
  record Withdrawal(String reason) {}
}
