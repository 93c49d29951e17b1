package io.pilotage.initiative;

import java.time.LocalDate;

/** How it is done today and where it shall get: answers a day, and percent of them right. */
public record Baseline(
    double volume, double qualityPercent, LocalDate measuredOn, String source, double targetVolume, double targetQualityPercent) {

  /** Wrong answers a day as it is today. */
  public double errorsPerDay() {
    return errors(volume, qualityPercent);
  }

  /** Wrong answers a day once the target is reached; more volume can mean more errors at better quality. */
  public double targetErrorsPerDay() {
    return errors(targetVolume, targetQualityPercent);
  }

  private static double errors(double volume, double qualityPercent) {
    return volume * (100 - qualityPercent) / 100;
  }
}
