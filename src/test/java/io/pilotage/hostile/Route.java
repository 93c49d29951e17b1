package io.pilotage.hostile;

/** One method of one address; parameters stand in the path as {@code {name}}. */
record Route(String method, String path) {

  boolean changes() {
    return !method.equals("GET") && !method.equals("HEAD");
  }

  boolean isEngine() {
    return path.startsWith("/engine-rest") || path.startsWith("/camunda");
  }
}
