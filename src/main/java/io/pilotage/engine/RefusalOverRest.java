package io.pilotage.engine;

import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.LinkedHashMap;
import org.glassfish.jersey.internal.spi.AutoDiscoverable;

/**
 * Answers a refusal over the engine's own REST interface and in Tasklist with the bare sentence and status 422. Found by Jersey through
 * {@code META-INF/services}, because Tasklist brings an application of its own that knows nothing of Spring.
 */
public final class RefusalOverRest implements AutoDiscoverable {

  @Override
  public void configure(FeatureContext application) {
    application.register(OfRefusal.class).register(OfUnknown.class);
  }

  private static Response problem(String field, String sentence) {
    var problem = new LinkedHashMap<String, Object>();
    problem.put("type", "about:blank");
    problem.put("title", "Unprocessable Entity");
    problem.put("status", 422);
    problem.put("detail", sentence);
    problem.put("field", field);
    // Where Tasklist and the clients of the engine look for the sentence.
    problem.put("message", sentence);
    return Response.status(422).type("application/problem+json").entity(problem).build();
  }

  /** What a module refused. */
  public static final class OfRefusal implements ExceptionMapper<Refusal> {

    @Override
    public Response toResponse(Refusal refusal) {
      return problem(refusal.field(), refusal.getMessage());
    }
  }

  /** A name in the answer that nobody has given; the address itself was found, so this is no 404. */
  public static final class OfUnknown implements ExceptionMapper<Unknown> {

    @Override
    public Response toResponse(Unknown unknown) {
      return problem(unknown.field(), unknown.getMessage());
    }
  }
}
