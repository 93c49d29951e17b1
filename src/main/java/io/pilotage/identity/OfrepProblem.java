package io.pilotage.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.MediaType;

/** OFREP has words of its own for what cannot be done, and its clients understand no others. */
final class OfrepProblem {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private OfrepProblem() {}

  /** Whether the request is one of OFREP's, as far as its address can be read. */
  static boolean isAsked(String path) {
    return path != null && path.startsWith("/ofrep/v1/evaluate/flags");
  }

  static void write(HttpServletResponse response, int status) throws IOException {
    var told = Map.of(
        "errorCode",
        "GENERAL",
        "errorDetails",
        "This request cannot be read. The name of a model has letters, digits, dots, dashes and underscores.");
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.getOutputStream().write(JSON.writeValueAsBytes(told));
  }
}
