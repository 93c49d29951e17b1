package io.pilotage.monitoring.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.audit.Ledger;
import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A flood of invented versions fills no ledger and holds no thread")
class FloodTest extends WebTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Ledger ledger;

  private final String key = "FLOOD-" + (UUID.randomUUID().hashCode() >>> 1);
  private final String model = key.toLowerCase(Locale.ROOT);

  @BeforeEach
  void register() {
    initiatives.register("Flooded", key, "pm");
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "file:model", "pm");
  }

  @Test
  @DisplayName(
      "R53 of 5,000 invented versions twenty are named and the others counted, and every line is kept")
  void inventedVersions() {
    var begun = Instant.now();
    var answer = anonymously()
        .post(
            "/api/predictions",
            "application/x-ndjson",
            IntStream.range(0, 5_000)
                .mapToObj(number -> line("ghost-" + number, number))
                .collect(Collectors.joining("\n")));

    assertThat(answer.at("accepted")).isEqualTo("5000");
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
    assertThat(models.unauthorised(model)).hasSize(20);
    assertThat(models.unauthorisedMore(model)).isEqualTo(4_980);
    assertThat(entries()).isLessThanOrEqualTo(21);
  }

  @Test
  @DisplayName(
      "A version somebody registered and nobody approved is named however many were made up before")
  void registeredOnes() {
    anonymously()
        .post(
            "/api/predictions",
            "application/x-ndjson",
            IntStream.range(0, 50)
                .mapToObj(number -> line("ghost-" + number, number))
                .collect(Collectors.joining("\n")));
    models.register(model, "v2", key, "file:next", "data-science");

    anonymously().postLines("/api/predictions", line("v2", 51));

    assertThat(models.unauthorised(model)).extracting(found -> found.version()).contains("v2");
    assertThat(models.unauthorisedMore(model)).isEqualTo(30);
  }

  @Test
  @DisplayName("R53 what callers fall back on is no version that nobody approved")
  void fallbacksAreNoVersions() {
    routes.open(model, key, "v1", "rules", "pm");

    anonymously().postLines("/api/predictions", line("rules", 1), line("ghost", 2));

    assertThat(models.unauthorised(model))
        .extracting(found -> found.version())
        .containsExactly("ghost");
  }

  @Test
  @DisplayName("Invented models are refused line by line, with one question to the database")
  void inventedModels() {
    var answer = anonymously()
        .post(
            "/api/predictions",
            "application/x-ndjson",
            IntStream.range(0, 5_000)
                .mapToObj(number -> line("v1", number)
                    .replace("\"model\":\"" + model, "\"model\":\"nobody-" + number))
                .collect(Collectors.joining("\n")));

    assertThat(answer.json().path("rejected")).hasSize(5_000);
  }

  @Test
  @DisplayName("A name as long as a line is reported shortened")
  void longNames() {
    anonymously().postLines("/api/predictions", line("long".repeat(240), 1));

    assertThat(models.unauthorised(model))
        .singleElement()
        .satisfies(found -> assertThat(found.version()).hasSizeLessThanOrEqualTo(64));
  }

  private long entries() {
    return ledger.of(key, 50_000).stream()
        .filter(entry -> entry.action().startsWith("unauthorised-deployment"))
        .count();
  }

  private String line(String version, int number) {
    return "{\"id\":\"" + model + number + "\",\"model\":\"" + model + "\",\"version\":\"" + version
        + "\",\"at\":\"" + clock.instant() + "\",\"prediction\":1}";
  }
}
