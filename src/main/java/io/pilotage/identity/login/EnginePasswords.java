package io.pilotage.identity.login;

import io.pilotage.identity.account.Passwords;
import io.pilotage.identity.account.TooManyTries;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/** Lets in who has the right password. */
@Component
public class EnginePasswords implements AuthenticationProvider {

  /** What every person has and no service. */
  public static final String PERSON = "PERSON";

  private final Passwords passwords;

  EnginePasswords(Passwords passwords) {
    this.passwords = passwords;
  }

  @Override
  public Authentication authenticate(Authentication given) {
    var user = given.getName();
    var password = given.getCredentials() == null ? "" : given.getCredentials().toString();
    if (user.isBlank() || password.isEmpty()) throw wrong();
    try {
      // The database finds “PM” for “pm” on some systems; the id it keeps is the one that counts.
      var account = passwords.right(user, password).orElseThrow(EnginePasswords::wrong);
      return UsernamePasswordAuthenticationToken.authenticated(
          new LoggedIn(account.id(), account.stamp()),
          null,
          AuthorityUtils.createAuthorityList(PERSON));
    } catch (TooManyTries held) {
      throw new Held(held);
    }
  }

  private static BadCredentialsException wrong() {
    return new BadCredentialsException("Name or password is wrong.");
  }

  @Override
  public boolean supports(Class<?> kind) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
  }

  /** Not looked at, as Spring says it; nobody is asked after this. */
  public static final class Held extends LockedException {

    private final transient TooManyTries tries;

    private Held(TooManyTries tries) {
      super(tries.getMessage(), tries);
      this.tries = tries;
    }

    public long seconds() {
      return tries.seconds();
    }
  }
}
