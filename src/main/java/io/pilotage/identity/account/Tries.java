package io.pilotage.identity.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts wrong passwords and says how long to wait after too many. What was counted runs off by
 * itself within minutes, so nobody is held for good. Kept in the memory of this node and bounded:
 * several nodes allow as many times more.
 */
final class Tries {

  private static final Logger LOG = LoggerFactory.getLogger(Tries.class);
  private static final int MOST = 20_000;
  private static final int LONGEST_NAME = 60;

  /**
   * Of one account from one address, of one address for all accounts, and of one account from
   * everywhere it has not logged in from.
   */
  private static final Limit HERE = new Limit(10, Duration.ofSeconds(30));

  private static final Limit ADDRESS = new Limit(50, Duration.ofSeconds(6));
  private static final Limit ACCOUNT = new Limit(100, Duration.ofSeconds(3));

  private final Clock clock;
  private final Map<String, Count> counts = new Latest<>(MOST);

  Tries(Clock clock) {
    this.clock = clock;
  }

  /** How long to wait at an address the account has never logged in from. */
  synchronized Duration waitAtStrange(String user, String address) {
    var now = clock.instant();
    var here = wait(here(user, address), HERE, now);
    var ofAddress = wait(address, ADDRESS, now);
    var ofAccount = wait(account(user), ACCOUNT, now);
    return longest(here, longest(ofAddress, ofAccount));
  }

  /** How long to wait at a known address, where others can keep nobody waiting. */
  synchronized Duration waitAtKnown(String user, String address) {
    return wait(here(user, address), HERE, clock.instant());
  }

  synchronized void wrongAtStrange(String user, String address) {
    wrongAtKnown(user, address);
    count(address, ADDRESS);
    count(account(user), ACCOUNT);
  }

  synchronized void wrongAtKnown(String user, String address) {
    if (count(here(user, address), HERE))
      LOG.warn(
          "Many wrong passwords for “{}” from {}: more are looked at slowly or not at all.",
          plain(user),
          address);
  }

  synchronized void right(String user, String address) {
    counts.remove(here(user, address));
  }

  private Duration wait(String key, Limit limit, Instant now) {
    var count = counts.get(key);
    if (count == null) return Duration.ZERO;
    // A clock that was set back must not hold anybody until it is as late again.
    if (now.isBefore(count.at())) counts.put(key, new Count(count.left(), now));
    return limit.waitAfter(limit.left(count, now));
  }

  /** True when this was the last try that is free. */
  private boolean count(String key, Limit limit) {
    var now = clock.instant();
    var before = counts.containsKey(key) ? limit.left(counts.get(key), now) : limit.most();
    var left = Math.max(0, before - 1);
    counts.put(key, new Count(left, now));
    return before >= 1 && left < 1;
  }

  private static String account(String user) {
    return plain(user) + " everywhere";
  }

  private static String here(String user, String address) {
    return plain(user) + " " + address;
  }

  /** A name is what somebody typed: cut, in one case, and without what breaks a line of the log. */
  private static String plain(String user) {
    var name = user.length() > LONGEST_NAME ? user.substring(0, LONGEST_NAME) : user;
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\s]", "_");
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Tries that were left at a moment. */
  private record Count(double left, Instant at) {}

  /** So many at once, and one more each time so much has passed. */
  private record Limit(int most, Duration oneMoreEach) {

    double left(Count count, Instant now) {
      var passed = now.isBefore(count.at()) ? Duration.ZERO : Duration.between(count.at(), now);
      return Math.min(most, count.left() + (double) passed.toMillis() / oneMoreEach.toMillis());
    }

    Duration waitAfter(double left) {
      return left >= 1
          ? Duration.ZERO
          : Duration.ofMillis((long) Math.ceil((1 - left) * oneMoreEach.toMillis()));
    }
  }
}
