package io.pilotage.identity.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.engine.rest.security.auth.impl.ContainerBasedAuthenticationProvider;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Lets somebody who has logged in walk into Tasklist, Cockpit and Admin. Made by the engine by its
 * name, not by Spring.
 */
public class WebappLogin extends ContainerBasedAuthenticationProvider {

  @Override
  public AuthenticationResult extractAuthenticatedUser(
      HttpServletRequest request, ProcessEngine engine) {
    var caller = SecurityContextHolder.getContext().getAuthentication();
    if (caller == null
        || caller.getAuthorities().stream()
            .noneMatch(right -> EnginePasswords.PERSON.equals(right.getAuthority()))) {
      return AuthenticationResult.unsuccessful();
    }
    var result = new AuthenticationResult(caller.getName(), true);
    result.setGroups(groups(engine, caller.getName()));
    return result;
  }

  @Override
  public void augmentResponseByAuthenticationChallenge(
      HttpServletResponse response, ProcessEngine engine) {
    // The door in front has asked already.
  }

  private static List<String> groups(ProcessEngine engine, String user) {
    return engine.getIdentityService().createGroupQuery().groupMember(user).list().stream()
        .map(Group::getId)
        .toList();
  }
}
