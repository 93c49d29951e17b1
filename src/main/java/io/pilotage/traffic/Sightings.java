package io.pilotage.traffic;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores what was seen of the router, each in a transaction of its own, and tells once when it goes
 * astray.
 */
@Component
class Sightings {

  private static final Logger log = LoggerFactory.getLogger(Sightings.class);

  private final RouteTable table;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  Sightings(
      RouteTable table,
      ApplicationEventPublisher events,
      PlatformTransactionManager manager,
      Clock clock) {
    this.table = table;
    this.events = events;
    this.transactions = new TransactionTemplate(manager);
    this.transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.clock = clock;
  }

  /**
   * The route is carried out from now on. Whoever cannot write this down at once leaves it to the
   * next look.
   */
  void confirm(Route route) {
    // The caller may still hold the connection of its finished transaction: all of them waiting for
    // a second one would empty the pool.
    if (!locked()) return;
    try {
      transactions.executeWithoutResult(
          status -> table.observed(route.model(), route.generation(), clock.instant()));
    } finally {
      oneAtATime.unlock();
    }
  }

  void trouble(Route route, String problem) {
    transactions.executeWithoutResult(status -> {
      if (!table.troubled(route.model(), route.generation(), problem, clock.instant())) return;
      events.publishEvent(new RouterAstray(route, problem, clock.instant()));
      log.warn(
          "The route of {} is not carried out since {}: {}",
          route.model(),
          clock.instant(),
          problem);
    });
  }

  private boolean locked() {
    try {
      return oneAtATime.tryLock(500, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
