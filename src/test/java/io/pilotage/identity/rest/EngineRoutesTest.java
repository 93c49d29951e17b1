package io.pilotage.identity.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.identity.People;
import io.pilotage.identity.login.EnginePasswords;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.engine.rest.impl.DefaultProcessEngineRestServiceImpl;
import org.camunda.bpm.tasklist.impl.web.TasklistApplication;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Walks every route that the engine and its pages have, read from their classes, so that an engine
 * with more of them opens none by itself.
 */
@DisplayName("Every route of the engine is on the list or answers 403")
class EngineRoutesTest extends WebTest {

  private static final String REST = "/engine-rest";
  private static final String PAGES = "/camunda/api";
  private static final List<String> PEOPLE = List.of(
      "pm",
      "business",
      "data-science",
      "engineering",
      "security",
      "legal",
      "risk",
      "operations",
      "admin",
      "of-no-group");

  /** What is closed to everybody, whatever else changes on the list. */
  private static final List<String> CLOSED = List.of(
      "POST migration/execute",
      "POST migration/executeAsync",
      "POST modification/execute",
      "POST modification/executeAsync",
      "POST process-definition/x/restart",
      "POST process-definition/x/restart-async",
      "POST process-instance/x/modification-async",
      "POST process-instance/delete",
      "POST process-instance/variables-async",
      "POST process-instance/message-async",
      "POST process-instance/x/variables",
      "DELETE process-instance/x/variables/x",
      "POST message",
      "POST signal",
      "POST condition",
      "POST execution/x/signal",
      "POST deployment/create",
      "POST deployment/x/redeploy",
      "DELETE deployment/x",
      "DELETE process-definition/x",
      "POST history/cleanup",
      "DELETE history/process-instance/x",
      "PUT process-definition/x/history-time-to-live",
      "DELETE job/x",
      "PUT job-definition/x/suspended",
      "PUT job-definition/x/retries",
      "POST task/create",
      "PUT task/x",
      "DELETE task/x",
      "POST task/x/assignee",
      "POST task/x/delegate",
      "POST task/x/resolve",
      "POST task/x/bpmnError",
      "POST task/x/identity-links",
      "POST task/x/variables",
      "PUT task/x/variables/x",
      "POST identity/verify",
      "POST decision-definition/x/evaluate",
      "POST telemetry/configuration",
      "POST @admin/auth/user/default/login/cockpit",
      "POST @admin/setup/default/user/create");

  @Autowired
  private EngineDoor door;

  @Autowired
  private People people;

  @AfterEach
  void leave() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void whatIsNotOnTheListAnswers403ToEverybody() throws Exception {
    var opened = new ArrayList<String>();
    for (var route : routes()) {
      for (var person : PEOPLE) {
        var allowed = EngineContract.of(method(route), path(route), people.groupsOf(person))
            .isPresent();
        if (!allowed && !refused(person, route)) opened.add(person + " " + route);
      }
    }
    assertThat(routes()).hasSizeGreaterThan(450);
    assertThat(opened).isEmpty();
  }

  @Test
  @DisplayName("a call without a body is answered with what to send, and never fails")
  void whatComesWithoutABodyFailsNowhere() {
    var failed = new ArrayList<String>();
    for (var route : routes()) {
      if (!List.of("POST", "PUT").contains(method(route)) || path(route).startsWith("@")) continue;
      for (var person : List.of("admin", "pm", "data-science")) {
        if (EngineContract.of(method(route), path(route), people.groupsOf(person))
            .isEmpty()) continue;
        var status = as(person)
            .header(EngineActs.REASON, "Nothing is sent")
            .send(method(route), "/engine-rest/" + path(route), null, null)
            .status();
        if (status >= 500) failed.add(status + " " + person + " " + route);
      }
    }
    assertThat(failed).isEmpty();
  }

  @Test
  void everyLineIsAboutARouteThatExists() {
    var routes = routes();

    assertThat(EngineContract.LINES)
        .allSatisfy(line -> assertThat(routes)
            .as(line.toString())
            .anyMatch(route -> EngineContract.about(method(route), path(route)).contains(line)));
  }

  @Test
  void whatLeadsRoundTheProductIsClosedToAdministratorsToo() throws Exception {
    for (var route : CLOSED) {
      for (var person : List.of("admin", "pm", "data-science"))
        assertThat(refused(person, route)).as(person + " " + route).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("A closed route stays closed however its address is written")
  @ValueSource(
      strings = {
        "/engine-rest/history//cleanup",
        "/engine-rest/./history/cleanup",
        "/engine-rest/x/../history/cleanup",
        "/engine-rest/history;a=b/cleanup",
        "/engine-rest/history/cleanup;x",
        "/engine-rest/%68istory/cleanup",
        "/engine-rest/history/%63leanup",
        "/engine-rest/HISTORY/cleanup",
        "/engine-rest/history/cleanup/",
        "/engine-rest/history%2Fcleanup",
        "/engine-rest/history%252Fcleanup",
        "/engine-rest/history/cleanup%00",
        "/engine-rest/task%2F..%2Fhistory/cleanup",
        "/camunda/api/engine/engine/default/history/cleanup",
        "/camunda/api/engine/engine/default//history/cleanup",
        "/camunda/api/engine/engine/other/history/cleanup",
        "/camunda/api/engine/engine;x=y/default/history/cleanup",
        "/camunda/api/engine/engine/%64efault/history/cleanup"
      })
  void noWritingOfAnAddressOpensIt(String address) throws Exception {
    assertThat(raw(address)).as(address).matches("(?s)HTTP/1\\.1 (400|401|403|404) .*");
  }

  private boolean refused(String person, String route) throws Exception {
    var path = path(route);
    var ofPages = path.startsWith("@");
    var rest = ofPages ? "/" + path.substring(1) : "/" + path;
    return refused(person, method(route), ofPages ? PAGES + rest : REST + rest)
        && (ofPages || refused(person, method(route), PAGES + "/engine/engine/default" + rest));
  }

  private boolean refused(String person, String method, String address) throws Exception {
    var request = new MockHttpServletRequest(method, address);
    request.setServletPath(address);
    var response = new MockHttpServletResponse();
    var chain = new MockFilterChain();
    SecurityContextHolder.getContext()
        .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
            person, null, AuthorityUtils.createAuthorityList(EnginePasswords.PERSON)));
    door.doFilter(request, response, chain);
    return chain.getRequest() == null
        && response.getStatus() == 403
        && response.getContentAsString().contains("\"detail\":\"");
  }

  private static String method(String route) {
    return route.substring(0, route.indexOf(' '));
  }

  private static String path(String route) {
    return route.substring(route.indexOf(' ') + 1);
  }

  /** “GET task/x/variables/x”, with an x for everything that is chosen by the caller. */
  private static Set<String> routes() {
    var found = new TreeSet<String>();
    walk("", DefaultProcessEngineRestServiceImpl.class, found);
    found.add("GET @engine");
    pages("@cockpit", new CockpitApplication(), found);
    pages("@tasklist", new TasklistApplication(), found);
    pages("@admin", new AdminApplication(), found);
    pages("@welcome", new WelcomeApplication(), found);
    return found;
  }

  private static void pages(String name, Application application, Set<String> found) {
    application
        .getClasses()
        .forEach(type -> hierarchy(type)
            .filter(one -> one.isAnnotationPresent(Path.class))
            .findFirst()
            .ifPresent(
                root -> walk(name + "/" + root.getAnnotation(Path.class).value(), type, found)));
  }

  private static void walk(String base, Class<?> resource, Set<String> found) {
    hierarchy(resource)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .forEach(method -> {
          var verb = verb(method);
          var part = method.getAnnotation(Path.class);
          if (verb == null && part == null) return;
          var path = plain(base + "/" + (part == null ? "" : part.value()));
          if (verb != null) found.add(verb + " " + path);
          else if (path.split("/").length < 12) walk(path, method.getReturnType(), found);
        });
  }

  private static String plain(String path) {
    var named = path.replaceAll("(?i)\\{[^}]*engine[^}]*}", "default").replaceAll("\\{[^}]*}", "x");
    return named.replaceAll("/+", "/").replaceAll("^/|/$", "");
  }

  private static String verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(mark -> mark.annotationType().getAnnotation(HttpMethod.class))
        .filter(verb -> verb != null)
        .map(HttpMethod::value)
        .findFirst()
        .orElse(null);
  }

  private static Stream<Class<?>> hierarchy(Class<?> type) {
    var all = new LinkedHashSet<Class<?>>();
    collect(type, all);
    return all.stream();
  }

  private static void collect(Class<?> type, Set<Class<?>> all) {
    if (type == null || type == Object.class || !all.add(type)) return;
    collect(type.getSuperclass(), all);
    Arrays.stream(type.getInterfaces()).forEach(one -> collect(one, all));
  }

  /** One request as it is typed, without a client that tidies the path. */
  private String raw(String path) throws java.io.IOException {
    try (var socket = new java.net.Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      var request =
          "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: "
              + basic("admin", "demo")
              + "\r\nPilotage-Reason: Attack\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      return new String(
          socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
