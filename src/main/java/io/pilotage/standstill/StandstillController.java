package io.pilotage.standstill;

import io.pilotage.engine.StuckStep;
import io.pilotage.identity.For;
import io.pilotage.identity.Groups;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Steps that stand still, over HTTP. */
@RestController
@RequestMapping("/api/stuck")
class StandstillController {

  private final Standstills standstills;

  StandstillController(Standstills standstills) {
    this.standstills = standstills;
  }

  @Operation(summary = "Every step that has no tries left, of all initiatives and of none")
  @GetMapping
  List<StuckStep> all() {
    return standstills.all();
  }

  @Operation(summary = "Try a step again now; what fails again is stuck again")
  @For({Groups.OPERATIONS, Groups.ADMINISTRATORS})
  @PostMapping("/{id}/try-again")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void tryAgain(@PathVariable String id) {
    standstills.tryAgain(id);
  }
}
