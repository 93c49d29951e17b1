package io.pilotage.identity.login;

import io.pilotage.identity.account.Accounts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the session of somebody who was deleted or has another password since. Asks the table with
 * every request, so that it holds at once and on every node; that is one row by its key.
 */
public class StillThere extends OncePerRequestFilter {

  private final Accounts accounts;

  public StillThere(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var caller = SecurityContextHolder.getContext().getAuthentication();
    if (caller != null
        && caller.getPrincipal() instanceof LoggedIn person
        && !accounts.stamp(person.id()).equals(Optional.of(person.stamp()))) end(request);
    chain.doFilter(request, response);
  }

  private static void end(HttpServletRequest request) {
    SecurityContextHolder.clearContext();
    var session = request.getSession(false);
    if (session != null) session.invalidate();
  }
}
