package io.pilotage.board;

import io.pilotage.rollout.ModelView;
import io.pilotage.rollout.Rollouts;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Models as JSON: route, stage, verdict with every metric, versions. */
@RestController
@RequestMapping("/api/models")
class ModelReading {

  private final Rollouts rollouts;

  ModelReading(Rollouts rollouts) {
    this.rollouts = rollouts;
  }

  @Operation(summary = "Every model with a route: who answers, verdict, versions")
  @GetMapping
  List<ModelView> all() {
    return rollouts.views();
  }

  @Operation(summary = "One model: who answers, verdict with every metric, versions")
  @GetMapping("/{model}")
  ModelView one(@PathVariable String model) {
    return rollouts.view(model);
  }
}
