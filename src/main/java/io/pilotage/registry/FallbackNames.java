package io.pilotage.registry;

import java.util.Optional;

/**
 * Tells names from versions: what callers of a model fall back on is reported like a version, and
 * is none. Known to whoever keeps the routes.
 */
public interface FallbackNames {

  /** What callers of the model fall back on, now or a moment ago; empty without a name. */
  Optional<String> of(String model);
}
