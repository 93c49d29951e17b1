package io.pilotage.operations;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import io.pilotage.readiness.TestAlerts;
import io.swagger.v3.oas.annotations.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes Alertmanager's webhook, version 4, and acts before it answers. What is wrong with one alert holds up no other. */
@RestController
class AlertsController {

  private static final Logger log = LoggerFactory.getLogger(AlertsController.class);
  private static final int LONGEST_BODY = 1 << 20;

  private final Alerts alerts;
  private final People people;
  private final ObjectMapper json;
  private final Clock clock;

  AlertsController(Alerts alerts, People people, ObjectMapper json, Clock clock) {
    this.alerts = alerts;
    this.people = people;
    this.json = json;
    this.clock = clock;
  }

  @Operation(summary = "Take Alertmanager’s webhook and act on it at once")
  @PostMapping(path = "/api/alerts", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> take(InputStream body) throws IOException {
    var bytes = body.readNBytes(LONGEST_BODY + 1);
    if (bytes.length > LONGEST_BODY) return problem(HttpStatus.PAYLOAD_TOO_LARGE, "body", "The body is larger than 1 MB. Let Alertmanager group fewer alerts.");
    JsonNode batch;
    try {
      batch = json.readTree(bytes);
    } catch (IOException broken) {
      return problem(HttpStatus.BAD_REQUEST, "body", "The body is no valid JSON.");
    }
    if (batch == null || !batch.path("alerts").isArray()) return problem(HttpStatus.UNPROCESSABLE_ENTITY, "alerts", "An Alertmanager webhook, version 4, has a list “alerts”.");
    return answer(batch.get("alerts"), people.current().orElse("alertmanager"));
  }

  private ResponseEntity<?> answer(JsonNode batch, String by) {
    var counts = new TreeMap<String, Integer>();
    var refused = new ArrayList<Map<String, Object>>();
    var broken = false;
    for (int index = 0; index < batch.size(); index++) {
      try {
        counts.merge(taken(batch.get(index), by).name().toLowerCase().replace('_', '-'), 1, Integer::sum);
      } catch (Refusal refusal) {
        refused.add(Map.of("index", index, "field", "alerts[" + index + "]." + refusal.field(), "detail", refusal.getMessage()));
      } catch (RuntimeException failed) {
        log.error("Alert {} could not be carried out.", index, failed);
        broken = true;
      }
    }
    // Alertmanager sends the batch again after a 5xx; what was done is known by then and not done twice.
    if (broken) return problem(HttpStatus.SERVICE_UNAVAILABLE, null, "Not every alert could be carried out. Send the batch again.");
    if (!refused.isEmpty()) return problem(refused, counts, batch.size());
    return ResponseEntity.ok(told(counts, batch.size()));
  }

  private Alerts.Outcome taken(JsonNode node, String by) {
    var alert = alert(node);
    try {
      return alerts.take(alert, by);
    } catch (DuplicateKeyException atTheSameTime) {
      return Alerts.Outcome.KNOWN;
    }
  }

  private Alert alert(JsonNode node) {
    var labels = node.path("labels");
    Refusal.unless(labels.isObject() && !labels.isEmpty(), "labels", "The alert has no labels. It needs at least “model”, so that somebody knows what it is about.");
    var model = Refusal.unlessGiven(text(labels, "model"), "labels.model", "The alert needs a label “model”. Add it to the alerting rule.");
    var status = node.path("status").asText("firing");
    Refusal.unless(List.of("firing", "resolved").contains(status), "status", "The status is “firing” or “resolved”, not “" + status + "”.");
    var severity = text(labels, "severity");
    var name = text(labels, "alertname");
    var summary = text(node.path("annotations"), "summary");
    return new Alert(fingerprint(node, labels), startsAt(node), status.equals("firing"), name == null ? "unnamed" : name, model, text(labels, "version"),
        severity == null ? "warning" : severity, summary == null ? "no summary given" : summary, "true".equalsIgnoreCase(text(labels, TestAlerts.LABEL)));
  }

  /** Alertmanager's own, or the labels themselves where a sender leaves it out. */
  private static String fingerprint(JsonNode node, JsonNode labels) {
    var given = text(node, "fingerprint");
    if (given != null) return given;
    var sorted = new TreeMap<String, String>();
    labels.fields().forEachRemaining(label -> sorted.put(label.getKey(), label.getValue().asText()));
    return sorted.toString();
  }

  private Instant startsAt(JsonNode node) {
    var given = Refusal.unlessGiven(text(node, "startsAt"), "startsAt", "The alert needs “startsAt”, as 2026-03-31T09:00:00Z.");
    try {
      var startsAt = OffsetDateTime.parse(given).toInstant();
      Refusal.unless(startsAt.isAfter(Instant.EPOCH) && startsAt.isBefore(clock.instant().plusSeconds(86_400)), "startsAt",
          "“" + given + "” is no time an alert can have started.");
      return startsAt.atOffset(ZoneOffset.UTC).withNano(startsAt.getNano() / 1_000 * 1_000).toInstant();
    } catch (DateTimeParseException notATime) {
      throw new Refusal("startsAt", "“" + given + "” is no time like 2026-03-31T09:00:00Z.");
    }
  }

  private static String text(JsonNode node, String name) {
    var text = node.path(name).asText("").strip();
    return text.isEmpty() ? null : text;
  }

  private static Map<String, Object> told(Map<String, Integer> counts, int received) {
    var told = new LinkedHashMap<String, Object>();
    told.put("received", received);
    told.put("outcomes", counts);
    return told;
  }

  private static ResponseEntity<ProblemDetail> problem(List<Map<String, Object>> refused, Map<String, Integer> counts, int received) {
    var problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, (String) refused.get(0).get("detail"));
    problem.setProperty("field", refused.get(0).get("field"));
    problem.setProperty("refused", refused);
    told(counts, received).forEach(problem::setProperty);
    return ResponseEntity.unprocessableEntity().contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
  }

  private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String field, String sentence) {
    var problem = ProblemDetail.forStatusAndDetail(status, sentence);
    if (field != null) problem.setProperty("field", field);
    return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
  }
}
