package io.pilotage.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.*;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.pilotage.WebTest;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.initiative.Initiatives;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

@DisplayName("R84 MLflow is kept in step with the registry, and approves nothing")
class MirrorTest extends WebTest {

  private static final String MODEL = "/api/2.0/mlflow/registered-models/get";
  private static final String VERSIONS = "/api/2.0/mlflow/model-versions/search";
  private static final String ALIAS = "/api/2.0/mlflow/registered-models/alias";
  private static final String TAG = "/api/2.0/mlflow/model-versions/set-tag";

  @RegisterExtension
  static final WireMockExtension MLFLOW = WireMockExtension.newInstance()
      .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
      .build();

  @Autowired
  Initiatives initiatives;

  @Autowired
  Models models;

  @Autowired
  MirrorTable table;

  @Autowired
  Ledger ledger;

  @Autowired
  Notices notices;

  private String key;
  private String model;
  private Mirror mirror;

  @BeforeEach
  void nameAModel() {
    key = initiatives.register("Sort complaints faster", null, "pm").key();
    model = key.toLowerCase(Locale.ROOT) + "-mirrored";
    initiatives.nameModel(key, model);
    mirror = mirror(Map.of());
    MLFLOW.stubFor(get(urlPathEqualTo(MODEL))
        .atPriority(9)
        .willReturn(jsonResponse(
            "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"Registered Model not found\"}",
            404)));
    MLFLOW.stubFor(post(ALIAS).willReturn(okJson("{}")));
    MLFLOW.stubFor(delete(ALIAS).willReturn(okJson("{}")));
    MLFLOW.stubFor(post(TAG).willReturn(okJson("{}")));
  }

  @Test
  @DisplayName("a version that appears there is registered, unapproved, once, and must not serve")
  void takesInVersionsUnapproved() {
    shows(
        "",
        version("2", "READY", ""),
        version("1", "READY", ""),
        version("3", "PENDING_REGISTRATION", ""));

    mirror.look();
    mirror.look();

    assertThat(models.versions(model))
        .extracting(ModelVersion::version)
        .containsExactlyInAnyOrder("1", "2");
    assertThat(models.get(model, "2")).satisfies(found -> {
      assertThat(found.state()).isEqualTo(VersionState.REGISTERED);
      assertThat(found.artifact()).isEqualTo("models:/" + model + "/2");
      assertThat(found.initiative()).isEqualTo(key);
    });
    assertThatThrownBy(() -> models.requireApproved(model, "2"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no recorded approval");
    assertThat(ledger.of(key, 20))
        .extracting(Entry::action)
        .filteredOn("version-registered"::equals)
        .hasSize(2);
    MLFLOW.verify(0, anyRequestedFor(urlEqualTo(ALIAS)));
  }

  @Test
  @DisplayName(
      "what becomes stable is champion, what is approved is candidate; both are tagged, and set until they are seen")
  void setsAliasesAndTagsUntilTheyAreSeen() {
    shows("", version("1", "READY", ""), version("2", "READY", ""));
    mirror.look();
    models.approve(model, "1", "rita");
    models.markLive(model, "1", "olga");
    models.approve(model, "2", "rita");

    mirror.look();

    setAlias("champion", "1", 1);
    setAlias("candidate", "2", 1);
    MLFLOW.verify(postRequestedFor(urlEqualTo(TAG))
        .withRequestBody(matchingJsonPath("$.version", equalTo("1")))
        .withRequestBody(matchingJsonPath("$.key", equalTo("pilotage.state")))
        .withRequestBody(matchingJsonPath("$.value", equalTo("live"))));
    MLFLOW.verify(postRequestedFor(urlEqualTo(TAG))
        .withRequestBody(matchingJsonPath("$.version", equalTo("2")))
        .withRequestBody(matchingJsonPath("$.key", equalTo("pilotage.initiative")))
        .withRequestBody(matchingJsonPath("$.value", equalTo(key))));
    assertThat(table.of(model).orElseThrow().problem()).contains("does not show them yet");

    mirror.look();
    setAlias("champion", "1", 2);

    shows(
        "{\"alias\":\"champion\",\"version\":\"1\"},{\"alias\":\"candidate\",\"version\":\"2\"}",
        version("1", "READY", tags("live")),
        version("2", "READY", tags("approved")));
    MLFLOW.resetRequests();
    mirror.look();
    MLFLOW.verify(0, postRequestedFor(urlMatching(".*(alias|set-tag)")));
    assertThat(table.of(model).orElseThrow().problem()).isNull();
    assertThat(as("engineering").get("/api/models/" + model + "/mlflow").at("confirmedAt"))
        .isNotBlank();
  }

  @Test
  @DisplayName("a change that is seen at once is confirmed by the same look")
  void confirmsBySeeing() {
    live("1");
    var shown = "{\"registered_model\":{\"name\":\"" + model + "\",\"aliases\":[%s]}}";
    MLFLOW.stubFor(get(urlPathEqualTo(MODEL))
        .withQueryParam("name", equalTo(model))
        .inScenario("alias")
        .whenScenarioStateIs(Scenario.STARTED)
        .willReturn(okJson(shown.formatted(""))));
    MLFLOW.stubFor(post(ALIAS).inScenario("alias").willSetStateTo("set").willReturn(okJson("{}")));
    MLFLOW.stubFor(get(urlPathEqualTo(MODEL))
        .withQueryParam("name", equalTo(model))
        .inScenario("alias")
        .whenScenarioStateIs("set")
        .willReturn(okJson(shown.formatted("{\"alias\":\"champion\",\"version\":\"1\"}"))));
    versions(version("1", "READY", tags("live")));

    mirror.look();

    assertThat(table.of(model).orElseThrow().problem()).isNull();
    assertThat(table.of(model).orElseThrow().confirmedAt()).isNotNull();
    assertThat(ledger.of(key, 20)).extracting(Entry::action).containsOnlyOnce("mlflow-alias-set");
  }

  @Test
  @DisplayName(
      "promotion and rollback move the champion; a retired candidate is taken down, a proposal is left alone")
  void followsTheRegistry() {
    live("1");
    models.register(model, "2", key, "models:/" + model + "/2", "dana");
    models.approve(model, "2", "rita");
    models.markLive(model, "2", "olga");
    var both =
        new String[] {version("1", "READY", tags("retired")), version("2", "READY", tags("live"))};

    shows(
        "{\"alias\":\"champion\",\"version\":\"1\"},{\"alias\":\"candidate\",\"version\":\"2\"}",
        both);
    mirror.look();
    setAlias("champion", "2", 1);
    MLFLOW.verify(
        1,
        deleteRequestedFor(urlEqualTo(ALIAS))
            .withRequestBody(matchingJsonPath("$.alias", equalTo("candidate"))));

    models.markLive(model, "1", "olga");
    MLFLOW.resetRequests();
    shows("{\"alias\":\"champion\",\"version\":\"2\"}", both);
    mirror.look();
    setAlias("champion", "1", 1);

    MLFLOW.resetRequests();
    shows(
        "{\"alias\":\"champion\",\"version\":\"1\"},{\"alias\":\"candidate\",\"version\":\"3\"}",
        version("1", "READY", ""),
        version("3", "READY", ""));
    mirror.look();
    MLFLOW.verify(0, deleteRequestedFor(urlEqualTo(ALIAS)));
    assertThat(models.get(model, "3").state()).isEqualTo(VersionState.REGISTERED);
  }

  @Test
  @DisplayName(
      "R53 a champion that nobody approved here is an unauthorised deployment: told once, and put right "
          + "where something serves")
  void reportsAnUnapprovedChampion() {
    live("1");
    shows(
        "{\"alias\":\"champion\",\"version\":\"7\"}",
        version("1", "READY", ""),
        version("7", "READY", ""));

    mirror.look();
    mirror.look();

    assertThat(models.unauthorised(model))
        .extracting(UnauthorisedDeployment::version)
        .containsExactly("7");
    assertThat(models.unauthorised(model))
        .extracting(UnauthorisedDeployment::foundBy)
        .containsExactly("mlflow");
    assertThat(models.approved(model, "7")).isFalse();
    assertThat(notices.of(key))
        .filteredOn(notice -> notice.subject().startsWith("Version 7 of " + model))
        .extracting(Notice::toGroup)
        .containsExactlyInAnyOrder("operations", "engineering");
    setAlias("champion", "1", 2);
  }

  @Test
  @DisplayName("a tag or a name over there makes no version the approved one")
  void trustsNoNameFromOutside() {
    models.register(model, "v1", key, "s3://models/approved", "dana");
    models.approve(model, "v1", "rita");
    models.register(model, "4", key, "s3://models/four", "dana");
    models.approve(model, "4", "rita");
    shows(
        "{\"alias\":\"champion\",\"version\":\"4\"}",
        version(
            "4",
            "READY",
            "{\"key\":\"pilotage.state\",\"value\":\"live\"},{\"key\":\"version\",\"value\":\"v1\"}"));

    mirror.look();

    assertThat(table.of(model).orElseThrow().problem())
        .contains("Version 4 of MLflow was not taken over", "another artifact");
    assertThat(models.unauthorised(model))
        .extracting(UnauthorisedDeployment::version)
        .containsExactly("mlflow-4");
    MLFLOW.verify(0, postRequestedFor(urlMatching(".*(alias|set-tag)")));
  }

  @Test
  void recognisesAnArtifactByItsPlace() {
    models.register(model, "v8", key, "s3://models/" + model + "/8", "dana");
    models.approve(model, "v8", "rita");
    models.markLive(model, "v8", "olga");
    shows("", version("8", "READY", ""));

    mirror.look();

    setAlias("champion", "8", 1);
    assertThat(models.versions(model)).hasSize(1);
  }

  @Test
  @DisplayName(
      "MLflow in trouble is told once and changes nothing here; it is set right afterwards")
  void tellsTrouble() {
    live("1");
    shows("", version("1", "READY", ""));
    for (var trouble : Map.of(
            "does not answer",
            aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
            "timed out",
            okJson("{}").withFixedDelay(3_000),
            "status 503",
            aResponse().withStatus(503).withBody("<html>Maintenance</html>"),
            "lets us not in (403)",
            aResponse().withStatus(403).withBody("{\"error_code\":\"PERMISSION_DENIED\"}"),
            "refuses registered-models/alias (INVALID_PARAMETER_VALUE): Bad alias",
            jsonResponse(
                "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"Bad alias\"}", 400))
        .entrySet()) {
      MLFLOW.stubFor(post(ALIAS).willReturn(trouble.getValue()));
      (trouble.getKey().equals("timed out") ? mirror(Map.of(), Duration.ofSeconds(1)) : mirror)
          .look();
      assertThat(table.of(model).orElseThrow().problem())
          .as(trouble.getKey())
          .contains(trouble.getKey())
          .doesNotContain("Exception", "secret-token");
      assertThat(models.live(model)).map(ModelVersion::version).contains("1");
    }
    assertThat(notices.of(key))
        .extracting(Notice::subject)
        .containsOnlyOnce("MLflow does not show what is true of " + model);
    assertThat(ledger.of(key, 50)).extracting(Entry::action).doesNotContain("mlflow-alias-set");

    MLFLOW.stubFor(post(ALIAS).willReturn(okJson("{}")));
    shows("{\"alias\":\"champion\",\"version\":\"1\"}", version("1", "READY", tags("live")));
    mirror.look();
    assertThat(table.of(model).orElseThrow().problem()).isNull();
  }

  @Test
  void readsEveryPageAndOnlyThatModel() {
    shows("", version("1", "READY", ""));
    MLFLOW.stubFor(get(urlPathEqualTo(VERSIONS))
        .withQueryParam("filter", equalTo("name='" + model + "'"))
        .withQueryParam("page_token", absent())
        .atPriority(1)
        .willReturn(okJson("{\"model_versions\":[" + version("2", "READY", "")
            + "],\"next_page_token\":\"a/b=\"}")));
    MLFLOW.stubFor(get(urlPathEqualTo(VERSIONS))
        .withQueryParam("page_token", equalTo("a/b="))
        .atPriority(1)
        .willReturn(okJson("{\"model_versions\":[" + version("1", "READY", "") + ","
            + version("9", "READY", "").replace("\"name\":\"" + model, "\"name\":\"other")
            + "]}")));

    mirror.look();

    assertThat(models.versions(model))
        .extracting(ModelVersion::version)
        .containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void tellsWhatMlflowDoesNotHave() {
    mirror(Map.of(model, "misspelled")).look();
    assertThat(table.of(model).orElseThrow().problem())
        .contains("MLflow has no model “misspelled”");
    assertThat(as("engineering").get("/api/models/" + model + "/mlflow").at("problem"))
        .contains("misspelled");

    mirror.look();
    assertThat(table.of(model)).isEmpty();
    assertThat(as("engineering").get("/api/models/" + model + "/mlflow").status())
        .isEqualTo(404);

    models.register(model, "v1", key, "s3://elsewhere", "dana");
    models.approve(model, "v1", "rita");
    models.markLive(model, "v1", "olga");
    shows("", version("1", "READY", ""));
    mirror.look();
    assertThat(table.of(model).orElseThrow().problem())
        .contains("Version v1 serves and is not in MLflow's");
  }

  private Mirror mirror(Map<String, String> names) {
    return mirror(names, Duration.ofSeconds(30));
  }

  private Mirror mirror(Map<String, String> names, Duration timeout) {
    var properties = new MirrorProperties(
        URI.create(MLFLOW.baseUrl()), "secret-token", Duration.ofMinutes(1), timeout, 10, names);
    return new Mirror(
        new MlflowModels(properties),
        properties,
        table,
        models,
        initiatives,
        ledger,
        notices,
        clock,
        new ThreadPoolTaskScheduler());
  }

  private void live(String version) {
    models.register(model, version, key, "models:/" + model + "/" + version, "dana");
    models.approve(model, version, "rita");
    models.markLive(model, version, "olga");
  }

  private void setAlias(String alias, String version, int times) {
    MLFLOW.verify(
        times,
        postRequestedFor(urlEqualTo(ALIAS))
            .withHeader("Authorization", equalTo("Bearer secret-token"))
            .withRequestBody(matchingJsonPath("$.name", equalTo(model)))
            .withRequestBody(matchingJsonPath("$.alias", equalTo(alias)))
            .withRequestBody(matchingJsonPath("$.version", equalTo(version))));
  }

  private void shows(String aliases, String... versions) {
    MLFLOW.stubFor(get(urlPathEqualTo(MODEL))
        .withQueryParam("name", equalTo(model))
        .willReturn(okJson("{\"registered_model\":{\"name\":\"" + model
            + "\",\"creation_timestamp\":1763600000000,\"aliases\":[" + aliases + "]}}")));
    versions(versions);
  }

  private void versions(String... versions) {
    MLFLOW.stubFor(get(urlPathEqualTo(VERSIONS))
        .withQueryParam("filter", equalTo("name='" + model + "'"))
        .willReturn(found(versions)));
  }

  private static ResponseDefinitionBuilder found(String... versions) {
    return okJson("{\"model_versions\":["
        + java.util.Arrays.stream(versions).collect(Collectors.joining(",")) + "]}");
  }

  private String tags(String state) {
    return "{\"key\":\"pilotage.initiative\",\"value\":\"" + key
        + "\"},{\"key\":\"pilotage.state\",\"value\":\"" + state + "\"}";
  }

  /** A version as MLflow writes it. */
  private String version(String number, String status, String tags) {
    return "{\"name\":\"" + model + "\",\"version\":\"" + number
        + "\",\"creation_timestamp\":1763600000000,\"current_stage\":\"None\",\"description\":\"\","
        + "\"source\":\"s3://models/" + model + "/" + number
        + "\",\"run_id\":\"0af1\",\"status\":\"" + status + "\",\"tags\":[" + tags + "]}";
  }
}
