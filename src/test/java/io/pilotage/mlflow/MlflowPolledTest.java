package io.pilotage.mlflow;

import static com.github.tomakehurst.wiremock.client.WireMock.*;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.pilotage.WebTest;
import io.pilotage.experiment.Concepts;
import io.pilotage.experiment.Experiments;
import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@DisplayName("the running application looks at MLflow by itself when it is told where it is")
class MlflowPolledTest extends WebTest {

  @RegisterExtension
  static final WireMockExtension MLFLOW = WireMockExtension.newInstance()
      .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
      .build();

  @Autowired
  Initiatives initiatives;

  @Autowired
  Concepts concepts;

  @Autowired
  Experiments experiments;

  @Autowired
  Models models;

  @DynamicPropertySource
  static void whereItIs(DynamicPropertyRegistry settings) {
    settings.add("pilotage.experiment.mlflow.url", MLFLOW::baseUrl);
    settings.add("pilotage.experiment.mlflow.poll-every", () -> "200ms");
    settings.add("pilotage.experiment.mlflow.metrics.accuracy", () -> "val_acc");
    settings.add("pilotage.experiment.mlflow.missing-cost", () -> "0");
    settings.add("pilotage.registry.mlflow.url", MLFLOW::baseUrl);
    settings.add("pilotage.registry.mlflow.poll-every", () -> "200ms");
    settings.add("pilotage.registry.mlflow.names.letters", () -> "prod.letters");
  }

  @Test
  void looksByItself() {
    var api = "/api/2.0/mlflow/";
    MLFLOW.stubFor(get(urlPathEqualTo(api + "experiments/get-by-name"))
        .willReturn(okJson("{\"experiment\":{\"experiment_id\":\"7\"}}")));
    MLFLOW.stubFor(
        post(api + "runs/search")
            .willReturn(
                okJson(
                    "{\"runs\":[{\"info\":{\"run_id\":\"polled\",\"run_name\":\"Rule on "
                        + "length\",\"status\":\"FINISHED\","
                        + "\"end_time\":1763600000000},\"data\":{\"metrics\":[{\"key\":\"val_acc\","
                        + "\"value\":0.75}],\"tags\":[{\"key\":\"pilotage.complexity\",\"value\":\"baseline\"}]}}]}")));
    MLFLOW.stubFor(get(urlPathEqualTo(api + "registered-models/get"))
        .withQueryParam("name", equalTo("prod.letters"))
        .willReturn(okJson("{\"registered_model\":{\"name\":\"prod.letters\"}}")));
    MLFLOW.stubFor(get(urlPathEqualTo(api + "model-versions/search"))
        .withQueryParam("filter", equalTo("name='prod.letters'"))
        .willReturn(okJson("{\"model_versions\":[{\"name\":\"prod.letters\",\"version\":\"1\","
            + "\"source\":\"s3://letters/1\",\"status\":\"READY\"}]}")));
    MLFLOW.stubFor(post(api + "model-versions/set-tag").willReturn(okJson("{}")));
    var key = initiatives.register("Sort letters faster", null, "pm").key();
    initiatives.nameModel(key, "letters");
    concepts.open(key, 1_000);

    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
      assertThat(experiments.of(key))
          .singleElement()
          .satisfies(record -> assertThat(record.figures().accuracy()).isEqualTo(0.75));
      assertThat(models.versions("letters"))
          .singleElement()
          .satisfies(version -> assertThat(version.artifact()).isEqualTo("models:/prod.letters/1"));
      MLFLOW.verify(moreThanOrExactly(3), postRequestedFor(urlEqualTo(api + "runs/search")));
      MLFLOW.verify(
          moreThanOrExactly(2), postRequestedFor(urlEqualTo(api + "model-versions/set-tag")));
    });

    assertThat(experiments.of(key)).hasSize(1);
    assertThat(models.approved("letters", "1")).isFalse();
  }
}
