package io.pilotage.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotage.engine.Problem;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.ForServices;
import io.pilotage.identity.People;
import io.pilotage.identity.Scope;
import io.pilotage.identity.ServiceTokens;
import io.pilotage.readiness.TestAlerts;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes Alertmanager's webhook, version 4, and acts before it answers. What is wrong with one alert
 * holds up no other.
 */
@RestController
class AlertsController {

  private static final Logger log = LoggerFactory.getLogger(AlertsController.class);
  private static final int LONGEST_BODY = 1 << 20;
  /** More would hold a thread for too long; the others of a batch are said not to be taken. */
  private static final int MOST_AT_ONCE = 500;

  private static final int MOST_REFUSALS = 50;
  private static final int LONGEST_TEXT = 1_000;
  private static final Pattern PLAIN_FINGERPRINT = Pattern.compile("[\\p{Print}]{1,200}");

  private final Alerts alerts;
  private final Strays strays;
  private final People people;
  private final ServiceTokens tokens;
  private final ObjectMapper json;
  private final Clock clock;

  AlertsController(
      Alerts alerts,
      Strays strays,
      People people,
      ServiceTokens tokens,
      ObjectMapper json,
      Clock clock) {
    this.alerts = alerts;
    this.strays = strays;
    this.people = people;
    this.tokens = tokens;
    this.json = json;
    this.clock = clock;
  }

  @Operation(summary = "Take Alertmanager’s webhook and act on it at once")
  @ForServices(Scope.ALERTS)
  @PostMapping(path = "/api/alerts", consumes = MediaType.APPLICATION_JSON_VALUE)
  Map<String, Object> take(InputStream body) throws IOException {
    JsonNode batch;
    try {
      var bytes = body.readNBytes(LONGEST_BODY + 1);
      if (bytes.length > LONGEST_BODY)
        throw new Problem(
            HttpStatus.PAYLOAD_TOO_LARGE,
            "body",
            "The body is larger than 1 MB. Let Alertmanager group fewer alerts.");
      batch = json.readTree(bytes);
    } catch (IOException broken) {
      throw new Problem(
          HttpStatus.BAD_REQUEST,
          "body",
          "The body is no valid JSON, or says it is packed and is not.");
    }
    if (batch == null || !batch.path("alerts").isArray())
      throw new Problem(
          HttpStatus.UNPROCESSABLE_ENTITY,
          "alerts",
          "An Alertmanager webhook, version 4, has a list “alerts”.");
    return answer(batch.get("alerts"), people.current().orElse("alertmanager"));
  }

  private Map<String, Object> answer(JsonNode batch, String by) {
    var counts = new TreeMap<String, Integer>();
    var refused = new LinkedHashMap<String, Refused>();
    var collected = new ArrayList<Alert>();
    var reach = tokens.reach();
    var forbidden = false;
    var broken = false;
    for (int index = 0; index < Math.min(batch.size(), MOST_AT_ONCE); index++) {
      try {
        var alert = alert(batch.get(index));
        forbidden |= !reach.covers(alert.model());
        Refusal.unless(reach.covers(alert.model()), "labels.model", reach.refusal(alert.model()));
        var outcome = taken(alert, by);
        if (outcome == Alerts.Outcome.COLLECTED) collected.add(alert);
        counts.merge(outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'), 1, Integer::sum);
      } catch (Refusal refusal) {
        refused.merge(
            refusal.getMessage(),
            new Refused(index, refusal, text(batch.get(index).path("labels"), "model")),
            Refused::again);
      } catch (RuntimeException failed) {
        log.error("Alert {} could not be carried out.", index, failed);
        broken = true;
      }
    }
    if (!collected.isEmpty()) alerts.collect(collected, by);
    tellStrays(refused);
    // Alertmanager sends the batch again after a 5xx; what was done is known by then and not done
    // twice.
    if (broken)
      throw new Problem(
          HttpStatus.SERVICE_UNAVAILABLE,
          null,
          "Not every alert could be carried out. Send the batch again.");
    var told = told(counts, batch.size());
    if (refused.isEmpty() && batch.size() <= MOST_AT_ONCE) return told;
    var problem = problem(batch.size(), refused.values().iterator(), forbidden);
    told.forEach(problem::with);
    throw problem.with(
        "refused",
        refused.values().stream().limit(MOST_REFUSALS).map(Refused::told).toList());
  }

  private static Problem problem(int received, Iterator<Refused> refused, boolean forbidden) {
    if (received > MOST_AT_ONCE)
      return new Problem(
          HttpStatus.PAYLOAD_TOO_LARGE,
          "alerts[" + MOST_AT_ONCE + "]",
          "The first " + MOST_AT_ONCE + " alerts were taken, the other "
              + (received - MOST_AT_ONCE)
              + " were not. Set max_alerts in Alertmanager’s webhook_config, or let it group fewer.");
    var first = refused.next();
    return new Problem(
        forbidden ? HttpStatus.FORBIDDEN : HttpStatus.UNPROCESSABLE_ENTITY,
        first.field(),
        first.why().getMessage());
  }

  /**
   * Why alerts of one request were refused: the first of them, and how many there were for the same
   * reason.
   */
  private record Refused(int index, Refusal why, String model, int count) {

    private Refused(int index, Refusal why, String model) {
      this(index, why, model, 1);
    }

    private Refused again(Refused later) {
      return new Refused(index, why, model, count + later.count);
    }

    private String field() {
      return "alerts[" + index + "]." + why.field();
    }

    private Map<String, Object> told() {
      return Map.of("index", index, "field", field(), "detail", why.getMessage(), "count", count);
    }
  }

  /**
   * What is not heard because of a wrong label is told to people; a token that speaks of another's
   * models is told to itself alone.
   */
  private void tellStrays(Map<String, Refused> refused) {
    refused.values().stream()
        .filter(one -> one.why() instanceof Alerts.NotInProduction)
        .forEach(one -> strays.came(one.model(), one.count()));
  }

  private Alerts.Outcome taken(Alert alert, String by) {
    try {
      return takenFirst(alert, by);
    } catch (TransientDataAccessException overtaken) {
      // Somebody else was changing the same, and has by now.
      return takenFirst(alert, by);
    }
  }

  private Alerts.Outcome takenFirst(Alert alert, String by) {
    try {
      return alerts.take(alert, by);
    } catch (DuplicateKeyException atTheSameTime) {
      return Alerts.Outcome.KNOWN;
    }
  }

  private Alert alert(JsonNode node) {
    var labels = node.path("labels");
    Refusal.unless(
        labels.isObject() && !labels.isEmpty(),
        "labels",
        "The alert has no labels. It needs at least “model”, so that somebody knows what it is about.");
    var model = Refusal.unlessGiven(
        text(labels, "model"),
        "labels.model",
        "The alert needs a label “model”. Add it to the alerting rule.");
    var status = node.path("status").asText("firing");
    Refusal.unless(
        List.of("firing", "resolved").contains(status),
        "status",
        "The status is “firing” or “resolved”, not “" + status + "”.");
    var severity = text(labels, "severity");
    var name = text(labels, "alertname");
    var summary = text(node.path("annotations"), "summary");
    return new Alert(
        fingerprint(node, labels),
        startsAt(node),
        status.equals("firing"),
        name == null ? "unnamed" : name,
        model,
        text(labels, "version"),
        severity == null ? "warning" : severity,
        summary == null ? "no summary given" : summary,
        "true".equalsIgnoreCase(text(labels, TestAlerts.LABEL)));
  }

  /**
   * Alertmanager's own, or the labels themselves where a sender leaves it out; its digest where it
   * would not fit into a table.
   */
  private static String fingerprint(JsonNode node, JsonNode labels) {
    var given = node.path("fingerprint").asText("").strip();
    if (given.isEmpty()) {
      var sorted = new TreeMap<String, String>();
      labels
          .fields()
          .forEachRemaining(label -> sorted.put(label.getKey(), label.getValue().asText()));
      given = sorted.toString();
    }
    return PLAIN_FINGERPRINT.matcher(given).matches() ? given : DigestUtils.sha256Hex(given);
  }

  private Instant startsAt(JsonNode node) {
    var given = Refusal.unlessGiven(
        text(node, "startsAt"), "startsAt", "The alert needs “startsAt”, as 2026-03-31T09:00:00Z.");
    try {
      var startsAt = OffsetDateTime.parse(given).toInstant();
      Refusal.unless(
          startsAt.isAfter(Instant.EPOCH) && startsAt.isBefore(clock.instant().plusSeconds(86_400)),
          "startsAt",
          "“" + given + "” is no time an alert can have started.");
      return startsAt
          .atOffset(ZoneOffset.UTC)
          .withNano(startsAt.getNano() / 1_000 * 1_000)
          .toInstant();
    } catch (DateTimeParseException notATime) {
      throw new Refusal("startsAt", "“" + given + "” is no time like 2026-03-31T09:00:00Z.");
    }
  }

  private static String text(JsonNode node, String name) {
    var text = node.path(name).asText("").replaceAll("\\p{Cntrl}+", " ").strip();
    if (text.isEmpty()) return null;
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  private static Map<String, Object> told(Map<String, Integer> counts, int received) {
    var told = new LinkedHashMap<String, Object>();
    told.put("received", received);
    told.put("outcomes", counts);
    return told;
  }
}
