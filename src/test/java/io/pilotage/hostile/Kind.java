package io.pilotage.hostile;

/** What a hostile request tries; the words of the table in {@code docs/security.md}. */
enum Kind {
  OPEN_DOOR("Any address as anybody, as it is"),
  OBJECT_VARIABLE("Variables that would build an object, a file, bytes"),
  EXPRESSION("Expressions in queries, filters, texts and parameters"),
  INJECTION("SQL, paths, scripts and line breaks in names and texts"),
  OUT_OF_PLACE("Starting, moving, restarting, migrating or ending processes and jobs"),
  IDENTITY("Making oneself somebody else, or more"),
  SHAPE("JSON and lines that are broken, deep, huge or of the wrong kind"),
  HEADER("Headers that lie about host, origin, type, length and method"),
  PATH("Encoded, dotted, doubled and cut paths"),
  PARAMETER("Parameters out of all bounds");

  final String words;

  Kind(String words) {
    this.words = words;
  }
}
