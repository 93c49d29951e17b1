package io.pilotage.registry;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * An MLflow registry beside ours. Nothing is read or set there without a url.
 *
 * @param names how a model is called in MLflow, where that is not its name here
 * @param pages the most pages of versions that are read of one model
 */
@Validated
@ConfigurationProperties("pilotage.registry.mlflow")
record MirrorProperties(
    URI url,
    String token,
    @DefaultValue("30s") @NotNull Duration pollEvery,
    @DefaultValue("10s") @NotNull Duration timeout,
    @DefaultValue("20") @Min(1) int pages,
    @DefaultValue Map<String, String> names) {

  MirrorProperties {
    // The name becomes part of a search expression.
    for (var name : names.values())
      if (name.contains("'") || name.isBlank())
        throw new IllegalArgumentException(
            "pilotage.registry.mlflow.names has “" + name + "”: a name without quotes is needed.");
  }

  String nameOf(String model) {
    return names.getOrDefault(model, model);
  }

  boolean isNamed(String model) {
    return names.containsKey(model);
  }
}
