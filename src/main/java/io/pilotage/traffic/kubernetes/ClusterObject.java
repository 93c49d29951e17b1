package io.pilotage.traffic.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.pilotage.traffic.Route;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One object of the cluster. It is changed only as it was read: when somebody was quicker, it is
 * read again and the change made anew.
 */
class ClusterObject {

  /** The newest route this object was given. */
  static final String GENERATION = "pilotage.io/generation";

  static final ResourceDefinitionContext HTTP_ROUTE =
      kind("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes");
  static final ResourceDefinitionContext INFERENCE_SERVICE =
      kind("serving.kserve.io", "v1beta1", "InferenceService", "inferenceservices");

  private static final int TRIES = 4;

  private final KubernetesClient client;
  private final ResourceDefinitionContext kind;
  private final String namespace;
  private final String name;

  ClusterObject(
      KubernetesClient client, ResourceDefinitionContext kind, String namespace, String name) {
    this.client = client;
    this.kind = kind;
    this.namespace = namespace;
    this.name = name;
  }

  GenericKubernetesResource read() {
    var found = resource().get();
    if (found == null)
      throw new IllegalStateException("There is no " + this
          + " in the cluster. Create it, or correct its name in the configuration.");
    return found;
  }

  /**
   * Makes the change unless the object was given a newer route; the change answers whether there
   * was anything to do.
   */
  void carryOut(Route route, Predicate<GenericKubernetesResource> change) {
    for (int tries = 1; ; tries++) {
      var object = read();
      if (generation(object) > route.generation()) return;
      var changed = change.test(object);
      if (!changed && generation(object) == route.generation()) return;
      annotate(object, route.generation());
      try {
        resources().resource(object).update();
        return;
      } catch (KubernetesClientException refused) {
        if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT || tries == TRIES) throw refused;
      }
    }
  }

  long generation(GenericKubernetesResource object) {
    var text = annotation(object, GENERATION).orElse("0");
    if (!text.matches("\\d{1,18}"))
      throw new IllegalStateException("The annotation " + GENERATION + " of " + this + " is “"
          + text + "” and should be a number. Remove it.");
    return Long.parseLong(text);
  }

  static Optional<String> annotation(GenericKubernetesResource object, String name) {
    return Optional.ofNullable(object.getMetadata().getAnnotations()).map(all -> all.get(name));
  }

  /** The object under these names, one in the other; fails when there is something else. */
  Map<String, Object> part(Map<String, Object> from, String... path) {
    var part = from;
    for (var step : path) {
      if (!(part.get(step) instanceof Map<?, ?> next))
        throw new IllegalStateException(this + " has no " + String.join(".", path) + ".");
      part = cast(next);
    }
    return part;
  }

  /** The list of objects of that name; empty when there is none. */
  static List<Map<String, Object>> list(Map<String, Object> from, String name) {
    if (!(from.get(name) instanceof List<?> list)) return List.of();
    return list.stream()
        .filter(Map.class::isInstance)
        .map(part -> cast((Map<?, ?>) part))
        .toList();
  }

  static long number(Object value, long otherwise) {
    return value instanceof Number number ? number.longValue() : otherwise;
  }

  private static void annotate(GenericKubernetesResource object, long generation) {
    var annotations = new HashMap<String, String>();
    if (object.getMetadata().getAnnotations() != null)
      annotations.putAll(object.getMetadata().getAnnotations());
    annotations.put(GENERATION, String.valueOf(generation));
    object.getMetadata().setAnnotations(annotations);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> cast(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }

  private Resource<GenericKubernetesResource> resource() {
    return resources().withName(name);
  }

  private NonNamespaceOperation<GenericKubernetesResource, ?, Resource<GenericKubernetesResource>>
      resources() {
    return client.genericKubernetesResources(kind).inNamespace(namespace);
  }

  private static ResourceDefinitionContext kind(
      String group, String version, String kind, String plural) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }

  @Override
  public String toString() {
    return kind.getKind() + " " + namespace + "/" + name;
  }
}
