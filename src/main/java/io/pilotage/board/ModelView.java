package io.pilotage.board;

import java.time.Instant;
import java.util.List;

/** A model as clients and pages see it. The names are a contract; {@code share} is in percent. */
public record ModelView(
    String model, String initiative, String stable, String candidate, double share, String fallback, boolean onFallback, String stage,
    long generation, boolean confirmed, Instant changedAt, VerdictView verdict, List<VersionView> versions) {

  /** How the stage stands; missing before the first look. */
  public record VerdictView(String stage, String why, Instant judgedAt, List<MetricView> metrics) {}

  /** One metric; {@code value} is null where it could not be measured. */
  public record MetricView(
      String signal, String verdict, Double value, long n, Double limit, Double baseline, Instant observedAt, String why, boolean required) {}

  public record VersionView(String version, String state) {}
}
