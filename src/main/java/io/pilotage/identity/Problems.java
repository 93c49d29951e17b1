package io.pilotage.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Problem details (RFC 9457) where no controller is reached. */
public final class Problems {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private Problems() {}

  public static void write(HttpServletResponse response, int status, String field, String sentence)
      throws IOException {
    var problem = new LinkedHashMap<String, Object>();
    problem.put("type", "about:blank");
    problem.put("title", HttpStatus.valueOf(status).getReasonPhrase());
    problem.put("status", status);
    problem.put("detail", sentence);
    problem.put("field", field);
    write(response, status, "application/problem+json", problem);
  }

  /** Whether the request is one of OFREP's, as far as its address can be read. */
  static boolean asksOfrep(String path) {
    return path != null && path.startsWith("/ofrep/v1/evaluate/flags");
  }

  /** OFREP has words of its own, and its clients understand no others. */
  static void writeOfrep(HttpServletResponse response, int status) throws IOException {
    write(
        response,
        status,
        "application/json",
        Map.of(
            "errorCode",
            "GENERAL",
            "errorDetails",
            "This request cannot be read. The name of a model has letters, digits, dots, dashes and underscores."));
  }

  private static void write(
      HttpServletResponse response, int status, String type, Map<String, Object> body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.getOutputStream().write(JSON.writeValueAsBytes(body));
  }
}
