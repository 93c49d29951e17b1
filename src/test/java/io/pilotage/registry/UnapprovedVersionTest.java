package io.pilotage.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.traffic.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("R53 a version that answers and that nobody approved is told to people")
class UnapprovedVersionTest extends WebTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Notices notices;

  private final String key = "ROGUE-" + (UUID.randomUUID().hashCode() >>> 1);
  private final String model = key.toLowerCase(Locale.ROOT);

  @BeforeEach
  void serve() {
    initiatives.register("Rogue", key, "pm");
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "file:model", "pm");
    routes.open(model, key, "v1", "rules", "pm");
  }

  @Test
  @DisplayName("Operations and engineering hear of it once, however often and by whom it is seen")
  void isToldOnce() {
    seen("v1", "rogue");
    seen("rogue");
    models.reportUnauthorised(model, "rogue", "another node");

    assertThat(told())
        .extracting(Notice::toGroup)
        .containsExactlyInAnyOrder("operations", "engineering");
    assertThat(told()).allSatisfy(notice -> {
      assertThat(notice.kind()).isEqualTo(Kind.INCIDENT);
      assertThat(notice.subject()).contains("rogue", model);
      assertThat(notice.text()).contains("prediction log", "/models/" + model);
    });
  }

  @Test
  @DisplayName("Another version, registered and not approved, is told by itself")
  void eachVersionIsTold() {
    models.register(model, "v2", key, "file:next", "data-science");

    seen("rogue");
    seen("v2");

    assertThat(told()).hasSize(4);
    assertThat(told()).extracting(Notice::subject).anyMatch(subject -> subject.contains("v2"));
  }

  @Test
  @DisplayName("Of a flood of invented names, that there were more is told once")
  void aFloodIsToldOnce() {
    seen(IntStream.range(0, 60).mapToObj(number -> "ghost-" + number).toArray(String[]::new));
    seen("ghost-61", "ghost-62");

    assertThat(told()).hasSize(2 * 21);
    assertThat(told())
        .filteredOn(notice -> notice.subject().contains("many versions"))
        .hasSize(2)
        .allSatisfy(notice -> assertThat(notice.text()).contains("20", "new token"));
  }

  @Test
  @DisplayName("What a version answered before it was quarantined may still be logged")
  void lateLinesOfTheQuarantined() {
    models.register(model, "v2", key, "file:next", "data-science");
    models.approve(model, "v2", "risk");
    models.quarantine(model, "v2", "It stepped back twice.");

    seen("v2");
    assertThat(told()).isEmpty();

    clock.pass(Duration.ofMinutes(61));
    models.reportUnauthorised(model, "v2", "prediction log");
    assertThat(told()).hasSize(2);
  }

  @Test
  @DisplayName("The page of the model and the API name it until it is approved")
  void isShown() {
    models.register(model, "v2", key, "file:next", "data-science");
    seen("v2", "rogue");

    assertThat(page()).contains("Seen without approval", "rogue", "prediction log");
    var answer = as("pm").get("/api/models/" + model + "/unapproved");
    assertThat(answer.json().at("/versions").findValuesAsText("version"))
        .containsExactlyInAnyOrder("v2", "rogue");
    assertThat(answer.at("/versions/0/foundBy")).isEqualTo("prediction log");
    assertThat(answer.at("/versions/0/firstSeen")).isNotBlank();
    assertThat(answer.at("/versions/0/lastSeen")).isNotBlank();
    assertThat(answer.at("/more")).isEqualTo("0");

    models.approve(model, "v2", "risk");

    assertThat(as("pm")
            .get("/api/models/" + model + "/unapproved")
            .json()
            .at("/versions")
            .findValuesAsText("version"))
        .containsExactly("rogue");
  }

  @Test
  @DisplayName("Where nothing was seen, the page says nothing of it and an unknown model is said")
  void nothingWasSeen() {
    seen("v1");

    assertThat(told()).isEmpty();
    assertThat(page()).doesNotContain("Seen without approval");
    assertThat(as("pm").get("/api/models/nobody-" + model + "/unapproved").status())
        .isEqualTo(404);
  }

  private String page() {
    var browser = new Browser(this::address);
    browser.login("pm", "demo");
    return browser.get("/models/" + model).body();
  }

  private List<Notice> told() {
    return notices.of(key).stream()
        .filter(notice -> notice.subject().contains("without approval"))
        .toList();
  }

  private void seen(String... versions) {
    var answer = anonymously()
        .post(
            "/api/predictions",
            "application/x-ndjson",
            IntStream.range(0, versions.length)
                .mapToObj(number -> line(versions[number]))
                .collect(Collectors.joining("\n")));
    assertThat(answer.at("accepted")).isEqualTo(String.valueOf(versions.length));
  }

  private String line(String version) {
    return "{\"id\":\"" + UUID.randomUUID() + "\",\"model\":\"" + model + "\",\"version\":\""
        + version + "\",\"at\":\"" + clock.instant() + "\",\"prediction\":1}";
  }
}
