package io.pilotage.identity.rest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One call that wants to change something: the path below the engine's interface, who makes it, and
 * its body.
 */
record EngineCall(String method, String path, String person, JsonNode body) {

  /** A part of the path, from 0: {@code task/ID/complete} has the id at 1. */
  String part(int nr) {
    return path.split("/")[nr];
  }

  boolean hasParts(int count) {
    return path.split("/").length == count;
  }

  String text(String member) {
    return body.path(member).isTextual() ? body.path(member).asText() : null;
  }
}
