package io.pilotage.monitoring.log;

import io.pilotage.monitoring.Window;
import io.pilotage.registry.ModelVersion;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionState;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * What a window is compared with where no reference was fixed: a candidate with the live version
 * over the same time, the live version with itself before the window.
 */
@Component
class References {

  private final Models models;
  private final MonitoringProperties properties;

  References(Models models, MonitoringProperties properties) {
    this.models = models;
    this.properties = properties;
  }

  /** Finds the reference of any window with one query. */
  Function<Window, Window> finder() {
    Map<String, String> live = new HashMap<>();
    models.all().values().stream()
        .flatMap(Collection::stream)
        .filter(References::isLive)
        .forEach(version -> live.put(version.model(), version.version()));
    return window -> of(window, live.getOrDefault(window.model(), window.version()));
  }

  private static boolean isLive(ModelVersion version) {
    return version.state() == VersionState.LIVE;
  }

  Window of(Window window, String live) {
    if (!live.equals(window.version()))
      return new Window(window.model(), live, window.from(), window.to());
    return new Window(
        window.model(), live, window.from().minus(properties.driftReference()), window.from());
  }
}
