package io.pilotage.readiness;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Valid answers, so that a test states only what it is about. */
final class ReadinessAnswers {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  static final ReadinessProperties PROPERTIES = new ReadinessProperties(
      Duration.ofDays(5),
      Duration.ofHours(4),
      null,
      Duration.ofSeconds(2),
      Duration.ofDays(30),
      Duration.ofHours(1),
      Duration.ofDays(7),
      1,
      Duration.ofMinutes(10),
      Duration.ofMinutes(10));

  private ReadinessAnswers() {}

  static <T> Answered<T> answered(T answer) {
    return new Answered<>(answer, "olga", NOW);
  }

  static ServingProof serving(double perSecond, double p95, double failed, double minutes) {
    return new ServingProof(200, perSecond, p95, failed, minutes, "s3://reports/load-1");
  }

  static ComplianceChecklist checklist(boolean complete, String explanation) {
    return new ComplianceChecklist(
        true,
        complete,
        true,
        true,
        "the change board",
        explanation,
        complete ? null : "Privacy review in May");
  }

  static ArchitectureRecord architecture(double cacheable, CacheDecision cache, String reason) {
    return new ArchitectureRecord(
        "raw to registry",
        "request to response",
        "predictions to retraining",
        cacheable,
        50_000,
        cache,
        reason);
  }

  static Handover handover(boolean maintainable, LocalDate trainedOn) {
    return new Handover(
        true,
        true,
        maintainable,
        "Olga, Omar",
        trainedOn,
        maintainable ? null : "Two more people are needed");
  }
}
