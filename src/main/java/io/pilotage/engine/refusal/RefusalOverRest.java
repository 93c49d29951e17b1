package io.pilotage.engine.refusal;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.pilotage.engine.Unknown;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NotValidException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.glassfish.jersey.internal.spi.AutoDiscoverable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Answers what cannot be done over the engine's own REST interface and in Tasklist: a refusal with
 * the bare sentence and status 422, anything else in our words or, where they are harmless, in the
 * engine's. Found by Jersey through {@code META-INF/services}, because Tasklist brings an
 * application of its own that knows nothing of Spring.
 */
public final class RefusalOverRest implements AutoDiscoverable {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalOverRest.class);
  private static final ExceptionHandlerHelper ENGINE = ExceptionHandlerHelper.getInstance();

  @Override
  public void configure(FeatureContext application) {
    application
        .register(OfAnything.class)
        .register(OfEngine.class)
        .register(OfEnginesRest.class)
        .register(OfBrokenJson.class)
        .register(OfOtherJson.class);
  }

  static Response answer(Throwable thrown) {
    var failure = Failure.of(thrown);
    // The address itself was found, so a name in the answer that nobody has given is no 404.
    if (Failure.find(thrown, Unknown.class) != null)
      return problem(HttpStatus.UNPROCESSABLE_ENTITY, failure.field(), failure.sentence(), thrown);
    // Only what the engine itself forbids is told in its own words.
    if (failure.ordinary() && Failure.find(thrown, AuthorizationException.class) == null)
      return problem(failure.status(), failure.field(), failure.sentence(), thrown);
    if (thrown instanceof JsonProcessingException broken)
      return problem(HttpStatus.BAD_REQUEST, "body", sentenceOf(broken), thrown);
    var status = statusOf(thrown);
    if (status.is5xxServerError()) LOG.error("A call of the engine failed.", thrown);
    return status.is5xxServerError()
        ? problem(status, failure.field(), failure.sentence(), thrown)
        : inTheEnginesWords(status, thrown);
  }

  /**
   * What somebody asked for that is not there or makes no sense is their mistake, although the
   * engine calls some of it its own.
   */
  private static HttpStatus statusOf(Throwable thrown) {
    var status = HttpStatus.valueOf(ENGINE.getStatus(thrown).getStatusCode());
    if (!status.is5xxServerError()) return status;
    var cause =
        thrown instanceof RestException && thrown.getCause() != null ? thrown.getCause() : thrown;
    if (cause instanceof NullValueException || cause instanceof NotFoundException)
      return HttpStatus.NOT_FOUND;
    return cause instanceof NotValidException ? HttpStatus.BAD_REQUEST : status;
  }

  private static Response inTheEnginesWords(HttpStatus status, Throwable thrown) {
    var words = ENGINE.fromException(thrown);
    var harmless = words.getMessage() != null && !Failure.speaksOfTheInside(words.getMessage());
    if (!harmless)
      return problem(
          status,
          null,
          status == HttpStatus.FORBIDDEN
              ? Failure.of(thrown).sentence()
              : "The engine cannot do this. Please look at the names and values that were sent.",
          thrown);
    return Response.status(status.value())
        .type("application/json")
        .entity(words)
        .build();
  }

  private static String sentenceOf(JsonProcessingException broken) {
    var place = broken.getLocation() == null
        ? ""
        : " (line " + broken.getLocation().getLineNr() + ", column "
            + broken.getLocation().getColumnNr() + ")";
    return "The body is missing or is not the JSON that is expected here" + place + ".";
  }

  private static Response problem(
      HttpStatus status, String field, String sentence, Throwable thrown) {
    var problem = new LinkedHashMap<String, Object>();
    // Clients of the engine look at the name and the number of its exceptions to decide whether to
    // try again.
    problem.put(
        "type",
        thrown instanceof ProcessEngineException || thrown instanceof RestException
            ? thrown.getClass().getSimpleName()
            : "about:blank");
    problem.put("title", status.getReasonPhrase());
    problem.put("status", status.value());
    problem.put("detail", sentence);
    problem.put("field", field);
    // Where Tasklist and the clients of the engine look for the sentence.
    problem.put("message", sentence);
    problem.putAll(codeOf(thrown));
    return Response.status(status.value())
        .type("application/problem+json")
        .entity(problem)
        .build();
  }

  private static Map<String, Integer> codeOf(Throwable thrown) {
    var code = ENGINE.fromException(thrown).getCode();
    return code == null ? Map.of() : Map.of("code", code);
  }

  /** First among those for the same type: the engine registers its own for each of these. */
  @Priority(1)
  public static final class OfAnything implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable thrown) {
      return answer(thrown);
    }
  }

  /** What the engine itself throws. */
  @Priority(1)
  public static final class OfEngine implements ExceptionMapper<ProcessEngineException> {

    @Override
    public Response toResponse(ProcessEngineException thrown) {
      return answer(thrown);
    }
  }

  /** What the engine's REST interface makes of it. */
  @Priority(1)
  public static final class OfEnginesRest implements ExceptionMapper<RestException> {

    @Override
    public Response toResponse(RestException thrown) {
      return answer(thrown);
    }
  }

  /** A body that is no JSON. */
  @Priority(1)
  public static final class OfBrokenJson implements ExceptionMapper<JsonParseException> {

    @Override
    public Response toResponse(JsonParseException thrown) {
      return answer(thrown);
    }
  }

  /** A body of another shape than is wanted. */
  @Priority(1)
  public static final class OfOtherJson implements ExceptionMapper<JsonMappingException> {

    @Override
    public Response toResponse(JsonMappingException thrown) {
      return answer(thrown);
    }
  }
}
