package io.pilotage.traffic.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pilotage.traffic.Observed;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Router;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * The share as KServe's canary percent: the newest revision of an InferenceService against the one
 * rolled out before. Whoever deploys a revision writes its version into an annotation; what callers
 * get is read from the status, never from the wish.
 */
@Component
@Primary
@ConditionalOnProperty(name = "pilotage.traffic.router", havingValue = "kserve")
class KserveRouter implements Router {

  /** The version that the newest revision serves. */
  static final String VERSION = "pilotage.io/version";

  private static final String CANARY = "canaryTrafficPercent";
  private static final int ONE_PERCENT = Route.ALL / 100;

  private final KserveProperties properties;
  private final KubernetesClient cluster;

  KserveRouter(KserveProperties properties, KubernetesClient cluster) {
    this.properties = properties;
    this.cluster = cluster;
  }

  @Override
  public void apply(Route route) {
    object(route).carryOut(route, object -> give(object, route));
  }

  @Override
  public Observed observe(Route route) {
    var object = object(route).read();
    var newest = newest(object, route);
    var percent = newestPercent(object);
    var pending = Optional.ofNullable(
            percent == null ? "KServe does not say yet who gets what" : pending(object, route))
        .orElse(null);
    var has = percent == null ? 0 : percent.intValue();
    var generation = object(route).generation(object);
    if (newest.equals(route.candidate()))
      return new Observed(
          generation, route.stable(), route.candidate(), has * ONE_PERCENT, false, pending);
    return new Observed(generation, rest(newest, has, route), route.candidate(), 0, false, pending);
  }

  @Override
  public String name() {
    return "kserve";
  }

  /** Who answers while the candidate of the route is not the newest revision. */
  private static String rest(String newest, int percent, Route route) {
    if (newest.equals(route.stable()))
      return percent == 100 ? newest : "the revision before " + newest;
    return percent == 0 ? route.stable() : newest;
  }

  private boolean give(GenericKubernetesResource object, Route route) {
    var predictor = object(route).part(object.getAdditionalProperties(), "spec", "predictor");
    var wanted = wanted(newest(object, route), route);
    var before = predictor.get(CANARY);
    if (wanted == 100) predictor.remove(CANARY);
    else predictor.put(CANARY, wanted);
    return !Objects.equals(before, predictor.get(CANARY));
  }

  /** The percent of the newest revision; 100 makes it the one rolled out. */
  private int wanted(String newest, Route route) {
    if (newest.equals(route.candidate())) {
      if (route.share() % ONE_PERCENT != 0)
        throw new IllegalStateException(
            "KServe is given whole percents, not " + route.percent() + " %.");
      return route.onFallback() ? 0 : route.share() / ONE_PERCENT;
    }
    if (route.share() > 0 && !route.onFallback())
      throw new IllegalStateException("The newest revision of " + object(route) + " is “" + newest
          + "” and not " + route.candidate() + ". Deploy " + route.candidate()
          + " with canaryTrafficPercent 0 and the annotation " + VERSION + ".");
    return newest.equals(route.stable()) ? 100 : 0;
  }

  private String newest(GenericKubernetesResource object, Route route) {
    return ClusterObject.annotation(object, VERSION)
        .orElseThrow(
            () -> new IllegalStateException(object(route) + " does not say which version its newest"
                + " revision serves. Give it the annotation " + VERSION + "."));
  }

  /** What the newest revision gets by KServe's own account; null before it says so. */
  private static Long newestPercent(GenericKubernetesResource object) {
    var predictor =
        step(step(step(object.getAdditionalProperties(), "status"), "components"), "predictor");
    var traffic = ClusterObject.list(predictor, "traffic");
    if (traffic.isEmpty()) return null;
    return traffic.stream()
        .filter(target -> Boolean.TRUE.equals(target.get("latestRevision")))
        .mapToLong(target -> ClusterObject.number(target.get("percent"), 0))
        .sum();
  }

  private static String pending(GenericKubernetesResource object, Route route) {
    if (route.onFallback())
      return "KServe has no fallback: the candidate gets nothing, and callers who do not ask by OFREP "
          + "get the stable version";
    var generation = Optional.ofNullable(object.getMetadata().getGeneration()).orElse(0L);
    var seen = ClusterObject.number(
        step(object.getAdditionalProperties(), "status").get("observedGeneration"), generation);
    return seen < generation ? "KServe still carries out what was written before" : null;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> step(Map<String, Object> from, String name) {
    return from.get(name) instanceof Map<?, ?> next ? (Map<String, Object>) next : Map.of();
  }

  private ClusterObject object(Route route) {
    var place = Optional.ofNullable(properties.models().get(route.model()))
        .filter(known -> known.service() != null)
        .orElseThrow(() ->
            new IllegalStateException("No InferenceService is configured for model " + route.model()
                + ". Set pilotage.traffic.kserve.models." + route.model() + ".service."));
    return new ClusterObject(
        cluster, ClusterObject.INFERENCE_SERVICE, place.namespace(), place.service());
  }
}
