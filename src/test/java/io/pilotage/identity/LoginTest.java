package io.pilotage.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("One login for pages, Tasklist and REST")
class LoginTest extends WebTest {

  @Autowired
  People people;

  @Test
  void everybodyOfTheDemoLogsInWithPasswordAndGroup() {
    for (var person : List.of(
        "pm",
        "business",
        "data-science",
        "engineering",
        "security",
        "legal",
        "risk",
        "operations",
        "admin")) {
      assertThat(as(person).get("/engine-rest/task/count").status()).as(person).isEqualTo(200);
    }
    assertThat(people.groupsOf("pm")).containsExactly("program-managers");
    assertThat(people.groupsOf("admin")).containsExactly("camunda-admin");
    assertThat(people.groupsOf("risk")).containsExactly("risk");
  }

  @Test
  void wrongAndMissingLoginsAreToldInJson() {
    for (var path : List.of("/api/models", "/engine-rest/task", "/v3/api-docs", "/actuator/env")) {
      var missing = anonymously().get(path);
      assertThat(missing.status()).as(path).isEqualTo(401);
      assertThat(missing.header("Content-Type")).startsWith("application/problem+json");
      assertThat(missing.header("WWW-Authenticate")).startsWith("Basic");
      assertThat(missing.at("field")).isEqualTo("Authorization");
    }
    var wrong = anonymously().header("Authorization", basic("legal", "wrong")).get("/api/models");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.text())
        .contains("name or password is missing or wrong")
        .doesNotContain("Exception");
    clock.pass(Duration.ofSeconds(10));
    assertThat(as("legal").get("/engine-rest/task/count").status()).isEqualTo(200);
  }

  @Test
  void pagesAskAtTheLoginPage() {
    for (var path : List.of("/", "/camunda/app/tasklist/default/", "/initiatives/FRAUD-1")) {
      var answer = anonymously().get(path);
      assertThat(answer.status()).as(path).isEqualTo(302);
      assertThat(answer.header("Location")).as(path).endsWith("/login");
    }
    assertThat(anonymously().get("/login").text()).contains("Log in").contains("_csrf");
    assertThat(anonymously().get("/pilotage.css").status()).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "Nobody has a session before the login, and the login leads to the page that was asked for")
  void keepsNothingOfStrangers() {
    for (var path : List.of(
        "/", "/login", "/initiatives/FRAUD-1?x=1", "/camunda/app/tasklist/default/", "/nothing")) {
      var answer = anonymously().header("Accept", "text/html").get(path);
      assertThat(answer.response().headers().allValues("Set-Cookie"))
          .as(path)
          .noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
    }
    var browser = new Browser(this::address);
    assertThat(browser
            .open("/initiatives/FRAUD-1?x=1")
            .headers()
            .firstValue("Location")
            .orElseThrow())
        .endsWith("/login");
    var wrong = browser.open("/login?error");
    assertThat(wrong.headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("JSESSIONID"));

    assertThat(browser.login("pm", "demo")).endsWith("/initiatives/FRAUD-1?x=1");
    assertThat(browser.login("pm", "demo")).as("once").endsWith("/");
  }

  @Test
  void oneLoginServesPagesTasklistAndApiUntilTheLogout() {
    var browser = new Browser(this::address);
    assertThat(browser.login("pm", "wrong")).endsWith("/login?error");
    clock.pass(Duration.ofSeconds(10));
    assertThat(browser.login("pm", "demo")).doesNotContain("login");

    assertThat(browser.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
    assertThat(browser.get("/camunda/api/engine/engine/default/task/count").statusCode())
        .isEqualTo(200);
    assertThat(browser.get("/camunda/api/admin/auth/user/default").body())
        .contains("\"userId\":\"pm\"")
        .contains("tasklist");
    assertThat(browser.get("/engine-rest/task/count").statusCode()).isEqualTo(200);

    assertThat(browser.logoutOfTasklist()).isEqualTo(204);
    assertThat(browser.get("/camunda/api/engine/engine/default/task/count").statusCode())
        .isEqualTo(401);
    assertThat(browser.get("/engine-rest/task/count").statusCode()).isEqualTo(401);
  }

  @Test
  void aFormOfAnotherSiteChangesNothing() {
    var browser = new Browser(this::address);
    browser.login("operations", "demo");

    assertThat(
            browser.post("/api/models/churn/rollback", "application/json", "{}").statusCode())
        .isEqualTo(403);
    assertThat(browser.post("/engine-rest/task", "application/json", "{}").statusCode())
        .isEqualTo(403);
    assertThat(browser.post("/logout", "application/x-www-form-urlencoded", "").statusCode())
        .isEqualTo(403);
    assertThat(as("operations")
            .header("Sec-Fetch-Site", "cross-site")
            .post("/engine-rest/task/count", "{}")
            .status())
        .isEqualTo(403);
    assertThat(as("operations").post("/engine-rest/task/count", "{}").status()).isEqualTo(200);
  }

  @Test
  void whatIsClosedStaysClosed() {
    assertThat(as("admin").get("/engine-rest/engine").status()).isEqualTo(403);
    assertThat(as("admin").get("/engine-rest/engine/default/task").status()).isEqualTo(403);
    assertThat(as("admin").get("/actuator/env").status()).isIn(403, 404);
    assertThat(anonymously().get("/actuator/health").status()).isEqualTo(200);
    assertThat(anonymously().get("/actuator/prometheus").status())
        .as("from this machine")
        .isNotIn(401, 403);
    assertThat(anonymously()
            .header("X-Forwarded-For", "198.51.100.7")
            .get("/actuator/prometheus")
            .status())
        .isEqualTo(401);
    assertThat(as("operations")
            .header("X-Forwarded-For", "198.51.100.7")
            .get("/actuator/prometheus")
            .status())
        .isNotIn(401, 403);
  }

  @Test
  void aTokenOpensItsScopeAndNothingElse() {
    var scorer = withToken("scorer-token-for-tests").header("X-Forwarded-For", "198.51.100.7");
    assertThat(scorer.postLines("/api/predictions", "").status()).isNotIn(401, 403);
    assertThat(scorer.postLines("/api/outcomes", "").status()).isEqualTo(403);
    assertThat(scorer.post("/ofrep/v1/evaluate/flags/x", Map.of()).status()).isEqualTo(403);
    assertThat(scorer.get("/api/models").status()).isEqualTo(401);
    assertThat(scorer.get("/engine-rest/task").status()).isEqualTo(401);
    assertThat(scorer.get("/").status()).isEqualTo(302);

    var byKey = anonymously()
        .header("X-Forwarded-For", "198.51.100.7")
        .header("X-API-Key", "router-token-for-tests");
    assertThat(byKey.post("/ofrep/v1/evaluate/flags/x", Map.of()).status()).isNotIn(401, 403);
    assertThat(byKey.postLines("/api/predictions", "").status()).isEqualTo(403);
  }

  @Test
  void wrongTokensAreRefusedOnEveryAddress() {
    assertThat(withToken("wrong").postLines("/api/predictions", "").status()).isEqualTo(401);
    assertThat(
            anonymously().header("X-API-Key", "wrong").post("/api/alerts", "{}").status())
        .isEqualTo(401);
  }

  @Test
  void onlyThisMachineItselfNeedsNoTokenInTheDemo() {
    assertThat(anonymously().postLines("/api/predictions", "").status()).isNotIn(401, 403);
    var proxied =
        anonymously().header("X-Forwarded-For", "127.0.0.1").postLines("/api/predictions", "");
    assertThat(proxied.status()).isEqualTo(401);
    assertThat(proxied.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(anonymously()
            .header("Forwarded", "for=127.0.0.1")
            .postLines("/api/outcomes", "")
            .status())
        .isEqualTo(401);
  }
}
