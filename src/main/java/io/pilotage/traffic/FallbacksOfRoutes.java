package io.pilotage.traffic;

import io.pilotage.registry.FallbackNames;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The fallback a route names, whether callers are on it now or were a moment ago. */
@Component
class FallbacksOfRoutes implements FallbackNames {

  private final RouteTable table;

  FallbacksOfRoutes(RouteTable table) {
    this.table = table;
  }

  @Override
  public Optional<String> of(String model) {
    return table.find(model).map(Route::fallback);
  }
}
