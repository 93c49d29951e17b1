package io.pilotage.charter;

import io.pilotage.engine.Refusal;
import java.util.Locale;
import java.util.Set;

/** Somebody who can be asked. Words that stand for nobody are refused. */
final class Names {

  private static final Set<String> NOBODY = Set.of(
      "tbd", "tba", "tbc", "todo", "n/a", "na", "none", "nobody", "no one", "noone", "unknown",
      "later", "open", "?", "??", "-", "--", "–", ".", "x", "someone", "anyone");

  private Names() {}

  static void mustBeGiven(String name, String field, String role) {
    Refusal.unlessGiven(name, field, "Please name who it is for " + role + ".");
    Refusal.unless(
        !NOBODY.contains(name.strip().toLowerCase(Locale.ROOT)),
        field,
        "“" + name.strip() + "” is nobody who can be asked. Name a person for " + role + ".");
  }

  /** Accountability shared is accountability lost. */
  static void mustBeOne(String name, String field, String role) {
    mustBeGiven(name, field, role);
    Refusal.unless(
        !name.matches("(?i).*(,|;|/|&|\\+| and | or ).*"),
        field,
        "Name exactly one person for " + role + ", not “" + name.strip() + "”.");
  }
}
