package io.pilotage.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One look at a time, on however many nodes: a look that is due while another is under way is left
 * out. A turn nobody renews is over after a minute, so that a node that died holds up no look for
 * longer.
 */
@Component
class Turns {

  static final Duration LEASE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private final WatchTable table;
  private final TransactionTemplate atOnce;
  private final Clock clock;
  private final Counter leftOut;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  Turns(
      WatchTable table,
      PlatformTransactionManager transactions,
      MeterRegistry meters,
      Clock clock) {
    this.table = table;
    this.atOnce = new TransactionTemplate(transactions);
    this.atOnce.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.clock = clock;
    this.leftOut = Counter.builder("pilotage.watch.left.out")
        .description("Looks that were left out because another was still under way")
        .register(meters);
  }

  /** Does a step of a look; false, and nothing done, when another look is under way. */
  boolean during(String look, Runnable step) {
    if (!take(look)) return false;
    underWay.add(look);
    try {
      step.run();
    } finally {
      underWay.remove(look);
    }
    return true;
  }

  /** Counts and says that a look is left out, once for all its steps. */
  void leaveOut(String look) {
    leftOut.increment();
    LOG.warn(
        "Look {} is left out: another one is under way, or the node that did it is gone and its turn"
            + " ends within a minute. When this goes on, see what makes looks slow, or let"
            + " pilotage.operations.watch-cycle be longer.",
        look);
  }

  /** The look is over; safe to repeat, and after it lost its turn. */
  void end(String look) {
    atOnce.executeWithoutResult(status -> table.endTurn(look));
  }

  @Scheduled(fixedDelay = 15_000)
  void keep() {
    underWay.forEach(
        look -> atOnce.executeWithoutResult(status -> table.keepTurn(look, clock.instant())));
  }

  /**
   * In a transaction of its own: whoever asks meanwhile gets an answer, and does not wait for it.
   */
  private boolean take(String look) {
    return Boolean.TRUE.equals(
        atOnce.execute(status -> table.takeTurn(look, clock.instant(), LEASE)));
  }
}
