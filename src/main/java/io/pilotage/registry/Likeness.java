package io.pilotage.registry;

import io.pilotage.registry.MlflowModels.Found;
import io.pilotage.registry.MlflowModels.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What MLflow ought to show of a model, and what is still to be set there. Whether two versions are
 * the same is decided by where the artifact lies, never by a tag or a name alone: those anybody may
 * write over there.
 */
record Likeness(Shown shown, List<ModelVersion> versions, Optional<ModelVersion> candidate) {

  static final String CHAMPION = "champion";
  static final String CANDIDATE = "candidate";
  static final String INITIATIVE = "pilotage.initiative";
  static final String STATE = "pilotage.state";

  /** The version here that is the given one over there. */
  Optional<ModelVersion> here(Found found) {
    return versions.stream()
        .filter(version -> version.artifact().equals(found.address(shown.name()))
            || !found.source().isBlank() && version.artifact().equals(found.source()))
        .findFirst();
  }

  Optional<ModelVersion> behind(String alias) {
    return Optional.ofNullable(shown.aliases().get(alias))
        .flatMap(number -> shown.versions().stream()
            .filter(found -> found.number().equals(number))
            .findFirst())
        .flatMap(this::here);
  }

  /** Versions that appeared over there and are not known here. */
  List<Found> strangers() {
    return shown.versions().stream()
        .filter(found -> found.ready() && here(found).isEmpty())
        .toList();
  }

  /** Every step that makes MLflow show what is true here; none when it does already. */
  List<Step> missing() {
    var steps = new ArrayList<Step>();
    live()
        .flatMap(this::numberOf)
        .filter(number -> !number.equals(shown.aliases().get(CHAMPION)))
        .ifPresent(number -> steps.add(Step.alias(CHAMPION, number)));
    var wanted = candidate.flatMap(this::numberOf);
    wanted
        .filter(number -> !number.equals(shown.aliases().get(CANDIDATE)))
        .ifPresent(number -> steps.add(Step.alias(CANDIDATE, number)));
    // Somebody may point “candidate” at a new version to propose it; only what has had its turn is
    // taken down.
    if (wanted.isEmpty()
        && behind(CANDIDATE)
            .filter(version -> version.state() != VersionState.REGISTERED
                && version.state() != VersionState.APPROVED)
            .isPresent()) steps.add(Step.alias(CANDIDATE, null));
    for (var found : shown.versions())
      here(found)
          .ifPresent(version -> tags(version).forEach((key, value) -> {
            if (!value.equals(found.tags().get(key)))
              steps.add(new Step(found.number(), key, value, false));
          }));
    return steps;
  }

  /**
   * What serves or is to serve here and has no place over there, so that no alias can point at it.
   */
  Optional<String> absent() {
    return live()
        .filter(version -> numberOf(version).isEmpty())
        .map(version -> "Version " + version.version()
            + " serves and is not in MLflow's “" + shown.name()
            + "”: no alias can point at it. Register its artifact there, or register it here as models:/"
            + shown.name() + "/NUMBER.");
  }

  private Optional<ModelVersion> live() {
    return versions.stream()
        .filter(version -> version.state() == VersionState.LIVE)
        .findFirst();
  }

  private Optional<String> numberOf(ModelVersion version) {
    return shown.versions().stream()
        .filter(found -> here(found).filter(version::equals).isPresent())
        .map(Found::number)
        .findFirst();
  }

  private static Map<String, String> tags(ModelVersion version) {
    var tags = new LinkedHashMap<String, String>();
    if (version.initiative() != null) tags.put(INITIATIVE, version.initiative());
    tags.put(STATE, version.state().label());
    return tags;
  }

  /**
   * One thing to set: an alias that is to point at a version (at none when the number is missing),
   * or a tag of a version.
   */
  record Step(String number, String key, String value, boolean isAlias) {

    static Step alias(String alias, String number) {
      return new Step(number, alias, null, true);
    }
  }
}
