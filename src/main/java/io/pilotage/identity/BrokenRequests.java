package io.pilotage.identity;

import io.pilotage.engine.Problem;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Answers what the web server itself refuses, an address that cannot be read for one, with problem
 * details instead of its own page.
 */
@Component
class BrokenRequests implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  @Override
  public void customize(TomcatServletWebServerFactory server) {
    server.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new ProblemValve()));
  }

  private static final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
      if (response.getStatus() < 400
          || response.getContentWritten() > 0
          || !response.setErrorReported()) return;
      try {
        if (OfrepProblem.isAsked(request.getRequestURI()))
          OfrepProblem.write(response, response.getStatus());
        else
          Problem.write(
              response,
              response.getStatus(),
              "path",
              "This request cannot be read. Please look at its address and its headers.");
        response.finishResponse();
      } catch (IOException gone) {
        // The caller has hung up: there is nobody left to answer.
      }
    }
  }
}
