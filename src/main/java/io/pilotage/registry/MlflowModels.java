package io.pilotage.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.mlflow.MlflowServer;
import io.pilotage.mlflow.MlflowTrouble;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** MLflow's registry: what it shows of a model, and the aliases and tags that are set there. */
@Component
@ConditionalOnProperty("pilotage.registry.mlflow.url")
class MlflowModels {

  private final MlflowServer server;
  private final MirrorProperties properties;

  MlflowModels(MirrorProperties properties) {
    this.server = new MlflowServer(properties.url(), properties.token(), properties.timeout());
    this.properties = properties;
  }

  /** The model as MLflow shows it now; nothing when it has none of that name. */
  Optional<Shown> shown(String name) throws MlflowTrouble {
    JsonNode model;
    try {
      model = server.get("registered-models/get", Map.of("name", name)).path("registered_model");
    } catch (MlflowTrouble trouble) {
      if (trouble.isUnknown()) return Optional.empty();
      throw trouble;
    }
    var aliases = new HashMap<String, String>();
    model
        .path("aliases")
        .forEach(alias ->
            aliases.put(alias.path("alias").asText(), alias.path("version").asText()));
    var versions = server
        .getAll(
            "model-versions/search",
            Map.of("filter", "name='" + name + "'", "max_results", "200"),
            "model_versions",
            properties.pages())
        .stream()
        .filter(version -> version.path("name").asText().equals(name))
        .map(MlflowModels::version)
        .toList();
    return Optional.of(new Shown(name, aliases, versions));
  }

  void alias(String name, String alias, String number) throws MlflowTrouble {
    server.post("registered-models/alias", Map.of("name", name, "alias", alias, "version", number));
  }

  void unalias(String name, String alias) throws MlflowTrouble {
    server.delete("registered-models/alias", Map.of("name", name, "alias", alias));
  }

  void tag(String name, String number, String key, String value) throws MlflowTrouble {
    server.post(
        "model-versions/set-tag",
        Map.of("name", name, "version", number, "key", key, "value", value));
  }

  private static Found version(JsonNode version) {
    var tags = new HashMap<String, String>();
    version
        .path("tags")
        .forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
    return new Found(
        version.path("version").asText(),
        version.path("source").asText(),
        version.path("status").asText("READY").equals("READY"),
        tags);
  }

  /** A model over there: which version each alias points at, and every version. */
  record Shown(String name, Map<String, String> aliases, List<Found> versions) {}

  /** A version over there; one that is not ready has no artifact yet. */
  record Found(String number, String source, boolean ready, Map<String, String> tags) {

    /** How MLflow itself writes where the version lies. */
    String address(String name) {
      return "models:/" + name + "/" + number;
    }
  }
}
