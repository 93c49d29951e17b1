package io.pilotage.traffic;

import io.pilotage.engine.Refusal;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Tries a rollback on the real router. A drill cut off by a crash is ended by the reconciler. */
@Component
class DrillRun {

  /** The name of the stage while a drill has its percent out. */
  static final String STAGE = "drill";

  private static final int ONE_PERCENT = 100;

  private final RouteTable table;
  private final RouteBook book;
  private final Reconciler reconciler;
  private final TransactionTemplate transactions;
  private final Duration patience;
  private final Clock clock;

  DrillRun(
      RouteTable table,
      RouteBook book,
      Reconciler reconciler,
      PlatformTransactionManager manager,
      TrafficProperties properties,
      Clock clock) {
    this.table = table;
    this.book = book;
    this.reconciler = reconciler;
    this.transactions = new TransactionTemplate(manager);
    this.transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.patience = properties.confirmWithin();
    this.clock = clock;
  }

  Drill run(Route route, String by) {
    Refusal.unless(
        route.candidate() != null,
        "candidate",
        "Model " + route.model() + " has no candidate to drill with. Register the version first.");
    Refusal.unless(
        route.share() == 0 && !route.onFallback() && !route.inShadow(),
        "model",
        "Model " + route.model() + " is in stage " + route.stage()
            + ". A drill needs a candidate without traffic: run it before the rollout.");
    Refusal.unless(
        !reconciler.lacksDecision(route),
        "model",
        "The router of " + route.model() + " is told who serves only once the gate has decided it."
            + " Rehearse the rollback after that, and waive it until then.");
    var before = answer(route);
    var forth = move(
        route.shiftTo(ONE_PERCENT, STAGE),
        by,
        "Rollback drill: one percent goes to the candidate.");
    var during = answer(route);
    var back = move(current(route).shiftTo(0), by, "Rollback drill: back again.");
    return new Drill(
        route.model(),
        route.candidate(),
        before,
        during,
        answer(route),
        forth,
        back,
        clock.instant());
  }

  /** Milliseconds from the wish to the router seen doing it. */
  private long move(Route next, String by, String reason) {
    var started = System.nanoTime();
    var moved = transactions.execute(status -> book.replace(current(next), next, by, reason));
    reconciler.await(moved, patience);
    return Math.max(1, Duration.ofNanos(System.nanoTime() - started).toMillis());
  }

  private String answer(Route route) {
    return reconciler.observe(route).firstAnswer();
  }

  private Route current(Route route) {
    return table.find(route.model()).orElse(route);
  }
}
