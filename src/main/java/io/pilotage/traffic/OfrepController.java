package io.pilotage.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotage.engine.JsonLimits;
import io.pilotage.identity.ForServices;
import io.pilotage.identity.Scope;
import io.pilotage.identity.ServiceTokens;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipException;
import org.apache.commons.codec.digest.MurmurHash3;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * OFREP 0.3, the OpenFeature remote evaluation protocol: the model is the flag, the version to call
 * its value. Reads memory only.
 */
@RestController
@RequestMapping("/ofrep/v1/evaluate/flags")
class OfrepController {

  private static final int LONGEST_BODY = 1 << 20;

  private final EmbeddedRouter router;
  private final Evaluations evaluations;
  private final ServiceTokens tokens;
  private final ObjectMapper json;

  OfrepController(
      EmbeddedRouter router, Evaluations evaluations, ServiceTokens tokens, ObjectMapper json) {
    this.router = router;
    this.evaluations = evaluations;
    this.tokens = tokens;
    this.json = json;
  }

  @Operation(summary = "Which version of a model answers this caller (OFREP)")
  @ForServices(Scope.OFREP)
  @PostMapping("/{model}")
  ResponseEntity<Object> one(
      @PathVariable String model, @RequestHeader HttpHeaders headers, InputStream body)
      throws IOException {
    var reach = tokens.reach();
    if (!reach.covers(model))
      throw new OfrepError(HttpStatus.FORBIDDEN, model, "GENERAL", reach.refusal(model));
    var key = targetingKey(model, headers, body);
    var route = router
        .find(model)
        .orElseThrow(() -> new OfrepError(
            HttpStatus.NOT_FOUND,
            model,
            "FLAG_NOT_FOUND",
            "No model “" + model + "” has a route. Models get one when they go to production."));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(handedOut(Answer.of(route, key)));
  }

  @Operation(summary = "Which version of each model answers this caller (OFREP bulk, with ETag)")
  @ForServices(Scope.OFREP)
  @PostMapping
  ResponseEntity<byte[]> all(@RequestHeader HttpHeaders headers, InputStream body)
      throws IOException {
    var key = targetingKey(null, headers, body);
    var reach = tokens.reach();
    var flags = router.all().stream()
        .filter(route -> reach.covers(route.model()))
        .sorted(Comparator.comparing(Route::model))
        .map(route -> handedOut(Answer.of(route, key)))
        .toList();
    var answer = json.writeValueAsBytes(
        new TreeMap<>(Map.of("flags", flags, "eventStreams", List.of(stream()))));
    var tag = tag(answer);
    if (headers.getIfNoneMatch().stream()
        .anyMatch(known -> known.equals("*") || known.replaceFirst("^W/", "").equals(tag)))
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
    return ResponseEntity.ok().eTag(tag).contentType(MediaType.APPLICATION_JSON).body(answer);
  }

  /** One that is known by its tag is handed out anew: the caller goes on as it says. */
  private Map<String, Object> handedOut(Answer answer) {
    evaluations.count(answer);
    return answer.spelled();
  }

  @Hidden
  @ForServices(Scope.OFREP)
  @RequestMapping("/{*rest}")
  void nothing(@PathVariable String rest, HttpServletRequest request) {
    var model = rest.length() > 1 ? rest.substring(1) : null;
    if (!request.getMethod().equals("POST"))
      throw new OfrepError(HttpStatus.METHOD_NOT_ALLOWED, model, "GENERAL", "Ask with POST.");
    throw new OfrepError(
        HttpStatus.NOT_FOUND,
        model,
        "FLAG_NOT_FOUND",
        model == null
            ? "Ask for all models with a body of application/json."
            : "No model has a name like “" + model + "”.");
  }

  private static Map<String, Object> stream() {
    return new TreeMap<>(Map.of(
        "type",
        "sse",
        "url",
        ServletUriComponentsBuilder.fromCurrentContextPath()
            .path(OfrepStream.PATH)
            .toUriString(),
        "inactivityDelaySec",
        OfrepStream.SILENT_SECONDS));
  }

  @ExceptionHandler
  ResponseEntity<Object> refuse(OfrepError error) {
    var answer = new LinkedHashMap<String, Object>();
    if (error.model != null) answer.put("key", error.model);
    answer.put("errorCode", error.code);
    answer.put("errorDetails", error.getMessage());
    return ResponseEntity.status(error.status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(answer);
  }

  private String targetingKey(String model, HttpHeaders headers, InputStream body)
      throws IOException {
    var context = context(model, parsed(model, headers, body));
    var key = context.path("targetingKey");
    if (key.isMissingNode()
        || key.isNull()
        || key.isTextual() && key.textValue().isEmpty())
      throw bad(
          model,
          "TARGETING_KEY_MISSING",
          "The context needs a “targetingKey”: whatever identifies the caller and stays the same, as a text.");
    if (!key.isTextual())
      throw bad(model, "INVALID_CONTEXT", "The “targetingKey” must be a text, not " + key + ".");
    return key.textValue();
  }

  private static JsonNode context(String model, JsonNode request) {
    var context = request.path("context");
    if (context.isMissingNode() || context.isNull())
      throw bad(
          model,
          "TARGETING_KEY_MISSING",
          "Send {\"context\":{\"targetingKey\":\"…\"}}; the context is missing.");
    if (!context.isObject())
      throw bad(model, "INVALID_CONTEXT", "The context must be a JSON object.");
    return context;
  }

  private JsonNode parsed(String model, HttpHeaders headers, InputStream body) throws IOException {
    refuseOtherThanJson(model, headers);
    try {
      var bytes = body.readNBytes(LONGEST_BODY + 1);
      if (bytes.length > LONGEST_BODY)
        throw bad(model, "PARSE_ERROR", "The request is larger than 1 MB. Send the context alone.");
      var request = json.readTree(bytes);
      if (request != null && request.isObject()) return request;
    } catch (JsonProcessingException broken) {
      throw bad(model, "PARSE_ERROR", "The request is no valid JSON: " + JsonLimits.told(broken));
    } catch (ZipException broken) {
      throw bad(
          model, "PARSE_ERROR", "The request says it is packed with gzip, and cannot be unpacked.");
    } catch (CharConversionException notText) {
      throw bad(model, "PARSE_ERROR", "The request is no text in UTF-8.");
    }
    throw bad(
        model,
        "PARSE_ERROR",
        "The request must be a JSON object like {\"context\":{\"targetingKey\":\"…\"}}.");
  }

  private static void refuseOtherThanJson(String model, HttpHeaders headers) {
    var type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
    if (type != null
        && !type.strip().toLowerCase(Locale.ROOT).matches("application/(.+\\+)?json\\s*(;.*)?"))
      throw bad(model, "PARSE_ERROR", "Send the request as application/json, not as " + type + ".");
  }

  private static String tag(byte[] answer) {
    var hash = MurmurHash3.hash128x64(answer);
    return "\"" + Long.toHexString(hash[0]) + Long.toHexString(hash[1]) + "\"";
  }

  private static OfrepError bad(String model, String code, String details) {
    return new OfrepError(HttpStatus.BAD_REQUEST, model, code, details);
  }

  /** An answer other than an evaluation, in the words of the protocol. */
  private static class OfrepError extends RuntimeException {

    private final HttpStatus status;
    private final String model;
    private final String code;

    OfrepError(HttpStatus status, String model, String code, String details) {
      super(details, null, false, false);
      this.status = status;
      this.model = model;
      this.code = code;
    }
  }
}
