package io.pilotage.identity;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/** Asks the engine, which keeps the people, whether a password is right. A wrong one locks the account for some seconds. */
@Component
class EnginePasswords implements AuthenticationProvider {

  /** What every person has and no service. */
  static final String PERSON = "PERSON";

  private final IdentityService identity;

  EnginePasswords(IdentityService identity) {
    this.identity = identity;
  }

  @Override
  public Authentication authenticate(Authentication given) {
    var user = given.getName();
    var password = given.getCredentials() == null ? "" : given.getCredentials().toString();
    if (user.isBlank() || password.isEmpty() || !identity.checkPassword(user, password)) {
      throw new BadCredentialsException("Name or password is wrong.");
    }
    // The engine finds “PM” for “pm” on some databases; the id it keeps is the one that counts.
    var id = identity.createUserQuery().userId(user).singleResult().getId();
    return UsernamePasswordAuthenticationToken.authenticated(id, null, AuthorityUtils.createAuthorityList(PERSON));
  }

  @Override
  public boolean supports(Class<?> kind) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
  }
}
