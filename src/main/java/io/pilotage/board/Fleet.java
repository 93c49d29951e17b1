package io.pilotage.board;

import io.pilotage.board.ModelView.MetricView;
import io.pilotage.board.ModelView.VerdictView;
import io.pilotage.board.ModelView.VersionView;
import io.pilotage.engine.Unknown;
import io.pilotage.registry.ModelVersion;
import io.pilotage.registry.Models;
import io.pilotage.rollout.JudgedMetric;
import io.pilotage.rollout.Rollouts;
import io.pilotage.rollout.StageVerdict;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts together what serves of every model, how it does, and which versions there are. */
@Component
class Fleet {

  private final Routes routes;
  private final Models models;
  private final Rollouts rollouts;

  Fleet(Routes routes, Models models, Rollouts rollouts) {
    this.routes = routes;
    this.models = models;
    this.rollouts = rollouts;
  }

  @Transactional(readOnly = true)
  public List<ModelView> all() {
    var versions = models.all();
    return routes.all().stream().map(route -> view(route, versions.getOrDefault(route.model(), List.of()))).toList();
  }

  @Transactional(readOnly = true)
  public ModelView one(String model) {
    var route = routes.find(model).orElseThrow(() -> new Unknown("model", "There is no model “" + model + "” with a route."));
    return view(route, models.versions(model));
  }

  private ModelView view(Route route, List<ModelVersion> versions) {
    return new ModelView(route.model(), route.initiative(), route.stable(), route.candidate(), route.percent(), route.fallback(), route.onFallback(),
        route.stage(), route.generation(), route.confirmed(), route.changedAt(), rollouts.verdictOf(route.model()).map(Fleet::verdict).orElse(null),
        versions.stream().map(version -> new VersionView(version.version(), Portfolio.lower(version.state()))).toList());
  }

  private static VerdictView verdict(StageVerdict verdict) {
    return new VerdictView(verdict.stage().name(), verdict.why(), verdict.judgedAt(), verdict.metrics().stream().map(Fleet::metric).toList());
  }

  private static MetricView metric(JudgedMetric metric) {
    return new MetricView(metric.signal().label(), metric.verdict().name(), Double.isFinite(metric.value()) ? metric.value() : null, metric.n(),
        metric.limit(), metric.baseline(), metric.observedAt(), metric.why(), metric.required());
  }
}
