package io.pilotage.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.web.ErrorResponseException;

/**
 * Why a caller does not get what was asked for (RFC 9457): a status, the field it is about, and one
 * sentence that says what to do next. Spring answers with it wherever it is thrown below a
 * controller; where no controller is reached it is written.
 */
public class Problem extends ErrorResponseException {

  private static final ObjectMapper JSON = JsonMapper.builder()
      .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
      .build();
  private static final String FIELD = "field";

  public Problem(HttpStatusCode status, String field, String sentence) {
    this(status, field, sentence, null);
  }

  public Problem(HttpStatusCode status, String field, String sentence, Throwable cause) {
    super(status, detail(status, field, sentence), cause);
  }

  /** The same with one more member. */
  public Problem with(String member, Object value) {
    getBody().setProperty(member, value);
    return this;
  }

  /** The same, and the caller is told to come back. */
  protected Problem retryAfter(int seconds) {
    getHeaders().set("Retry-After", Integer.toString(seconds));
    return this;
  }

  /** The form field, JSON member or path part the sentence is about. */
  public String field() {
    var members = getBody().getProperties();
    return members == null ? null : (String) members.get(FIELD);
  }

  /** The sentence alone: forms and logs show nothing else. */
  @Override
  public String getMessage() {
    return getBody().getDetail();
  }

  public void write(HttpServletResponse response) throws IOException {
    getHeaders().forEach((name, values) -> response.setHeader(name, values.get(0)));
    write(response, getBody());
  }

  /** The sentence and the field may be missing. */
  public static ProblemDetail detail(HttpStatusCode status, String field, String sentence) {
    var detail = ProblemDetail.forStatus(status);
    if (sentence != null) detail.setDetail(sentence);
    if (field != null) detail.setProperty(FIELD, field);
    return detail;
  }

  /** Without an exception: these are written by doors that turn away many at once. */
  public static void write(HttpServletResponse response, int status, String field, String sentence)
      throws IOException {
    write(response, detail(HttpStatusCode.valueOf(status), field, sentence));
  }

  private static void write(HttpServletResponse response, ProblemDetail detail) throws IOException {
    response.setStatus(detail.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(JSON.writeValueAsBytes(detail));
  }
}
