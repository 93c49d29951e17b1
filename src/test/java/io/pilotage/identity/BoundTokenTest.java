package io.pilotage.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Window;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A token speaks of its own models alone, and no faster than it may")
class BoundTokenTest extends WebTest {

  private static final String BOUND = "bound-token-for-tests";
  private static final String MINE = "bound-1";

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Monitoring monitoring;

  private final String version = "v-" + UUID.randomUUID().toString().substring(0, 8);
  private final String others = "other-" + UUID.randomUUID();

  @BeforeEach
  void openRoutes() {
    if (!models.known(MINE)) models.adopt(MINE, "v1", null, "file:mine", "pm");
    if (routes.find(MINE).isEmpty()) routes.open(MINE, null, "v1", null, "engineering");
    models.adopt(others, version, null, "file:others", "pm");
    routes.open(others, null, version, null, "engineering");
  }

  @Test
  @DisplayName("Predictions of another model come back by their number, the others are kept")
  void predictions() {
    var answer = withToken(BOUND)
        .postLines(
            "/api/predictions",
            prediction(MINE, "a"),
            prediction(others, "b"),
            prediction(MINE, "c"),
            prediction("nobody", "d"));

    assertThat(answer.at("accepted")).as(answer.text()).isEqualTo("2");
    assertThat(answer.json().path("rejected").findValuesAsText("line")).containsExactly("2", "4");
    assertThat(answer.at("/rejected/0/detail"))
        .contains("not for the model “" + others + "”", "pilotage.identity.tokens");
    assertThat(read(others, Signal.ERROR_RATE).n()).isZero();
    assertThat(withToken("scorer-token-for-tests")
            .postLines("/api/predictions", prediction(others, "e"))
            .at("accepted"))
        .isEqualTo("1");
  }

  @Test
  @DisplayName(
      "An outcome counts for the models of its token alone, though the id is known elsewhere too")
  void outcomes() {
    anonymously().postLines("/api/predictions", prediction(MINE, "a"), prediction(others, "a"));

    assertThat(withToken(BOUND).postLines("/api/outcomes", outcome("a", null)).at("accepted"))
        .isEqualTo("1");
    assertThat(withToken(BOUND)
            .postLines("/api/outcomes", outcome("a", others))
            .at("/rejected/0/line"))
        .isEqualTo("1");
    assertThat(withToken("twice-bound-token-for-tests")
            .postLines("/api/outcomes", outcome("a", null))
            .at("/rejected/0/detail"))
        .contains("which one it is about");

    assertThat(read(MINE, Signal.ACCURACY).n()).isEqualTo(1);
    assertThat(read(others, Signal.ACCURACY).n()).isZero();
    assertThat(
            anonymously().postLines("/api/outcomes", outcome("a", null)).at("/rejected/0/detail"))
        .contains("which one it is about");
    assertThat(anonymously().postLines("/api/outcomes", outcome("a", others)).at("accepted"))
        .isEqualTo("1");
    assertThat(read(others, Signal.ACCURACY).n()).isEqualTo(1);
  }

  @Test
  @DisplayName("OFREP answers 403 in its own words, and lists none but the token's models")
  void ofrep() {
    var ask = Map.of("context", Map.of("targetingKey", "anna"));
    var foreign = withToken(BOUND).post("/ofrep/v1/evaluate/flags/" + others, ask);

    assertThat(withToken(BOUND).post("/ofrep/v1/evaluate/flags/" + MINE, ask).at("value"))
        .isEqualTo("v1");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.at("errorDetails")).contains(others);
    assertThat(withToken(BOUND)
            .post("/ofrep/v1/evaluate/flags", ask)
            .json()
            .path("flags")
            .findValuesAsText("key"))
        .containsExactly(MINE);
    assertThat(withToken("router-token-for-tests")
            .post("/ofrep/v1/evaluate/flags/" + others, ask)
            .at("value"))
        .isEqualTo(version);
  }

  @Test
  @DisplayName("Alerts about another model are refused with 403, and hold up no other")
  void alerts() {
    var answer =
        withToken(BOUND).post("/api/alerts", Map.of("alerts", List.of(alert(others), alert(MINE))));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.at("/field")).isEqualTo("alerts[0].labels.model");
    assertThat(answer.at("/outcomes/tested")).as(answer.text()).isEqualTo("1");
  }

  @Test
  @DisplayName(
      "Whoever asks faster than it may is told when to ask again; the others are not held up")
  void pace() {
    var callers = Executors.newFixedThreadPool(30);
    var asked = IntStream.range(0, 30)
        .mapToObj(number -> CompletableFuture.supplyAsync(
            () -> withToken("slow-token-for-tests")
                .postLines("/api/predictions", prediction(MINE, "p" + number)),
            callers))
        .toList();
    var answers = asked.stream().map(CompletableFuture::join).toList();
    callers.shutdown();

    assertThat(answers).extracting(Answer::status).contains(200, 429).containsOnly(200, 429);
    assertThat(answers.stream().filter(answer -> answer.status() == 429).findFirst())
        .hasValueSatisfying(slowed -> {
          assertThat(slowed.header("Retry-After")).isEqualTo("1");
          assertThat(slowed.at("detail")).contains("slow", "2 requests a second");
        });
    assertThat(withToken("scorer-token-for-tests")
            .postLines("/api/predictions", prediction(MINE, "q"))
            .status())
        .isEqualTo(200);
  }

  private Reading read(String model, Signal signal) {
    var now = clock.instant();
    return monitoring
        .read(
            signal,
            List.of(new Window(
                model, version, now.minus(Duration.ofHours(1)), now.plus(Duration.ofMinutes(1)))))
        .get(0);
  }

  private String prediction(String model, String id) {
    return "{\"id\":\"" + version + id + "\",\"model\":\"" + model + "\",\"version\":\"" + version
        + "\",\"at\":\"" + clock.instant() + "\",\"prediction\":1}";
  }

  private String outcome(String id, String model) {
    return "{\"id\":\"" + version + id + "\",\"actual\":1,\"at\":\"" + clock.instant() + "\""
        + (model == null ? "" : ",\"model\":\"" + model + "\"") + "}";
  }

  private Map<String, Object> alert(String model) {
    return Map.of(
        "status",
        "firing",
        "startsAt",
        "2026-03-31T09:00:00Z",
        "fingerprint",
        version + model,
        "labels",
        Map.of("alertname", "TooSlow", "model", model, "pilotage_test", "true"));
  }
}
