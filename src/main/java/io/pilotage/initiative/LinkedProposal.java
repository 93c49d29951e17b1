package io.pilotage.initiative;

import io.pilotage.engine.Heading;
import io.pilotage.engine.Refusal;

/**
 * What is to follow an initiative. The scope names the use case, department or region; a next
 * iteration needs none.
 */
public record LinkedProposal(LinkKind kind, String title, String scope) {

  private static final String FIELD = "linkedInitiatives";

  public LinkedProposal {
    title = Heading.of(title);
    scope = scope == null || scope.isBlank() ? null : scope.strip();
  }

  /** Refuses what could not be started later, when nobody is there to mend it. */
  public void mustBeWhole() {
    Refusal.unless(
        kind != null,
        FIELD,
        "Please choose for every initiative whether it is a next iteration, an adjacent use case or a replication.");
    Refusal.unlessGiven(
        title,
        FIELD,
        "Please give every initiative to start a title: a few words that say what it is about.");
    Refusal.unless(
        title.strip().length() <= Initiatives.LONGEST_TITLE,
        FIELD,
        "The title “" + title.strip() + "” is too long; say it in " + Initiatives.LONGEST_TITLE
            + " characters at most.");
    if (kind.newDomain())
      Refusal.unlessGiven(
          scope,
          FIELD,
          "Please say where to: the use case, department or region “" + title.strip()
              + "” is for.");
  }
}
