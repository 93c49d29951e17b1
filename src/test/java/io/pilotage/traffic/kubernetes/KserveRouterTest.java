package io.pilotage.traffic.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.pilotage.traffic.Following;
import io.pilotage.traffic.Observed;
import io.pilotage.traffic.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * An InferenceService in a cluster played in memory; the test plays KServe's controller, which
 * turns the wish into the status.
 */
@EnableKubernetesMockClient(crud = true)
class KserveRouterTest {

  KubernetesClient cluster;
  KubernetesMockServer server;
  private KserveRouter router;
  private Following routes;

  @BeforeEach
  void makeService() {
    // As ClusterAccess has it; by itself the client would try again for half a minute.
    cluster.getConfiguration().setRequestRetryBackoffLimit(0);
    router = new KserveRouter(
        new KserveProperties(Map.of("churn", new KserveProperties.Place("ml", "churn"))), cluster);
    routes = new Following(router);
    deploy("v2", 0);
    routes.open("churn", "v1", "v2", "rules");
  }

  @Test
  @DisplayName(
      "the wish is written, and the route confirmed when the status says that callers get it")
  void confirmsWhatTheStatusShows() {
    var canary = routes.move("churn", route -> route.shiftTo(500));
    assertThat(wish()).isEqualTo(5);
    assertThat(routes.route("churn").confirmed()).isFalse();

    kserveGives(5);
    routes.look();

    assertThat(router.observe(canary)).isEqualTo(Observed.of(canary));
    assertThat(routes.route("churn").confirmed()).isTrue();
  }

  @Test
  void fullTrafficAndPromotionMakeTheNewestRevisionTheOneRolledOut() {
    routes.move("churn", route -> route.shiftTo(10_000));
    assertThat(wish()).isNull();
    kserveGives(100);
    routes.look();
    assertThat(routes.route("churn").confirmed()).isTrue();

    routes.move("churn", Route::promoted);
    assertThat(routes.route("churn").confirmed()).isTrue();
    assertThat(routes.route("churn").stable()).isEqualTo("v2");
  }

  @Test
  void stepsBackAndGivesUp() {
    routes.move("churn", route -> route.shiftTo(2_500));
    kserveGives(25);
    routes.move("churn", route -> route.shiftTo(500));
    assertThat(wish()).isEqualTo(5);

    routes.move("churn", Route::withoutCandidate);
    assertThat(wish()).isEqualTo(0);
    kserveGives(0);
    routes.look();
    assertThat(routes.route("churn").confirmed()).isTrue();
  }

  @Test
  @DisplayName(
      "there is no fallback in KServe: the candidate gets nothing at once, and the rest is told instead of claimed")
  void doesNotClaimAFallback() {
    routes.move("churn", route -> route.shiftTo(2_500));
    kserveGives(25);
    routes.move("churn", Route::toFallback);
    assertThat(wish()).isEqualTo(0);
    kserveGives(0);
    for (int look = 0; look < 4; look++) {
      routes.pass(java.time.Duration.ofSeconds(20));
      routes.look();
    }

    assertThat(routes.route("churn").confirmed()).isFalse();
    assertThat(routes.trouble("churn").orElseThrow().problem()).contains("KServe has no fallback");
  }

  @Test
  void anOlderGenerationChangesNothing() {
    var ramp = routes.move("churn", route -> route.shiftTo(2_500));
    routes.move("churn", route -> route.shiftTo(500));

    router.apply(ramp);

    assertThat(wish()).isEqualTo(5);
  }

  @Test
  void waitsForTheRevisionOfTheCandidate() {
    deploy("v1", null);
    routes.move("churn", route -> route.shiftTo(500));
    routes.look();

    assertThat(routes.trouble("churn").orElseThrow().problem())
        .contains("is “v1” and not v2", "Deploy v2 with canaryTrafficPercent 0");
    assertThat(wish()).isNull();
  }

  @Test
  void bringsDownWhatWasRaisedByHand() {
    routes.move("churn", route -> route.shiftTo(500));
    kserveGives(5);
    routes.look();
    wishByHand(95);
    kserveGives(95);

    routes.look();

    assertThat(wish()).isEqualTo(5);
    assertThat(routes.told())
        .singleElement()
        .satisfies(
            astray -> assertThat(astray.problem()).contains("changed from outside", "95.0 %"));
  }

  @Test
  void saysWhatIsWrong() {
    service().edit(object -> {
      object.getMetadata().setAnnotations(null);
      return object;
    });
    assertThat(troubleAfterMove()).contains("does not say which version", "pilotage.io/version");
    service().delete();
    assertThat(troubleAfterMove()).contains("There is no InferenceService ml/churn");
    deploy("v2", 0);
    service().edit(object -> {
      object.setAdditionalProperty("spec", Map.of("transformer", "x"));
      return object;
    });
    assertThat(troubleAfterMove()).contains("has no spec.predictor");
    server.shutdown();
    assertThat(troubleAfterMove()).contains("Router kserve does not answer");
  }

  private String troubleAfterMove() {
    routes.move("churn", route -> route.shiftTo(500));
    routes.look();
    assertThat(routes.route("churn").confirmed()).isFalse();
    return routes.trouble("churn").orElseThrow().problem();
  }

  private void deploy(String version, Integer percent) {
    service().delete();
    var object = new GenericKubernetesResource();
    object.setMetadata(new ObjectMeta());
    object.setApiVersion("serving.kserve.io/v1beta1");
    object.setKind("InferenceService");
    object.getMetadata().setName("churn");
    object.getMetadata().setNamespace("ml");
    object.getMetadata().setAnnotations(Map.of("pilotage.io/version", version));
    var predictor =
        new HashMap<String, Object>(Map.of("model", Map.of("storageUri", "s3://churn/" + version)));
    if (percent != null) predictor.put("canaryTrafficPercent", percent);
    object.setAdditionalProperty("spec", Map.of("predictor", predictor));
    cluster
        .genericKubernetesResources(ClusterObject.INFERENCE_SERVICE)
        .inNamespace("ml")
        .resource(object)
        .create();
    kserveGives(percent == null ? 100 : percent);
  }

  private void wishByHand(int percent) {
    service().edit(object -> {
      predictor(object).put("canaryTrafficPercent", percent);
      return object;
    });
  }

  private void kserveGives(int percent) {
    service().editStatus(object -> {
      object.setAdditionalProperty(
          "status",
          Map.of(
              "components",
              Map.of(
                  "predictor",
                  Map.of(
                      "traffic",
                      List.of(
                          Map.of(
                              "latestRevision",
                              true,
                              "percent",
                              percent,
                              "revisionName",
                              "churn-2"),
                          Map.of(
                              "latestRevision",
                              false,
                              "percent",
                              100 - percent,
                              "revisionName",
                              "churn-1"))))));
      return object;
    });
  }

  private Object wish() {
    return predictor(service().get()).get("canaryTrafficPercent");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> predictor(GenericKubernetesResource object) {
    return (Map<String, Object>) object.get("spec", "predictor");
  }

  private Resource<GenericKubernetesResource> service() {
    return cluster
        .genericKubernetesResources(ClusterObject.INFERENCE_SERVICE)
        .inNamespace("ml")
        .withName("churn");
  }
}
