package io.pilotage.load;

import io.pilotage.engine.Problem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Keeps threads and connections of the database free for what must be answered whatever else goes
 * on: which version serves, an alert, a rollback, and whether we are alive. All other requests
 * together get the rest, and who finds none is told so at once.
 */
final class Lanes extends ValveBase {

  private static final Pattern FIRST = Pattern.compile(
      "/ofrep/.*|/api/alerts|(/api)?/models/[^/]+/rollback|/actuator/health/liveness");
  private static final ThreadLocal<Boolean> GOES_FIRST = new ThreadLocal<>();

  private final Semaphore others;
  private final Connector firstOnly;

  Lanes(int others, Connector firstOnly) {
    super(true);
    this.others = new Semaphore(others);
    this.firstOnly = firstOnly;
  }

  /** True on a thread that answers what goes first. */
  static boolean goesFirst() {
    return GOES_FIRST.get() != null;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (isFirst(request)) first(request, response);
    else if (request.getConnector() == firstOnly)
      refuse(
          response,
          404,
          "This port answers OFREP, alerts and rollbacks. Everything else is on the other one.");
    else other(request, response);
    leaveTheRest(request, response);
  }

  private void first(Request request, Response response) throws IOException, ServletException {
    GOES_FIRST.set(true);
    try {
      getNext().invoke(request, response);
    } finally {
      GOES_FIRST.remove();
    }
  }

  private void other(Request request, Response response) throws IOException, ServletException {
    if (!others.tryAcquire()) {
      response.setHeader("Retry-After", "1");
      refuse(response, 503, "Too many requests are being answered. Try again in a moment.");
      return;
    }
    try {
      getNext().invoke(request, response);
    } finally {
      others.release();
    }
  }

  private static boolean isFirst(Request request) {
    var path = request.getDecodedRequestURI();
    return path != null && FIRST.matcher(path).matches();
  }

  private static void refuse(Response response, int status, String sentence) throws IOException {
    Problem.write(response, status, "path", sentence);
  }

  /**
   * What nobody read of a body is read for a moment, and left then: the server by itself would read
   * it to its end, however slowly it comes. Only after the answer is out, because a connection that
   * is given up makes a fault of every answer before.
   */
  private static void leaveTheRest(Request request, Response response) throws IOException {
    var connection = request.getCoyoteRequest();
    if (request.isAsync() || connection.isFinished()) return;
    response.finishResponse();
    if (request.getNote(Body.class.getName()) instanceof Body body) body.swallow();
    if (!connection.isFinished()) connection.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
  }
}
