package io.pilotage.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pilotage.WebTest;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.digest.Sha512HashDigest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Accounts, passwords and sessions under attack")
class AccountAttackTest extends WebTest {

  private static final String PASSWORD = "quiet river, nine stones";
  /** Addresses of this machine nobody else in the tests calls from. */
  private static final String HOME = "127.1.0.2";

  private static final String ATTACKER = "127.1.0.3";
  /** The one proxy that application-test.yml trusts. */
  private static final String PROXY = "127.0.0.9";

  @Autowired
  JdbcClient jdbc;

  @Autowired
  Ledger ledger;

  private final String eve = "eve-" + UUID.randomUUID().toString().substring(0, 8);

  @AfterEach
  void leaveNobodyBehind() {
    engine.getIdentityService().deleteUser(eve);
  }

  @Test
  @DisplayName(
      "A15: however often somebody sends wrong passwords, the right one gets in: at once from a known "
          + "address, in minutes from any other")
  void nobodyIsLockedOutForGood() {
    born("operations");
    assertThat(from(HOME).get("/api/models", basic(PASSWORD)).status()).isEqualTo(200);

    for (var i = 0; i < 15; i++) {
      assertThat(from(ATTACKER).get("/api/models", basic("wrong " + i)).status())
          .isIn(401, 429);
      clock.pass(Duration.ofMinutes(2));
    }
    for (var i = 0; i < 40; i++) from(ATTACKER).get("/api/models", basic("wrong again " + i));

    assertThat(from(HOME).get("/api/models", basic(PASSWORD)).status())
        .as("from a known address, at once")
        .isEqualTo(200);
    assertThat(from("127.1.0.4").get("/api/models", basic(PASSWORD)).status())
        .as("from an address that tried nothing")
        .isEqualTo(200);
    var held = from(ATTACKER).get("/api/models", basic(PASSWORD));
    assertThat(held.status()).as("from the address of the attack").isEqualTo(429);
    assertThat(Integer.parseInt(held.header("Retry-After"))).isBetween(1, 120);
    assertThat(held.body()).contains("Too many wrong passwords").doesNotContain("Exception");
    clock.pass(Duration.ofMinutes(5));
    assertThat(from(ATTACKER).get("/api/models", basic(PASSWORD)).status())
        .as("after some minutes")
        .isEqualTo(200);
  }

  @Test
  @DisplayName("A15: wrong passwords from the person's own address hold nobody either")
  void theOwnAddressIsNotHeld() {
    born("operations");
    assertThat(from(HOME).get("/api/models", basic(PASSWORD)).status()).isEqualTo(200);
    for (var i = 0; i < 14; i++)
      assertThat(from(HOME).get("/api/models", basic("wrong " + i)).status()).isIn(401, 429);

    assertThat(from(HOME).get("/api/models", basic(PASSWORD)).status()).isEqualTo(200);
    clock.pass(Duration.ofDays(1));
    for (var i = 0; i < 14; i++)
      assertThat(from(HOME).get("/api/models", basic("wrong " + i)).status()).isIn(401, 429);
    assertThat(from(HOME).get("/api/models", basic(PASSWORD)).status())
        .as("a day later, when nothing is remembered but the address")
        .isEqualTo(200);
  }

  @Test
  @DisplayName(
      "A15: a flood of wrong passwords, for one name or for many, costs a few hashes and not one each")
  void wrongPasswordsCostLittle() throws Exception {
    born("operations");
    var tries = Stream.iterate(0, i -> i + 1)
        .limit(300)
        .<Callable<Integer>>map(i -> () -> from("127.1.0.5")
            .get("/api/models", basicOf(i % 2 == 0 ? eve : "nobody-" + i, "wrong " + i))
            .status())
        .toList();
    var callers = Executors.newFixedThreadPool(20);
    try {
      var answers =
          callers.invokeAll(tries).stream().map(AccountAttackTest::value).toList();

      assertThat(answers).containsOnly(401, 429);
      assertThat(Collections.frequency(answers, 401))
          .as("tries that were looked at")
          .isLessThan(100);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  @DisplayName("A15: the form is throttled as Basic is, and tokens are not")
  void everyWayInIsTheSame() {
    born("operations");
    for (var i = 0; i < 40; i++) from("127.1.0.6").get("/api/models", basic("wrong " + i));

    assertThat(login("127.1.0.6", eve, PASSWORD).header("Location")).endsWith("/login?wait");
    assertThat(from("127.1.0.6").get("/login?wait").body()).contains("Too many wrong passwords");
    assertThat(from("127.1.0.6")
            .post(
                "/api/alerts",
                "application/json",
                "{\"alerts\":[]}",
                "Authorization: Bearer alertmanager-token-for-tests")
            .status())
        .as("a token")
        .isNotIn(401, 403, 429);
  }

  @Test
  @DisplayName("A15: an account that the engine had locked before the upgrade is open")
  void oldLocksHoldNobody() {
    born("operations");
    jdbc.sql("update act_id_user set attempts_ = 10, lock_exp_time_ = ? where id_ = ?")
        .param(java.time.LocalDateTime.of(2099, 1, 1, 0, 0))
        .param(eve)
        .update();

    assertThat(from(HOME).get("/api/models", basic(PASSWORD)).status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "A56: {0}")
  @ValueSource(
      strings = {
        "a",
        "password1234",
        "P@ssw0rd!2026",
        "123456789012",
        "qwertyuiop[]",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "Pilotage-2026!",
        "Eve Adams 2026",
        "elevenchars"
      })
  void weakPasswordsAreRefused(String weak) {
    born("operations");
    for (var asked : List.of(
        as("admin")
            .put(
                "/engine-rest/user/" + eve + "/credentials",
                Map.of("password", weak, "authenticatedUserPassword", "demo")),
        as("admin")
            .post(
                "/engine-rest/user/create",
                Map.of(
                    "profile",
                    Map.of("id", eve + "-2", "firstName", "Eve", "lastName", "Adams"),
                    "credentials",
                    Map.of("password", weak))))) {
      assertThat(asked.status()).as(asked.toString()).isEqualTo(422);
      assertThat(asked.at("field")).isEqualTo("password");
      assertThat(asked.text()).doesNotContain("Exception");
    }
    assertThat(from(HOME).get("/api/models", basic(PASSWORD)).status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "A56: {0} is taken")
  @ValueSource(
      strings = {
        "korrekt pferd batterie",
        "ключ от старого дома",
        "🐢🐢🐸🐙🦉🦊🐝🐢🐟🦀🐌🐳",
        "no-composition-rules-here",
        "sixty four characters or more have to be taken, says the guideline, so this one is"
      })
  void longOnesAreTakenWhateverTheyAreMadeOf(String password) {
    born("operations");
    assertThat(as("admin")
            .put(
                "/engine-rest/user/" + eve + "/credentials",
                Map.of("password", password, "authenticatedUserPassword", "demo"))
            .status())
        .isEqualTo(204);
    assertThat(from(HOME).get("/api/models", basic(password)).status()).isEqualTo(200);
    assertThat(from(HOME).get("/api/models", basic(password + "x")).status()).isEqualTo(401);
  }

  @Test
  @DisplayName(
      "A69: passwords are kept slowly hashed, and an old hash is replaced at the next login")
  void oldHashesAreReplaced() {
    born("operations");
    assertThat(stored()).startsWith("{bcrypt-sha256}");
    var salt = "c2FsdA==";
    jdbc.sql("update act_id_user set pwd_ = ?, salt_ = ? where id_ = ?")
        .param("{SHA-512}" + new Sha512HashDigest().encrypt("the old way" + salt))
        .param(salt)
        .param(eve)
        .update();

    assertThat(from(HOME).get("/api/models", basic("the old was")).status()).isEqualTo(401);
    assertThat(from(HOME).get("/api/models", basic("the old way")).status()).isEqualTo(200);

    assertThat(stored()).startsWith("{bcrypt-sha256}");
    assertThat(from(HOME).get("/api/models", basic("the old way")).status()).isEqualTo(200);
    assertThat(from(HOME).get("/api/models", basic("the old was")).status()).isEqualTo(401);
  }

  @Test
  @DisplayName(
      "A50: who is deleted is out, on pages, in Tasklist and over REST, and does not come back as "
          + "somebody of the same name")
  void aDeletedPersonIsOut() {
    born("business");
    var browser = loggedIn();

    assertThat(as("admin").delete("/engine-rest/user/" + eve).status()).isEqualTo(204);

    isOut(browser);
    born("business");
    isOut(browser);
  }

  @Test
  @DisplayName("A51: a new password ends the sessions of the old one")
  void aResetEndsSessions() {
    born("business");
    var browser = loggedIn();
    assertThat(from(HOME).get("/api/models", basic(PASSWORD)).status()).isEqualTo(200);

    assertThat(as("admin")
            .put(
                "/engine-rest/user/" + eve + "/credentials",
                Map.of("password", "another river, no stones", "authenticatedUserPassword", "demo"))
            .status())
        .isEqualTo(204);

    isOut(browser);
    assertThat(from(HOME).get("/api/models", basic(PASSWORD)).status()).isEqualTo(401);
    assertThat(from(HOME).get("/api/models", basic("another river, no stones")).status())
        .isEqualTo(200);
  }

  @Test
  @DisplayName("A53: who has left a group answers none of its tasks, in an open Tasklist neither")
  void leavingAGroupCountsAtOnce() {
    born("business");
    var tasks = engine.getTaskService();
    var waiting = tasks.newTask();
    waiting.setName("For business");
    tasks.saveTask(waiting);
    tasks.addCandidateGroup(waiting.getId(), "business");
    try {
      var browser = loggedIn();
      var task = "/camunda/api/engine/engine/default/task/" + waiting.getId();
      assertThat(browser.get(task).statusCode()).isEqualTo(200);

      assertThat(
              as("admin").delete("/engine-rest/group/business/members/" + eve).status())
          .isEqualTo(204);

      assertThat(browser
              .post(task + "/claim", "application/json", "{\"userId\":\"" + eve + "\"}")
              .statusCode())
          .isEqualTo(403);
      assertThat(browser
              .post(
                  "/camunda/api/engine/engine/default/task/" + waiting.getId() + "/complete",
                  "application/json",
                  "{}")
              .statusCode())
          .isEqualTo(403);
    } finally {
      tasks.deleteTask(waiting.getId(), true);
    }
  }

  @Test
  @DisplayName(
      "A05, A07: forwarded headers count only from a trusted proxy, and behind its TLS the cookie is secure")
  void onlyTheProxySpeaksForOthers() {
    for (var header : List.of(
        "X-Forwarded-Host: evil.example",
        "Forwarded: host=evil.example",
        "X-Forwarded-Prefix: //evil.example")) {
      var answer = from("127.1.0.7").get("/", header, "X-Forwarded-Proto: https");
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.header("Location"))
          .as(header)
          .doesNotContain("evil")
          .doesNotContain("https");
      assertThat(login("127.1.0.7", "legal", "demo", header, "X-Forwarded-Proto: https")
              .cookie("JSESSIONID"))
          .doesNotContain("Secure");
    }
    var proxied = login(
        PROXY,
        "legal",
        "demo",
        "X-Forwarded-Host: pilotage.example",
        "X-Forwarded-Proto: https",
        "X-Forwarded-For: 198.51.100.7");
    assertThat(proxied.header("Location")).startsWith("https://pilotage.example/");
    assertThat(proxied.cookie("JSESSIONID"))
        .contains("Secure")
        .contains("HttpOnly")
        .contains("SameSite=Lax");
  }

  @ParameterizedTest(name = "A request through the proxy is never one of this machine: {0}")
  @ValueSource(
      strings = {
        "X-Forwarded-For: 127.0.0.1",
        "X-Forwarded-For: ::1",
        "X-Forwarded-For: 127.0.0.9",
        "X-Nothing: 1",
        "Forwarded: for=127.0.0.1"
      })
  void theProxyIsNotThisMachine(String header) {
    assertThat(from(PROXY).get("/actuator/prometheus", header).status()).isEqualTo(401);
  }

  @Test
  @DisplayName("A15: behind the proxy the throttle knows callers by their own address")
  void theProxyIsNotHeldForOneCaller() {
    born("operations");
    for (var i = 0; i < 40; i++)
      from(PROXY).get("/api/models", basic("wrong " + i), "X-Forwarded-For: 198.51.100.8");

    assertThat(from(PROXY)
            .get("/api/models", basic(PASSWORD), "X-Forwarded-For: 198.51.100.8")
            .status())
        .isEqualTo(429);
    assertThat(from(PROXY)
            .get("/api/models", basic(PASSWORD), "X-Forwarded-For: 198.51.100.9")
            .status())
        .isEqualTo(200);
  }

  @Test
  @DisplayName(
      "A47: whatever is done to accounts and groups is in the ledger under the name of who did it, and no password is")
  void theLedgerKnowsWhoMadeWhom() {
    var made = Map.of(
        "profile",
        Map.of("id", eve, "firstName", "Eve", "lastName", "Adams"),
        "credentials",
        Map.of("password", PASSWORD));
    assertThat(as("admin").post("/engine-rest/user/create", made).status()).isEqualTo(204);
    assertThat(as("admin").put("/engine-rest/group/risk/members/" + eve, "").status())
        .isEqualTo(204);
    assertThat(as("admin")
            .put(
                "/engine-rest/user/" + eve + "/credentials",
                Map.of("password", "another river, no stones", "authenticatedUserPassword", "demo"))
            .status())
        .isEqualTo(204);
    assertThat(as("admin")
            .put(
                "/engine-rest/user/" + eve + "/profile",
                Map.of("id", eve, "firstName", "Eva", "lastName", "Adams"))
            .status())
        .isEqualTo(204);
    assertThat(as("admin").delete("/engine-rest/group/risk/members/" + eve).status())
        .isEqualTo(204);
    assertThat(as("admin").delete("/engine-rest/user/" + eve).status()).isEqualTo(204);

    var told = about(eve);
    assertThat(told)
        .extracting(Entry::action)
        .containsExactly(
            "account-deleted",
            "group-left",
            "account-changed",
            "password-changed",
            "group-joined",
            "account-created");
    assertThat(told).extracting(Entry::actor).containsOnly("admin");
    assertThat(told).extracting(Entry::details).noneMatch(details -> details.contains("river"));
    assertThat(ledger.verify()).isEmpty();
  }

  @Test
  @DisplayName(
      "A47: groups that are made, renamed and dissolved are in the ledger with who was in them")
  void theLedgerKnowsGroups() {
    born();
    var group = "circle-" + eve;
    assertThat(as("admin")
            .post(
                "/engine-rest/group/create",
                Map.of("id", group, "name", "Circle", "type", "WORKFLOW"))
            .status())
        .isEqualTo(204);
    assertThat(as("admin")
            .put(
                "/engine-rest/group/" + group,
                Map.of("id", group, "name", "Square", "type", "WORKFLOW"))
            .status())
        .isEqualTo(204);
    assertThat(as("admin")
            .put("/engine-rest/group/" + group + "/members/" + eve, "")
            .status())
        .isEqualTo(204);
    assertThat(as("admin").delete("/engine-rest/group/" + group).status()).isEqualTo(204);

    var told = about(group);
    assertThat(told)
        .extracting(Entry::action)
        .containsExactly("group-deleted", "group-changed", "group-created");
    assertThat(told.get(0).details()).contains(eve);
    assertThat(told).extracting(Entry::actor).containsOnly("admin");
  }

  @Test
  @DisplayName("A47: a change that fails leaves no entry, and one made in code is told as well")
  void theEntryBelongsToTheChange() {
    born();
    var before = about(eve);
    assertThat(before)
        .extracting(Entry::action, Entry::actor)
        .containsExactly(tuple("account-created", "system"));

    assertThat(as("legal").put("/engine-rest/group/risk/members/" + eve, "").status())
        .isEqualTo(403);
    assertThat(as("legal").delete("/engine-rest/user/" + eve).status()).isEqualTo(403);
    assertThat(as("admin")
            .put(
                "/engine-rest/user/" + eve + "/credentials",
                Map.of("password", "a", "authenticatedUserPassword", "demo"))
            .status())
        .isEqualTo(422);

    assertThat(about(eve)).hasSameSizeAs(before);
  }

  private List<Entry> about(String subject) {
    return ledger.latest(200).stream()
        .filter(entry -> subject.equals(entry.subject()))
        .toList();
  }

  private void born(String... groups) {
    var identity = engine.getIdentityService();
    var person = identity.newUser(eve);
    person.setFirstName("Eve");
    person.setLastName("Adams");
    person.setPassword(PASSWORD);
    identity.saveUser(person);
    for (var group : groups) identity.createMembership(eve, group);
  }

  private Browser loggedIn() {
    var browser = new Browser(this::address);
    assertThat(browser.login(eve, PASSWORD)).doesNotContain("login");
    assertThat(browser.get("/camunda/api/engine/engine/default/task/count").statusCode())
        .isEqualTo(200);
    assertThat(browser.get("/engine-rest/task/count").statusCode()).isEqualTo(200);
    return browser;
  }

  private static void isOut(Browser browser) {
    assertThat(browser.get("/camunda/api/engine/engine/default/task/count").statusCode())
        .as("Tasklist")
        .isEqualTo(401);
    assertThat(browser.get("/engine-rest/task/count").statusCode()).as("REST").isEqualTo(401);
    assertThat(browser.get("/api/initiatives").statusCode()).as("API").isEqualTo(401);
    assertThat(browser.get("/").statusCode()).as("pages").isEqualTo(302);
  }

  /** Fills in the login page from an address. */
  private From.Said login(String address, String name, String password, String... headers) {
    var page = from(address).get("/login", headers);
    var csrf =
        java.util.regex.Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
    assertThat(csrf.find()).as(page.body()).isTrue();
    var cookies = String.join(
        "; ",
        page.headers().getOrDefault("Set-Cookie", List.of()).stream()
            .map(cookie -> cookie.split(";")[0])
            .toList());
    var all =
        Stream.concat(Stream.of(headers), Stream.of("Cookie: " + cookies)).toArray(String[]::new);
    return from(address)
        .post(
            "/login",
            "application/x-www-form-urlencoded",
            "username=" + name + "&password="
                + java.net.URLEncoder.encode(password, StandardCharsets.UTF_8) + "&_csrf="
                + java.net.URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8),
            all);
  }

  private String stored() {
    return jdbc.sql("select pwd_ from act_id_user where id_ = ?")
        .param(eve)
        .query(String.class)
        .single();
  }

  private From from(String address) {
    return new From(address, port);
  }

  private String basic(String password) {
    return basicOf(eve, password);
  }

  private static String basicOf(String person, String password) {
    return "Authorization: " + basic(person, password);
  }

  private static <T> T value(java.util.concurrent.Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }
}
