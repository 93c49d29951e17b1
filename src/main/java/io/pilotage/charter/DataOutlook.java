package io.pilotage.charter;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import java.util.stream.Stream;

/** What data there is, before anybody audited it. */
@StoredAs("data-outlook")
public record DataOutlook(String sources, Grade quality, Grade volume, Grade history) {

  /** Whether something the model needs is missing or bad already. */
  public boolean worrying() {
    return Stream.of(quality, volume, history)
        .anyMatch(grade -> grade == Grade.POOR || grade == Grade.NONE);
  }

  void mustBeGraded() {
    Refusal.unlessGiven(
        sources, "dataSources", "Please name the data there is: systems, tables, files.");
    Refusal.unless(quality != null, "dataQuality", "Please grade the quality of the data.");
    Refusal.unless(volume != null, "dataVolume", "Please grade the volume of the data.");
    Refusal.unless(history != null, "dataHistory", "Please grade how far back the data goes.");
  }

  /** How far the data carries. */
  public enum Grade {
    GOOD,
    USABLE,
    POOR,
    NONE
  }
}
