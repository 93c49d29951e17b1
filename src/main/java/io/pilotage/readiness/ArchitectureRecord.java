package io.pilotage.readiness;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import java.util.Locale;

/** The three paths of data, requests and monitoring, and the answer to the cache question. */
@StoredAs("architecture_record")
public record ArchitectureRecord(
    String trainingPath,
    String requestPath,
    String monitoringPath,
    double cacheablePercent,
    double servingCostPerMonth,
    CacheDecision cacheDecision,
    String cacheReason) {

  /** From this share of repeated requests on, serving without a cache needs a reason. */
  static final double WORTH_ASKING = 50;

  public ArchitectureRecord {
    Refusal.unlessGiven(
        trainingPath, "trainingPath", "Please describe the path from raw data to the registry.");
    Refusal.unlessGiven(
        requestPath, "requestPath", "Please describe the path from request to response.");
    Refusal.unlessGiven(
        monitoringPath,
        "monitoringPath",
        "Please describe the path from predictions to retraining.");
    Refusal.unless(
        cacheablePercent >= 0 && cacheablePercent <= 100,
        "cacheablePercent",
        "The cacheable requests lie between 0 and 100 percent.");
    Refusal.unless(servingCostPerMonth >= 0, "servingCostPerMonth", "A cost is never negative.");
    Refusal.unless(
        cacheReason != null
            || cacheDecision == CacheDecision.USED
            || cacheablePercent < WORTH_ASKING,
        "cacheReason",
        String.format(
            Locale.ROOT,
            "%.0f %% of the requests repeat: a cache could save up to %,.0f a month. Use one, or say why not.",
            cacheablePercent,
            cacheablePercent / 100 * servingCostPerMonth));
  }

  /** What a cache could save a month when every repeated request were answered from it. */
  public double saving() {
    return cacheablePercent / 100 * servingCostPerMonth;
  }

  /** True when many requests repeat and no cache is used. */
  public boolean leavesCacheOut() {
    return cacheDecision == CacheDecision.NOT_USED && cacheablePercent >= WORTH_ASKING;
  }
}
