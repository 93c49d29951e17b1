package io.pilotage.identity.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The passwords that were right a moment ago, so that a program with HTTP Basic pays for one slow
 * hash and not for one a call. Kept as digests with a key of this process; one holds for the hash
 * it was checked against, so it is gone with the password, on every node. It holds for the address
 * too: where nobody has logged in, it would answer guesses faster than the throttle allows.
 */
final class SeenPasswords {

  private static final int MOST = 2_000;
  private static final Duration AS_LONG_AS = Duration.ofMinutes(5);

  private final SecretKeySpec key;
  private final Clock clock;
  private final Map<String, Seen> seen = new Latest<>(MOST);

  SeenPasswords(Clock clock) {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
    this.clock = clock;
  }

  boolean wasRight(Account account, String address, String password) {
    Seen last;
    synchronized (seen) {
      last = seen.get(key(account, address));
    }
    return last != null
        && last.hash().equals(account.hash())
        && last.holds(clock.instant())
        && MessageDigest.isEqual(last.digest(), digest(account, password));
  }

  void right(Account account, String address, String password) {
    var now = new Seen(account.hash(), digest(account, password), clock.instant());
    synchronized (seen) {
      seen.put(key(account, address), now);
    }
  }

  private byte[] digest(Account account, String password) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(account.hash().getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static String key(Account account, String address) {
    return account.id() + " " + address;
  }

  private record Seen(String hash, byte[] digest, Instant at) {

    boolean holds(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(AS_LONG_AS));
    }
  }
}
