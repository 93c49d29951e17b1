package io.pilotage.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.initiative.Initiatives;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("R84 new versions come in through the registry")
class VersionsApiTest extends WebTest {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  private String model;

  @BeforeEach
  void nameAModel() {
    var key = "VERSIONS-" + COUNTER.incrementAndGet();
    model = key.toLowerCase(Locale.ROOT);
    initiatives.register("Versions " + key, key, "pm");
    initiatives.nameModel(key, model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data-science", "engineering"})
  void takesAVersionFromThoseWhoBuild(String builder) {
    var answer = as(builder)
        .post(
            "/api/models/" + model + "/versions",
            Map.of("version", "v5", "artifact", "s3://models/v5"));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    assertThat(answer.at("state")).isEqualTo("registered");
    assertThat(models.approved(model, "v5")).as("registering approves nothing").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"business", "operations", "legal"})
  void refusesEverybodyElse(String person) {
    assertThat(as(person)
            .post("/api/models/" + model + "/versions", Map.of("version", "v5", "artifact", "a"))
            .status())
        .isEqualTo(403);
    assertThat(models.versions(model)).isEmpty();
  }

  @Test
  void refusesWhoDoesNotLogIn() {
    assertThat(anonymously()
            .post("/api/models/" + model + "/versions", Map.of("version", "v5", "artifact", "a"))
            .status())
        .isIn(401, 403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v 5", "../v5", "", "<b>"})
  void namesTheFieldThatIsWrong(String version) {
    var answer = as("engineering")
        .post("/api/models/" + model + "/versions", Map.of("version", version, "artifact", "a"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.at("field")).isEqualTo("version");
  }

  @Test
  void asksForTheArtifact() {
    var answer =
        as("engineering").post("/api/models/" + model + "/versions", Map.of("version", "v5"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.at("field")).isEqualTo("artifact");
  }

  @Test
  void knowsNoModelThatNobodyNamed() {
    var answer = as("engineering")
        .post("/api/models/nobody/versions", Map.of("version", "v5", "artifact", "a"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.at("field")).isEqualTo("model");
  }

  @Test
  void answersBrokenJsonWithoutAStackTrace() {
    var answer = as("engineering").post("/api/models/" + model + "/versions", "{\"version\":");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).doesNotContain("Exception", "at io.pilotage");
  }
}
