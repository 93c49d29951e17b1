package io.pilotage.experiment;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.identity.For;
import io.pilotage.identity.Groups;
import io.pilotage.initiative.Initiatives;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The log of experiments over HTTP, for notebooks and training jobs. */
@RestController
@RequestMapping("/api/initiatives/{key}/experiments")
class ExperimentsController {

  private final Initiatives initiatives;
  private final Experiments experiments;

  ExperimentsController(Initiatives initiatives, Experiments experiments) {
    this.initiatives = initiatives;
    this.experiments = experiments;
  }

  @Operation(summary = "The experiments of an initiative, the oldest first")
  @GetMapping
  List<Experiment> log(@PathVariable String key) {
    initiatives.get(key);
    return experiments.of(key);
  }

  @Operation(summary = "How experiments are read from MLflow; nothing when they are not")
  @GetMapping("/mlflow")
  MlflowLook mlflow(@PathVariable String key) {
    initiatives.get(key);
    return experiments
        .look(key)
        .orElseThrow(() -> new Unknown(
            "mlflow",
            "No experiments of “" + key
                + "” are read from MLflow. Set pilotage.experiment.mlflow.url."));
  }

  @Operation(
      summary = "Record an experiment; accuracy, precision and recall are shares between 0 and 1")
  @For({Groups.DATA_SCIENCE, Groups.ENGINEERING})
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Experiment record(@PathVariable String key, @RequestBody NewExperiment given) {
    initiatives.get(key);
    Refusal.unless(
        given.accuracy() != null, "accuracy", "Give the accuracy, a share between 0 and 1.");
    Refusal.unless(given.cost() != null, "cost", "Give what this experiment cost, 0 when nothing.");
    return experiments.record(
        key, given.kind(), given.hypothesis(), given.figures(), given.lessons());
  }

  /** An experiment as a client sends it; without a complexity it counts as a candidate. */
  record NewExperiment(
      String hypothesis,
      String complexity,
      Double accuracy,
      Double precision,
      Double recall,
      Double latencyMs,
      Double cost,
      Double businessImpact,
      String works,
      String worksNot,
      String reason) {

    Complexity kind() {
      if (complexity == null) return Complexity.CANDIDATE;
      return Arrays.stream(Complexity.values())
          .filter(known -> known.name().equalsIgnoreCase(complexity))
          .findFirst()
          .orElseThrow(() -> new Refusal(
              "complexity",
              "The complexity is “baseline” or “candidate”, not “" + complexity + "”."));
    }

    Figures figures() {
      return new Figures(accuracy, precision, recall, latencyMs, cost, businessImpact);
    }

    Lessons lessons() {
      if (works == null && worksNot == null && reason == null) return null;
      return new Lessons(works == null ? "" : works, worksNot, reason);
    }
  }
}
