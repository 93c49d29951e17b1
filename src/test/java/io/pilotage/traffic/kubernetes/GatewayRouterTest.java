package io.pilotage.traffic.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.pilotage.traffic.Following;
import io.pilotage.traffic.Observed;
import io.pilotage.traffic.Route;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * An HTTPRoute in a cluster that is played by a server in memory, with resource versions as a real
 * one has.
 */
@EnableKubernetesMockClient(crud = true)
class GatewayRouterTest {

  KubernetesClient cluster;
  KubernetesMockServer server;
  private GatewayRouter router;
  private Following routes;

  @BeforeEach
  void makeRoute() {
    // As ClusterAccess has it; by itself the client would try again for half a minute.
    cluster.getConfiguration().setRequestRetryBackoffLimit(0);
    router = new GatewayRouter(
        new GatewayProperties(Map.of(
            "churn", new GatewayProperties.Place("ml", "churn", 0, "{model}-{version}", "rules"))),
        cluster);
    routes = new Following(router);
    create("churn-v1", "churn-v2", "rules");
    routes.open("churn", "v1", "v2", "rules");
  }

  @Test
  void writesTheWeightsAndTheGeneration() {
    var ramp = routes.move("churn", route -> route.shiftTo(2_500));
    gatewayAccepts();

    assertThat(weights()).isEqualTo(Map.of("churn-v1", 7_500, "churn-v2", 2_500, "rules", 0));
    assertThat(httpRoute().get().getMetadata().getAnnotations())
        .containsEntry("pilotage.io/generation", String.valueOf(ramp.generation()))
        .containsEntry("team", "churn");
    assertThat(router.observe(ramp)).isEqualTo(Observed.of(ramp));
    assertThat(routes.route("churn").confirmed()).isTrue();
  }

  @Test
  void goesToTheFallbackAndToAnotherVersion() {
    var off = routes.move("churn", Route::toFallback);
    gatewayAccepts();
    assertThat(weights()).isEqualTo(Map.of("churn-v1", 0, "churn-v2", 0, "rules", 10_000));
    assertThat(router.observe(off)).isEqualTo(Observed.of(off));

    routes.move("churn", route -> route.toStable("v2"));
    gatewayAccepts();
    assertThat(weights()).isEqualTo(Map.of("churn-v1", 0, "churn-v2", 10_000, "rules", 0));
    assertThat(routes.route("churn").confirmed()).isTrue();
  }

  @Test
  @DisplayName(
      "what is written counts only when every gateway says that it carries out exactly that")
  void waitsForTheGateway() {
    status(Map.of());
    var canary = routes.move("churn", route -> route.shiftTo(500));
    assertThat(router.observe(canary).pending()).contains("no gateway");
    routes.look();
    assertThat(routes.route("churn").confirmed()).isFalse();
    assertThat(routes.told()).as("a gateway may take a moment").isEmpty();

    status(accepted("True", -1));
    assertThat(router.observe(canary).pending()).contains("what was written before");
    status(accepted("False", 0));
    assertThat(router.observe(canary).pending()).contains("refuses it", "NoMatchingParent");
    for (int look = 0; look < 3; look++) {
      routes.pass(java.time.Duration.ofSeconds(20));
      routes.look();
    }
    assertThat(routes.told())
        .singleElement()
        .satisfies(astray -> assertThat(astray.problem()).contains("NoMatchingParent"));

    status(accepted("True", 0));
    routes.pass(java.time.Duration.ofSeconds(20));
    routes.look();
    assertThat(routes.route("churn").confirmed()).isTrue();
    assertThat(routes.trouble("churn")).isEmpty();
  }

  @Test
  void anOlderGenerationChangesNothing() {
    var ramp = routes.move("churn", route -> route.shiftTo(2_500));
    var back = routes.move("churn", route -> route.shiftTo(500));
    gatewayAccepts();

    router.apply(ramp);

    assertThat(router.observe(back)).isEqualTo(Observed.of(back));
  }

  @Test
  @DisplayName(
      "an object changed since it was read is read again, and somebody else's change in it survives")
  void looksAgainAfterAConflict() {
    var canary = routes.move("churn", route -> route.shiftTo(500));
    var meddled = new boolean[1];
    var object = new ClusterObject(cluster, ClusterObject.HTTP_ROUTE, "ml", "churn");
    var later = canary.shiftTo(2_500);

    object.carryOut(later, read -> {
      if (!meddled[0]) label("owner", "somebody-else");
      meddled[0] = true;
      return true;
    });

    assertThat(meddled[0]).isTrue();
    assertThat(httpRoute().get().getMetadata().getLabels()).containsEntry("owner", "somebody-else");
    assertThat(object.generation(httpRoute().get())).isEqualTo(later.generation());
  }

  @Test
  @DisplayName(
      "of a late node and a rollback that came between its read and its write, the rollback stays")
  void aLateWriterLosesAgainstANewerGeneration() {
    var ramp = routes.move("churn", route -> route.shiftTo(2_500));
    var back = ramp.shiftTo(500);
    var slept = new boolean[1];
    var object = new ClusterObject(cluster, ClusterObject.HTTP_ROUTE, "ml", "churn");

    object.carryOut(ramp.ownedBy("CHURN-1"), read -> {
      if (!slept[0]) new GatewayRouter(properties(), cluster).apply(next(back));
      slept[0] = true;
      return true;
    });

    assertThat(object.generation(httpRoute().get())).isEqualTo(back.generation() + 1);
    assertThat(weights()).containsEntry("churn-v2", 500);
  }

  @Test
  void bringsDownWhatWasRaisedByHandAndTells() {
    var canary = routes.move("churn", route -> route.shiftTo(500));
    gatewayAccepts();
    httpRoute().edit(object -> {
      refs(object).get(1).put("weight", 9_500);
      return object;
    });

    routes.look();
    gatewayAccepts();

    assertThat(weights()).containsEntry("churn-v2", 500);
    assertThat(routes.told())
        .singleElement()
        .satisfies(
            astray -> assertThat(astray.problem()).contains("changed from outside", "50.0 %"));
    assertThat(router.observe(canary).shows(canary)).isTrue();
  }

  @Test
  @DisplayName("a gateway that is a moment behind somebody's change of another rule is no alarm")
  void toleratesAGatewayThatCatchesUp() {
    routes.move("churn", route -> route.shiftTo(500));
    gatewayAccepts();
    assertThat(routes.route("churn").confirmed()).isTrue();
    status(accepted("True", -1));

    routes.look();
    assertThat(routes.route("churn").confirmed()).isTrue();
    gatewayAccepts();

    assertThat(routes.told()).isEmpty();
  }

  @Test
  void leavesWhatWasLoweredByHandAndTells() {
    routes.move("churn", route -> route.shiftTo(2_500));
    gatewayAccepts();
    httpRoute().edit(object -> {
      refs(object).get(1).put("weight", 0);
      return object;
    });

    routes.look();
    routes.look();

    assertThat(weights()).containsEntry("churn-v2", 0);
    assertThat(routes.told()).hasSize(1);
    assertThat(routes.route("churn").confirmed()).isFalse();
  }

  @Test
  void saysWhatIsMissing() {
    create("churn-v1");
    assertThat(troubleAfter(500))
        .contains("HTTPRoute ml/churn has no backend “churn-v2”", "Add it with weight 0");
    httpRoute().delete();
    assertThat(troubleAfter(500)).contains("There is no HTTPRoute ml/churn");
    createWith(Map.of("hostnames", List.of("churn")));
    assertThat(troubleAfter(500)).contains("no rule 0");
    createWith(null);
    assertThat(troubleAfter(500)).contains("has no spec");
    create("churn-v1", "churn-v2");
    httpRoute().edit(object -> {
      object.getMetadata().setAnnotations(Map.of("pilotage.io/generation", "many"));
      return object;
    });
    assertThat(troubleAfter(500)).contains("“many”", "should be a number");
    assertThatThrownBy(() -> router.observe(
            new Route("other", "O-1", "v1", null, 0, null, false, "live", 1, null, null)))
        .hasMessageContaining("pilotage.traffic.gateway.models.other.route");
  }

  @Test
  @DisplayName("a candidate beside no version at all needs a fallback, or it would get everybody")
  void givesNobodyEverybodyByAccident() {
    router = new GatewayRouter(
        new GatewayProperties(Map.of(
            "first", new GatewayProperties.Place("ml", "churn", 0, "churn-{version}", null))),
        cluster);
    routes = new Following(router);
    create("churn-v1");
    routes.open("first", null, "v1", null);
    routes.move("first", route -> route.shiftTo(500));
    routes.look();

    assertThat(routes.trouble("first").orElseThrow().problem())
        .contains("the candidate would get everybody");
    assertThat(weights()).containsEntry("churn-v1", 0);
  }

  @Test
  void anUnreachableClusterIsToldAndHarmsNobody() {
    server.shutdown();

    assertThat(troubleAfter(500)).contains("Router gateway does not answer");
    assertThat(routes.route("churn"))
        .extracting(Route::share, Route::confirmed)
        .containsExactly(500, false);
  }

  private String troubleAfter(int share) {
    routes.move("churn", route -> route.shiftTo(share));
    routes.look();
    assertThat(routes.route("churn").confirmed()).isFalse();
    return routes.trouble("churn").orElseThrow().problem();
  }

  private void gatewayAccepts() {
    status(accepted("True", 0));
    routes.pass(java.time.Duration.ofSeconds(20));
    routes.look();
  }

  private static Route next(Route route) {
    return route.shiftTo(500);
  }

  private static GatewayProperties properties() {
    return new GatewayProperties(Map.of(
        "churn", new GatewayProperties.Place("ml", "churn", 0, "{model}-{version}", "rules")));
  }

  private void create(String... services) {
    createWith(Map.of(
        "rules",
        List.of(Map.of(
            "backendRefs",
            Arrays.stream(services)
                .map(service -> Map.of("name", service, "port", 80, "weight", 0))
                .toList()))));
  }

  private void createWith(Object spec) {
    httpRoute().delete();
    var object = new GenericKubernetesResource();
    object.setMetadata(new ObjectMeta());
    object.setApiVersion("gateway.networking.k8s.io/v1");
    object.setKind("HTTPRoute");
    object.getMetadata().setName("churn");
    object.getMetadata().setNamespace("ml");
    object.getMetadata().setAnnotations(Map.of("team", "churn"));
    object.setAdditionalProperty("spec", spec);
    cluster
        .genericKubernetesResources(ClusterObject.HTTP_ROUTE)
        .inNamespace("ml")
        .resource(object)
        .create();
    status(accepted("True", 0));
  }

  private void status(Map<String, Object> status) {
    httpRoute().editStatus(object -> {
      object.setAdditionalProperty("status", status);
      return object;
    });
  }

  private Map<String, Object> accepted(String status, int behind) {
    var generation = httpRoute().get().getMetadata().getGeneration();
    var condition = new java.util.HashMap<String, Object>(Map.of(
        "type",
        "Accepted",
        "status",
        status,
        "reason",
        status.equals("True") ? "Accepted" : "NoMatchingParent"));
    if (generation != null) condition.put("observedGeneration", generation + behind);
    return Map.of("parents", List.of(Map.of("conditions", List.of(condition))));
  }

  private void label(String key, String value) {
    httpRoute().edit(object -> {
      object.getMetadata().setLabels(Map.of(key, value));
      return object;
    });
  }

  private Map<String, Integer> weights() {
    return refs(httpRoute().get()).stream()
        .collect(
            Collectors.toMap(ref -> (String) ref.get("name"), ref -> (Integer) ref.get("weight")));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> refs(GenericKubernetesResource object) {
    return (List<Map<String, Object>>) object.get("spec", "rules", 0, "backendRefs");
  }

  private Resource<GenericKubernetesResource> httpRoute() {
    return cluster
        .genericKubernetesResources(ClusterObject.HTTP_ROUTE)
        .inNamespace("ml")
        .withName("churn");
  }
}
