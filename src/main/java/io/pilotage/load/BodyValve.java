package io.pilotage.load;

import io.pilotage.engine.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Puts a {@link Body} between each request and everything that reads it, filters and the engine's
 * servlets included, and answers for it.
 */
final class BodyValve extends ValveBase {

  private final Allowances allowances;
  private final Patience patience;

  BodyValve(Allowances allowances, Patience patience) {
    super(true);
    this.allowances = allowances;
    this.patience = patience;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.getCoyoteRequest().isFinished()) {
      getNext().invoke(request, response);
      return;
    }
    var allowance = allowances.of(request);
    var body = new Body(request, allowance, patience);
    if (isMultipart(request) && !allowance.multipart()) {
      body.refuse(
          415,
          "Content-Type",
          "Forms with files are taken where data sets are uploaded, and nowhere else.");
    } else pass(body, request, response);
    if (body.refused() != null) answer(request, response, body.refused());
    request.setNote(Body.class.getName(), body);
  }

  private void pass(Body body, Request request, Response response)
      throws IOException, ServletException {
    body.stepIn();
    try {
      getNext().invoke(request, response);
    } catch (IOException | ServletException | RuntimeException thrown) {
      if (body.refused() == null) throw thrown;
    } finally {
      body.stepOut();
    }
  }

  /** Whatever made of a body that broke off: what counts is why it broke off. */
  private static void answer(Request request, Response response, Refused refused)
      throws IOException {
    if (response.isCommitted()) return;
    response.setSuspended(false);
    response.reset();
    response.resetError();
    request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (refused.status() == 503) response.setHeader("Retry-After", "1");
    Problem.write(response, refused.status(), refused.field(), refused.getMessage());
    response.finishResponse();
  }

  private static boolean isMultipart(Request request) {
    var type = request.getContentType();
    return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
  }
}
