package io.pilotage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pilotage.WebTest;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.traffic.Routes;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
    assertThat(toldOfMany())
        .hasSize(2)
        .allSatisfy(notice -> assertThat(notice.text()).contains("20", "new token"));
  }

  @Test
  @DisplayName("What was not seen for a month is news again, and counted from then on")
  void isNewsAgainAfterAMonth() {
    models.reportUnauthorised(model, "rogue", "prediction log");
    clock.pass(Duration.ofDays(29));
    models.reportUnauthorised(model, "rogue", "prediction log");
    assertThat(told()).hasSize(2);

    clock.pass(Duration.ofDays(31));
    var again = clock.instant();
    models.reportUnauthorised(model, "rogue", "another node");
    models.reportUnauthorised(model, "rogue", "another node");

    assertThat(told()).hasSize(4);
    assertThat(told().get(0).text()).contains("another node");
    assertThat(models.unauthorised(model)).singleElement().satisfies(found -> {
      assertThat(found.at()).isCloseTo(again, within(1, ChronoUnit.SECONDS));
      assertThat(found.foundBy()).isEqualTo("another node");
    });
  }

  @Test
  @DisplayName("A flood after a month is told again, and only what it brings is counted")
  void aFloodIsNewsAgainAfterAMonth() {
    var ghosts =
        IntStream.range(0, 60).mapToObj(number -> "ghost-" + number).collect(Collectors.toSet());
    models.reportUnauthorised(model, ghosts, "prediction log");
    clock.pass(Duration.ofDays(29));
    models.reportUnauthorised(model, ghosts, "prediction log");
    clock.pass(Duration.ofDays(29));
    models.reportUnauthorised(model, ghosts, "prediction log");
    assertThat(models.unauthorisedMore(model)).as("seen all the while").isEqualTo(40);
    assertThat(toldOfMany()).hasSize(2);

    clock.pass(Duration.ofDays(31));
    models.reportUnauthorised(model, ghosts, "prediction log");

    assertThat(toldOfMany()).hasSize(4);
    assertThat(models.unauthorisedMore(model)).isEqualTo(40);
    assertThat(models.unapproved(model).versions()).hasSize(20);
  }

  @Test
  @DisplayName("Names of long ago have no place of their own in a flood")
  void oldNamesTakeThePlacesOfOthers() {
    for (var month : List.of("a", "b")) {
      models.reportUnauthorised(model, names(month, 20), "prediction log");
      clock.pass(Duration.ofDays(31));
    }
    var before = told().size();
    var all = names("a", 20);
    all.addAll(names("b", 20));

    models.reportUnauthorised(model, all, "prediction log");

    assertThat(told()).hasSize(before + 2 * 21);
    assertThat(models.unauthorisedMore(model)).isEqualTo(20);
  }

  private static Set<String> names(String month, int many) {
    return IntStream.range(0, many)
        .mapToObj(number -> month + number)
        .collect(Collectors.toCollection(HashSet::new));
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

  private List<Notice> toldOfMany() {
    return told().stream()
        .filter(notice -> notice.subject().contains("many versions"))
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
