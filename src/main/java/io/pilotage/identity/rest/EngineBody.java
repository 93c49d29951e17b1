package io.pilotage.identity.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pilotage.engine.Problem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * The JSON of a call, read once more strictly than the engine does, so that both read the same;
 * then it can be read again.
 */
record EngineBody(byte[] bytes, JsonNode json) {

  private static final int LONGEST = 16 * 1024 * 1024;
  private static final int DEEPEST = 50;
  private static final Pattern OF_QUESTIONS = Pattern.compile(
      "\\s*[#$]\\{\\s*(now|currentUser|currentUserGroups|dateTime)\\(\\)\\s*}\\s*|[^{}]*");

  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  static {
    JSON.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
  }

  static EngineBody of(HttpServletRequest request) throws IOException {
    var bytes = request.getInputStream().readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST)
      throw unreadable(
          HttpStatus.PAYLOAD_TOO_LARGE, "The body is too large. Send it in smaller parts.");
    if (bytes.length == 0) return new EngineBody(bytes, JSON.createObjectNode());
    if (!isJson(request.getContentType()))
      throw unreadable(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Please send application/json here.");
    return new EngineBody(bytes, read(bytes));
  }

  /** The engine reads what is not there as if it were, and fails over it. */
  void refuseNothing() {
    if (bytes.length == 0)
      throw unreadable(
          HttpStatus.BAD_REQUEST, "Please send a JSON object, {} where there is nothing to say.");
  }

  private static JsonNode read(byte[] bytes) {
    try {
      var json = JSON.readTree(bytes);
      if (json.isObject()) return json;
    } catch (IOException broken) {
      // Said below, as for what is JSON and no object.
    }
    throw unreadable(
        HttpStatus.BAD_REQUEST, "The body is no JSON object, or names a member twice.");
  }

  private static boolean isJson(String type) {
    try {
      return type != null
          && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(type));
    } catch (IllegalArgumentException noType) {
      return false;
    }
  }

  /**
   * Questions may ask who is there and what time it is; the engine would try to read everything
   * else, and fail over it.
   */
  void refuseForeignExpressions() {
    refuseForeignExpressions(json);
  }

  private static void refuseForeignExpressions(JsonNode part) {
    part.fields().forEachRemaining(member -> {
      if (member.getKey().endsWith("Expression")
          && !OF_QUESTIONS.matcher(member.getValue().asText()).matches()) {
        throw unreadable(
            HttpStatus.BAD_REQUEST,
            "“" + member.getKey()
                + "” takes ${now()}, ${currentUser()} or ${currentUserGroups()}, and no other expression.");
      }
    });
    part.forEach(EngineBody::refuseForeignExpressions);
  }

  /** The request with its body still to be read. */
  HttpServletRequest again(HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public ServletInputStream getInputStream() {
        return new Bytes(new ByteArrayInputStream(bytes));
      }

      @Override
      public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
      }
    };
  }

  private static final class Bytes extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    private Bytes(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int length) {
      return bytes.read(into, from, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("The body is here already.");
    }
  }

  /** Told before anything was asked of the engine. */
  private static Problem unreadable(HttpStatus status, String sentence) {
    return new Problem(status, "body", sentence);
  }
}
