package io.pilotage.identity.login;

import io.pilotage.identity.People;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the engine who asks, for this request only, so that its rights and its logs are about the
 * person.
 */
public class EngineIdentity extends OncePerRequestFilter {

  private final IdentityService identity;
  private final People people;

  public EngineIdentity(IdentityService identity, People people) {
    this.identity = identity;
    this.people = people;
  }

  /** The engine's own pages tell it themselves. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith(request.getContextPath() + "/camunda/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var caller = SecurityContextHolder.getContext().getAuthentication();
    if (caller == null
        || caller.getAuthorities().stream()
            .noneMatch(right -> EnginePasswords.PERSON.equals(right.getAuthority()))) {
      chain.doFilter(request, response);
      return;
    }
    try {
      identity.setAuthentication(caller.getName(), people.groupsOf(caller.getName()));
      chain.doFilter(request, response);
    } finally {
      identity.clearAuthentication();
    }
  }
}
