package io.pilotage.registry;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.identity.For;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiative;
import io.pilotage.initiative.Initiatives;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets those who build register a new version of a model that an initiative has named. Registering
 * approves nothing.
 */
@RestController
class VersionsController {

  private final Models models;
  private final Initiatives initiatives;
  private final People people;
  private final MirrorTable mirror;

  VersionsController(Models models, Initiatives initiatives, People people, MirrorTable mirror) {
    this.mirror = mirror;
    this.models = models;
    this.initiatives = initiatives;
    this.people = people;
  }

  @Operation(summary = "Register a version; it may run only once people have approved it")
  @For({Groups.DATA_SCIENCE, Groups.ENGINEERING})
  @PostMapping("/api/models/{model}/versions")
  @ResponseStatus(HttpStatus.CREATED)
  Registered register(@PathVariable String model, @RequestBody NewVersion wanted) {
    Models.checkedName("model", model);
    Models.checkedName("version", wanted.version());
    Refusal.unlessGiven(
        wanted.artifact(), "artifact", "Please say where the artifact of the version lies.");
    var version = models.register(
        model,
        wanted.version().strip(),
        initiativeOf(model),
        wanted.artifact(),
        people.currentOrSystem());
    return new Registered(
        version.model(),
        version.version(),
        version.state().label(),
        version.initiative(),
        version.artifact());
  }

  @Operation(summary = "How the likeness of a model in MLflow stands")
  @GetMapping("/api/models/{model}/mlflow")
  MirrorLook mlflow(@PathVariable String model) {
    return mirror
        .of(model)
        .orElseThrow(() -> new Unknown(
            "model",
            "MLflow is not kept in step for “" + model
                + "”: it has no such model, or pilotage.registry.mlflow.url is not set."));
  }

  @Operation(summary = "The versions of a model that answered within a month without approval")
  @GetMapping("/api/models/{model}/unapproved")
  Unapproved unapproved(@PathVariable String model) {
    if (!models.known(model))
      throw new Unknown("model", "No version of “" + model + "” is registered.");
    return models.unapproved(model);
  }

  private String initiativeOf(String model) {
    return initiatives
        .ofModel(model)
        .map(Initiative::key)
        .or(() -> models.initiativeOf(model))
        .orElseThrow(() -> new Unknown(
            "model",
            "No initiative has named the model “" + model
                + "”. The task “Register model” of its productionize phase does."));
  }

  /** What a builder sends. */
  record NewVersion(String version, String artifact) {}

  /** The version as it is registered now. */
  record Registered(
      String model, String version, String state, String initiative, String artifact) {}
}
