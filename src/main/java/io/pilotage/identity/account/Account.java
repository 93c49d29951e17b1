package io.pilotage.identity.account;

/**
 * Somebody who can log in, with the hash of the password and the stamp that a session of theirs has
 * to show.
 */
public record Account(String id, String hash, String salt, String stamp) {

  /** What is hashed: the engine puts its salt behind the password. */
  String salted(String password) {
    return salt == null ? password : password + salt;
  }
}
