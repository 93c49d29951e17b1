package io.pilotage.identity.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Since when accounts and memberships are there, and which of their sessions still count. */
@Service
public class Accounts {

  private final AccountTable table;
  private final Clock clock;

  Accounts(AccountTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /**
   * What a session of this person has to show now; nothing when there is no such person any more.
   */
  public Optional<String> stamp(String user) {
    return table.find(user).map(Account::stamp);
  }

  /**
   * Since when somebody is in a group under this account; the beginning of time for who was there
   * before this was kept. Whoever sets the password of another can log in as that person, so the
   * account counts from then on only.
   */
  public Instant memberSince(String user, String group) {
    var held = table.heldSince(user);
    var joined = table.memberSince(user, group);
    return joined.isAfter(held) ? joined : held;
  }

  /** Makes an account of the product's own as old as the product. */
  public void wasAlwaysThere(String user) {
    table.predate(user);
  }

  void created(String user) {
    table.delete(user);
    table.add(user, newStamp(), clock.instant());
  }

  /**
   * Ends the sessions. Set by somebody else, the account is in new hands, and where the person, or
   * a thief, had logged in counts no more.
   */
  void passwordChanged(String user, boolean byThemselves) {
    table.stamp(user, newStamp());
    if (byThemselves) return;
    table.handOver(user, clock.instant());
    table.forgetAddresses(user);
  }

  void deleted(String user) {
    table.delete(user);
    table.forgetAddresses(user);
  }

  void joined(String user, String group) {
    table.takeFrom(group, user);
    table.addTo(group, user, clock.instant());
  }

  void left(String user, String group) {
    table.takeFrom(group, user);
  }

  void dissolved(String group) {
    table.dissolve(group);
  }

  private static String newStamp() {
    return UUID.randomUUID().toString();
  }
}
