package io.pilotage.identity.rest;

import io.pilotage.engine.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses an address of the engine that could be read in two ways, before anybody reads it: what
 * stands behind trips over some of them, and would answer with a fault of the server.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 11)
class PlainAddresses extends OncePerRequestFilter {

  static final String SENTENCE =
      "Please write this address plainly: no dots, semicolons, doubled slashes and needless codes.";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (EnginePath.isOf(request) && EnginePath.of(request).isEmpty())
      Problem.write(response, 400, "path", SENTENCE);
    else chain.doFilter(request, response);
  }
}
