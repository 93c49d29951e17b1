package io.pilotage.identity.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The one place that says whether a password is right, whichever door it came by. Tries that are
 * too many are refused before anything is hashed. From an address where the account has logged in
 * before, nothing is refused for what others do: what is too much there waits its turn.
 */
@Component
public class Passwords {

  private static final int ADDRESSES_KEPT = 20;
  private static final int MOST_TURNS = 1_000;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration BUSY = Duration.ofSeconds(2);

  private final AccountTable table;
  private final Clock clock;
  private final TaskScheduler scheduler;
  private final Tries tries;
  private final SeenPasswords seen;
  private final SlowHash hash;
  private final PasswordManager hashes;
  private final Account nobody;
  // Hashing takes a processor each: the known have theirs, whatever the strange ones try.
  private final Semaphore known =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  private final Semaphore strange =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 4));
  private final Map<String, Semaphore> turns = new Latest<>(MOST_TURNS);

  Passwords(
      AccountTable table, PasswordProperties properties, Clock clock, TaskScheduler scheduler) {
    this.table = table;
    this.clock = clock;
    this.scheduler = scheduler;
    this.tries = new Tries(clock);
    this.seen = new SeenPasswords(clock);
    this.hash = new SlowHash(properties.cost());
    this.hashes = new PasswordManager(hash, List.of());
    // Who is not there takes as long as who is, or the time would tell.
    this.nobody = new Account("", hashes.encrypt(random()), null, "");
  }

  SlowHash hash() {
    return hash;
  }

  /**
   * The account when the password is right, nothing when it is wrong or nobody has that name;
   * refuses with {@link TooManyTries}.
   */
  public Optional<Account> right(String user, String password) {
    var address = address();
    var account = table.find(user);
    if (account.isPresent() && seen.wasRight(account.get(), address, password)) return account;
    if (account.isPresent() && (address.isEmpty() || table.knows(account.get().id(), address)))
      return atKnown(account.get(), address, password);
    return atStrange(user, account, address, password);
  }

  private Optional<Account> atStrange(
      String user, Optional<Account> account, String address, String password) {
    refuse(tries.waitAtStrange(user, address));
    return within(strange, LONGEST_WAIT, () -> {
      // While this one waited, those before it may have used up what was left.
      refuse(tries.waitAtStrange(user, address));
      var right = account.filter(somebody -> isRight(somebody, address, password));
      if (account.isEmpty()) hashes.check(password, nobody.hash());
      if (right.isEmpty()) tries.wrongAtStrange(user, address);
      return right.map(somebody -> welcome(somebody, user, address, password));
    });
  }

  private Optional<Account> atKnown(Account account, String address, String password) {
    if (address.isEmpty() || tries.waitAtKnown(account.id(), address).isZero())
      return look(account, address, password);
    var turn = turn(account);
    if (turn.hasQueuedThreads() || !entered(turn, PAUSE.multipliedBy(2)))
      throw new TooManyTries(PAUSE);
    var right = false;
    try {
      var found = look(account, address, password);
      right = found.isPresent();
      return found;
    } finally {
      // A wrong one costs the next a pause.
      if (right) turn.release();
      else releaseAfterPause(turn);
    }
  }

  private void releaseAfterPause(Semaphore turn) {
    try {
      var unused =
          scheduler.schedule(turn::release, scheduler.getClock().instant().plus(PAUSE));
    } catch (TaskRejectedException stopping) {
      turn.release();
    }
  }

  private Optional<Account> look(Account account, String address, String password) {
    return within(known, LONGEST_WAIT, () -> {
      if (isRight(account, address, password))
        return Optional.of(welcome(account, account.id(), address, password));
      if (!address.isEmpty()) tries.wrongAtKnown(account.id(), address);
      return Optional.empty();
    });
  }

  private boolean isRight(Account account, String address, String password) {
    return seen.wasRight(account, address, password)
        || account.hash() != null && hashes.check(account.salted(password), account.hash());
  }

  private Account welcome(Account account, String user, String address, String password) {
    var kept = hash.made(account.hash()) ? account : rehashed(account, password);
    tries.right(user, address);
    if (!address.isEmpty()) table.remember(kept.id(), address, clock.instant(), ADDRESSES_KEPT);
    seen.right(kept, address, password);
    return kept;
  }

  private Account rehashed(Account account, String password) {
    var salt = random();
    var fresh = new Account(account.id(), hashes.encrypt(password + salt), salt, account.stamp());
    return table.rehash(account, fresh.hash(), salt) ? fresh : account;
  }

  private Semaphore turn(Account account) {
    synchronized (turns) {
      return turns.computeIfAbsent(account.id(), id -> new Semaphore(1, true));
    }
  }

  private static <T> T within(Semaphore lane, Duration longest, Supplier<T> work) {
    if (lane.getQueueLength() > 40 || !entered(lane, longest)) throw new TooManyTries(BUSY);
    try {
      return work.get();
    } finally {
      lane.release();
    }
  }

  private static boolean entered(Semaphore lane, Duration longest) {
    try {
      return lane.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void refuse(Duration wait) {
    if (!wait.isZero()) throw new TooManyTries(wait);
  }

  /**
   * Where the request of this thread comes from; empty for the product itself. Of IPv6 the network,
   * because one caller has all the rest.
   */
  private static String address() {
    if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request))
      return "";
    var address = request.getRequest().getRemoteAddr();
    try {
      if (!(InetAddress.getByName(address) instanceof Inet6Address six) || six.isLoopbackAddress())
        return address;
      return InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(six.getAddress(), 8), 16))
              .getHostAddress()
          + "/64";
    } catch (UnknownHostException notAnAddress) {
      return address;
    }
  }

  private static String random() {
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
