package io.pilotage.identity.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * The hash passwords are kept with: bcrypt of a SHA-256. bcrypt reads 72 bytes and stops at a zero
 * byte; the digest before it, as Base64, is 44 bytes without a zero, so that every character of a
 * password of any length counts.
 */
final class SlowHash implements PasswordEncryptor {

  private static final String NAME = "bcrypt-sha256";
  /** How the engine marks which hash it is. */
  private static final String PREFIX = "{" + NAME + "}";

  private final int cost;

  SlowHash(int cost) {
    this.cost = cost;
  }

  @Override
  public String encrypt(String password) {
    return BCrypt.hashpw(digest(password), BCrypt.gensalt(cost));
  }

  @Override
  public boolean check(String password, String hash) {
    return BCrypt.checkpw(digest(password), hash);
  }

  @Override
  public String hashAlgorithmName() {
    return NAME;
  }

  /** Whether the hash is as it would be made now, cost included. */
  boolean made(String stored) {
    return stored.startsWith(PREFIX + "$2a$" + (cost < 10 ? "0" : "") + cost + "$");
  }

  private static String digest(String password) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
