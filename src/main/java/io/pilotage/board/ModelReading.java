package io.pilotage.board;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Models as JSON: route, stage, verdict with every metric, versions. */
@RestController
@RequestMapping("/api/models")
class ModelReading {

  private final Fleet fleet;

  ModelReading(Fleet fleet) {
    this.fleet = fleet;
  }

  @GetMapping
  List<ModelView> all() {
    return fleet.all();
  }

  @GetMapping("/{model}")
  ModelView one(@PathVariable String model) {
    return fleet.one(model);
  }
}
