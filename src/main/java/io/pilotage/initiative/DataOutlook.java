package io.pilotage.initiative;

/** What data there is, before anybody audited it. */
public record DataOutlook(String sources, Grade quality, Grade volume, Grade history) {

  /** How far the data carries. */
  public enum Grade {
    GOOD,
    USABLE,
    POOR,
    NONE
  }
}
