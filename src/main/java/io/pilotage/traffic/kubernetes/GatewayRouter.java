package io.pilotage.traffic.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pilotage.traffic.Observed;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Router;
import io.pilotage.traffic.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Shares as weights of the backends of an HTTPRoute. What is written there counts as carried out
 * once every gateway says that it has accepted exactly this state of the object.
 */
@Component
@Primary
@ConditionalOnProperty(name = "pilotage.traffic.router", havingValue = "gateway")
class GatewayRouter implements Router {

  private final GatewayProperties properties;
  private final KubernetesClient cluster;

  GatewayRouter(GatewayProperties properties, KubernetesClient cluster) {
    this.properties = properties;
    this.cluster = cluster;
  }

  @Override
  public void apply(Route route) {
    object(route).carryOut(route, object -> weigh(object, route));
  }

  @Override
  public Observed observe(Route route) {
    var place = place(route);
    var object = object(route).read();
    var weights = new TreeMap<String, Integer>();
    backends(object, route)
        .forEach(backend -> weights.merge(name(backend), weight(backend), Integer::sum));
    return new Weights(inWordsOf(route, weights))
        .observed(
            route, place.fallbackService(), object(route).generation(object), pending(object));
  }

  @Override
  public String name() {
    return "gateway";
  }

  private boolean weigh(GenericKubernetesResource object, Route route) {
    var place = place(route);
    if (route.stable() == null
        && route.share() > 0
        && route.share() < Route.ALL
        && place.fallbackService() == null)
      throw new IllegalStateException("Model " + route.model()
          + " has no stable version and no fallbackService: the candidate would get everybody. Set "
          + "pilotage.traffic.gateway.models."
          + route.model() + ".fallback-service.");
    var wanted = new TreeMap<String, Integer>();
    Weights.of(route, place.fallbackService())
        .byName()
        .forEach((name, share) -> wanted.put(
            name.equals(place.fallbackService()) ? name : place.service(route, name), share));
    var backends = backends(object, route);
    var known = backends.stream().map(GatewayRouter::name).toList();
    for (var service : wanted.keySet())
      if (!known.contains(service))
        throw new IllegalStateException(object(route) + " has no backend “" + service
            + "” in its rule; it has " + known + ". Add it with weight 0.");
    var changed = false;
    for (var backend : backends) {
      var weight = wanted.getOrDefault(name(backend), 0);
      changed |= weight(backend) != weight || !backend.containsKey("weight");
      backend.put("weight", weight);
    }
    return changed;
  }

  /** Services by the name of the version behind them, where the route knows it. */
  private Map<String, Integer> inWordsOf(Route route, Map<String, Integer> weights) {
    var place = place(route);
    var named = new HashMap<>(weights);
    for (var version : new String[] {route.stable(), route.candidate()}) {
      var weight = version == null ? null : named.remove(place.service(route, version));
      if (weight != null) named.put(version, weight);
    }
    return named;
  }

  private List<Map<String, Object>> backends(GenericKubernetesResource object, Route route) {
    var rules =
        ClusterObject.list(object(route).part(object.getAdditionalProperties(), "spec"), "rules");
    var place = place(route);
    if (place.rule() >= rules.size())
      throw new IllegalStateException(object(route) + " has no rule " + place.rule() + ".");
    return ClusterObject.list(rules.get(place.rule()), "backendRefs");
  }

  /** What the gateways still have to do; null when nothing. */
  private static String pending(GenericKubernetesResource object) {
    if (!(object.getAdditionalProperties().get("status") instanceof Map<?, ?>))
      return "no gateway has taken it up yet";
    @SuppressWarnings("unchecked")
    var parents = ClusterObject.list(
        (Map<String, Object>) object.getAdditionalProperties().get("status"), "parents");
    if (parents.isEmpty()) return "no gateway has taken it up yet";
    return parents.stream()
        .flatMap(parent ->
            pendingAt(
                parent,
                Optional.ofNullable(object.getMetadata().getGeneration()).orElse(0L))
                .stream())
        .findFirst()
        .orElse(null);
  }

  private static Optional<String> pendingAt(Map<String, Object> parent, long generation) {
    var conditions = ClusterObject.list(parent, "conditions");
    var accepted = conditions.stream()
        .filter(condition -> "Accepted".equals(condition.get("type")))
        .findFirst();
    if (accepted.isEmpty()) return Optional.of("a gateway has not said yet whether it accepts it");
    var refused = conditions.stream()
        .filter(condition -> List.of("Accepted", "ResolvedRefs").contains(condition.get("type"))
            && !"True".equals(condition.get("status")))
        .findFirst();
    if (refused.isPresent())
      return Optional.of("a gateway refuses it: " + refused.get().get("reason") + " "
          + refused.get().getOrDefault("message", ""));
    var seen = ClusterObject.number(accepted.get().get("observedGeneration"), generation);
    return seen < generation
        ? Optional.of("a gateway still carries out what was written before")
        : Optional.empty();
  }

  private static String name(Map<String, Object> backend) {
    return String.valueOf(backend.get("name"));
  }

  /** A backend without a weight has weight 1, says the Gateway API. */
  private static int weight(Map<String, Object> backend) {
    return (int) ClusterObject.number(backend.get("weight"), 1);
  }

  private ClusterObject object(Route route) {
    var place = place(route);
    return new ClusterObject(cluster, ClusterObject.HTTP_ROUTE, place.namespace(), place.route());
  }

  private GatewayProperties.Place place(Route route) {
    return Optional.ofNullable(properties.models().get(route.model()))
        .filter(place -> place.route() != null)
        .orElseThrow(
            () -> new IllegalStateException("No HTTPRoute is configured for model " + route.model()
                + ". Set pilotage.traffic.gateway.models." + route.model() + ".route."));
  }
}
