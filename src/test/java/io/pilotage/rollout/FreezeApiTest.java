package io.pilotage.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class FreezeApiTest extends WebTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Ledger ledger;

  @Autowired
  private Notices notices;

  @AfterEach
  void thaw() {
    if (as("pm").get("/api/freeze").json().get("frozen").asBoolean())
      as("pm").delete("/api/freeze");
  }

  @Test
  @DisplayName(
      "R65 one call freezes every promotion, another ends it, and a rollback works in between")
  void freezesAndThaws() {
    var model = candidateAt(2_500);
    var frozen = as("pm")
        .post(
            "/api/freeze",
            Map.of("reason", "The books are being closed", "until", "2099-01-01T00:00:00Z"));
    assertThat(frozen.status()).as(frozen.text()).isEqualTo(200);
    assertThat(frozen.json().get("frozen").asBoolean()).isTrue();
    assertThat(frozen.at("by")).isEqualTo("pm");

    var back = as("operations")
        .post(
            "/api/models/" + model + "/rollback",
            Map.of("to", "previous-stage", "reason", "Complaints"));
    assertThat(back.status()).as(back.text()).isEqualTo(200);
    assertThat(routes.get(model).share()).isEqualTo(500);

    assertThat(as("operations").delete("/api/freeze").json().get("frozen").asBoolean())
        .isFalse();
    assertThat(ledger.latest(50))
        .extracting(Entry::action)
        .containsSubsequence("freeze-ended", "rolled-back", "freeze-begun");
    assertThat(notices.latest(50))
        .extracting(Notice::subject)
        .contains("Promotions are frozen", "Promotions go on");
  }

  @Test
  void asksWhoWhyAndWhetherAlready() {
    assertThat(as("business").post("/api/freeze", Map.of("reason", "x")).status())
        .isEqualTo(403);
    assertThat(anonymously().post("/api/freeze", Map.of("reason", "x")).status())
        .isEqualTo(401);
    assertProblem(as("pm").post("/api/freeze", Map.of("reason", " ")), "reason");
    assertProblem(
        as("pm").post("/api/freeze", Map.of("reason", "x", "until", "2001-01-01T00:00:00Z")),
        "until");
    assertProblem(as("pm").delete("/api/freeze"), "freeze");
    as("operations").post("/api/freeze", Map.of("reason", "First"));
    assertProblem(as("pm").post("/api/freeze", Map.of("reason", "Second")), "freeze");
    assertThat(as("business").delete("/api/freeze").status()).isEqualTo(403);
    assertThat(as("pm").get("/api/freeze").at("reason")).isEqualTo("First");
  }

  @Test
  @DisplayName(
      "R86 the board has the button for who may press it, and everybody reads why stages wait")
  void showsItOnTheBoard() {
    var model = candidateAt(500);
    var pm = browser("pm");
    assertThat(pm.get("/").body()).contains("Freeze promotions").doesNotContain("Frozen until");
    assertThat(browser("business").get("/").body()).doesNotContain("Freeze promotions");

    pm.post(
        "/freeze",
        "application/x-www-form-urlencoded",
        "reason=Closing+the+books&_csrf=" + token(pm));
    assertThat(pm.get("/").body())
        .as("not confirmed")
        .contains("Please confirm")
        .doesNotContain("Frozen until");
    pm.post(
        "/freeze",
        "application/x-www-form-urlencoded",
        "reason=Closing+the+books&until=2099-01-01T08:30&sure=yes&_csrf=" + token(pm));

    assertThat(browser("business").get("/").body())
        .contains("Frozen until 1 Jan 2099, 08:30 UTC because: Closing the books (pm)");
    assertThat(browser("business").get("/models/" + model).body())
        .contains("Frozen until 1 Jan 2099, 08:30 UTC because: Closing the books (pm)");
    pm.post("/freeze/end", "application/x-www-form-urlencoded", "sure=yes&_csrf=" + token(pm));
    assertThat(pm.get("/").body()).contains("Freeze promotions").doesNotContain("Frozen until");
  }

  private String candidateAt(int share) {
    var key = initiatives.register("Freeze a candidate", null, "pm").key();
    var model = key.toLowerCase(Locale.ROOT) + "-model";
    models.adopt(model, "v1", key, "s3://v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    models.register(model, "v2", key, "s3://v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.change(routes.get(model).withCandidate("v2"), "system", "Rollout.");
    routes.change(routes.get(model).shiftTo(share), "system", "Stage.");
    return model;
  }

  private Browser browser(String person) {
    var browser = new Browser(this::address);
    browser.login(person, "demo");
    return browser;
  }

  private static String token(Browser browser) {
    var found = java.util.regex.Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
        .matcher(browser.get("/").body());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static void assertProblem(Answer answer, String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.at("field")).isEqualTo(field);
  }
}
