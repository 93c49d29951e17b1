package io.pilotage.registry;

/**
 * Tells names from versions: what callers of a model fall back on is reported like a version, and
 * is none. Known to whoever keeps the routes.
 */
public interface FallbackNames {

  boolean areOf(String model, String name);
}
