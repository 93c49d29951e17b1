package io.pilotage.rollout;

import io.pilotage.identity.For;
import io.pilotage.identity.Groups;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Optional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stops every promotion with one call, and lets them go on with another. */
@RestController
@RequestMapping("/api/freeze")
class FreezeController {

  private final Freezes freezes;

  FreezeController(Freezes freezes) {
    this.freezes = freezes;
  }

  @Operation(summary = "Whether promotions are frozen, until when and why")
  @GetMapping
  State now() {
    return State.of(freezes.current());
  }

  @Operation(summary = "Stop every promotion; rollbacks work as ever")
  @For({Groups.PROGRAM_MANAGERS, Groups.OPERATIONS, Groups.ADMINISTRATORS})
  @PostMapping
  State begin(@RequestBody Wish wish) {
    freezes.begin(wish.reason(), wish.until());
    return now();
  }

  @Operation(summary = "Let promotions go on")
  @For({Groups.PROGRAM_MANAGERS, Groups.OPERATIONS, Groups.ADMINISTRATORS})
  @DeleteMapping
  State end() {
    freezes.end();
    return now();
  }

  /** What the caller wants; without an end somebody has to end it. */
  record Wish(String reason, Instant until) {}

  /** Whether promotions are frozen, and why. */
  record State(boolean frozen, String reason, String by, Instant since, Instant until) {

    static State of(Optional<Freeze> freeze) {
      return freeze
          .map(now -> new State(true, now.reason(), now.by(), now.since(), now.until()))
          .orElse(new State(false, null, null, null, null));
    }
  }
}
