package io.pilotage.hostile;

import java.util.Map;

/**
 * One request of the hostile run. The body is null where none is sent; the path goes to the server
 * as it stands here.
 */
record Hostile(
    int nr,
    Kind kind,
    String role,
    Route route,
    String path,
    Map<String, String> headers,
    String contentType,
    String body) {

  /** What a person needs to send it again. */
  @Override
  public String toString() {
    var text = body == null
        ? ""
        : body.length() > 300
            ? body.substring(0, 300) + "… (" + body.length() + " characters)"
            : body;
    return "#" + nr + " " + kind + " as " + role + ": " + route.method() + " "
        + (path.length() > 300 ? path.substring(0, 300) + "…" : path) + " " + headers + " "
        + contentType + " " + text.replaceAll("\\p{Cntrl}", "?");
  }
}
