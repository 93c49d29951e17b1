package io.pilotage.identity.login;

import java.io.Serializable;
import java.security.Principal;

/**
 * Who has logged in, and the stamp the account had then: with another stamp the session counts no
 * more.
 */
record LoggedIn(String id, String stamp) implements Principal, Serializable {

  @Override
  public String getName() {
    return id;
  }
}
