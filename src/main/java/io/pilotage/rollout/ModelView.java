package io.pilotage.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pilotage.registry.ModelVersion;
import io.pilotage.traffic.Route;
import io.pilotage.verdict.Certainty;
import io.pilotage.verdict.JudgedMetric;
import io.pilotage.verdict.MetricVerdict;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * A model as the API shows it; the names are a contract.
 *
 * @param share of the candidate, in percent
 * @param verdict null as long as nobody looked
 * @param waiting accepted versions that wait for their rollout, the first to begin first
 * @param moved of a rollback: whether this call moved the traffic, or found it moved by an equal
 *     one shortly before
 */
public record ModelView(
    String model,
    String initiative,
    String stable,
    String candidate,
    double share,
    String stage,
    long generation,
    boolean onFallback,
    String fallback,
    Instant changedAt,
    Instant confirmedAt,
    VerdictView verdict,
    List<VersionView> versions,
    List<WaitingVersion> waiting,
    @JsonInclude(JsonInclude.Include.NON_NULL) Boolean moved,
    @JsonInclude(JsonInclude.Include.NON_NULL) Long tookMillis) {

  /**
   * A verdict and its metrics.
   *
   * @param current false when the traffic has changed since: it speaks about what was
   */
  public record VerdictView(
      Verdict stage,
      String why,
      String version,
      Instant judgedAt,
      boolean current,
      List<MetricView> metrics) {

    static VerdictView of(StageVerdict verdict, Route route) {
      return new VerdictView(
          verdict.stage(),
          verdict.why(),
          verdict.version(),
          verdict.judgedAt(),
          verdict.generation() == route.generation(),
          verdict.metrics().stream().map(MetricView::of).toList());
    }
  }

  /**
   * One metric; a value that is no number is null.
   *
   * @param certainty how sure the numbers make us; null where nothing was bet
   */
  public record MetricView(
      String signal,
      MetricVerdict verdict,
      Double value,
      long n,
      Double limit,
      Double baseline,
      Instant observedAt,
      String why,
      Certainty certainty) {

    static MetricView of(JudgedMetric metric) {
      return new MetricView(
          metric.signal().label(),
          metric.verdict(),
          Double.isFinite(metric.value()) ? metric.value() : null,
          metric.n(),
          metric.limit(),
          metric.baseline(),
          metric.observedAt(),
          metric.why(),
          metric.certainty());
    }
  }

  /** One version and where it stands. */
  public record VersionView(String version, String state) {}

  static ModelView of(
      Route route,
      StageVerdict verdict,
      List<ModelVersion> versions,
      List<WaitingVersion> waiting) {
    return new ModelView(
        route.model(),
        route.initiative(),
        route.stable(),
        route.candidate(),
        route.percent(),
        route.stage(),
        route.generation(),
        route.onFallback(),
        route.fallback(),
        route.changedAt(),
        route.observedAt(),
        verdict == null ? null : VerdictView.of(verdict, route),
        versions.stream()
            .map(version -> new VersionView(version.version(), version.state().label()))
            .toList(),
        waiting,
        null,
        null);
  }

  ModelView after(Rollback way, boolean now) {
    return new ModelView(
        model,
        initiative,
        stable,
        candidate,
        share,
        stage,
        generation,
        onFallback,
        fallback,
        changedAt,
        confirmedAt,
        verdict,
        versions,
        waiting,
        now,
        way.tookMillis());
  }
}
