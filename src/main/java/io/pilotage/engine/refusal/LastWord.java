package io.pilotage.engine.refusal;

import io.pilotage.engine.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers what failed where neither a controller nor the engine's REST interface could: in a filter
 * before them, or beside them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class LastWord extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(LastWord.class);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws ServletException, IOException {
    try {
      rest.doFilter(request, response);
    } catch (ServletException | RuntimeException thrown) {
      if (response.isCommitted()) throw thrown;
      answer(thrown, request, response);
    }
  }

  private void answer(Exception thrown, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var failure = Failure.of(thrown);
    if (!failure.ordinary())
      LOG.error("{} {} failed.", request.getMethod(), request.getRequestURI(), thrown);
    response.resetBuffer();
    if (RefusalAdvice.wantsPage(request)) {
      response.sendError(failure.status().value());
      return;
    }
    Problem.write(response, failure.status().value(), failure.field(), failure.sentence());
  }
}
