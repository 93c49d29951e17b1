package io.pilotage.charter;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import java.time.LocalDate;

/** How it is done today and where it shall get: answers a day, and percent of them right. */
@StoredAs("baseline")
public record Baseline(
    double volume,
    double qualityPercent,
    LocalDate measuredOn,
    String source,
    double targetVolume,
    double targetQualityPercent) {

  /** Wrong answers a day as it is today. */
  public double errorsPerDay() {
    return errors(volume, qualityPercent);
  }

  /**
   * Wrong answers a day once the target is reached; more volume can mean more errors at better
   * quality.
   */
  public double targetErrorsPerDay() {
    return errors(targetVolume, targetQualityPercent);
  }

  void mustBeMeasured(LocalDate latest) {
    mustBePositive(volume, "baselineVolume", "today's volume");
    mustBePercent(qualityPercent, "baselineQuality", "today's quality");
    Refusal.unless(
        measuredOn != null && !measuredOn.isAfter(latest),
        "measuredOn",
        "Say on which day it was measured: a day that is past.");
    Refusal.unlessGiven(
        source,
        "baselineSource",
        "Please say where the numbers come from: the report, system or count somebody can look up.");
    mustBePositive(targetVolume, "targetVolume", "the target volume");
    mustBePercent(targetQualityPercent, "targetQuality", "the target quality");
  }

  private static void mustBePositive(double number, String field, String what) {
    Refusal.unless(number > 0, field, "Give " + what + " as cases a day, more than zero.");
  }

  private static void mustBePercent(double number, String field, String what) {
    Refusal.unless(
        number >= 0 && number <= 100,
        field,
        "Give " + what + " in percent, between 0 and 100, not " + Numbers.plain(number) + ".");
  }

  private static double errors(double volume, double qualityPercent) {
    return volume * (100 - qualityPercent) / 100;
  }
}
