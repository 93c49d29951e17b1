package io.pilotage.initiative;

import java.time.LocalDate;

/** What somebody proposes. Only the title is needed: a missing key is made from it. */
public record Proposal(String title, String wantedKey, String sponsor, LocalDate plannedStart) {

  public static Proposal of(String title, String wantedKey) {
    return new Proposal(title, wantedKey, null, null);
  }
}
