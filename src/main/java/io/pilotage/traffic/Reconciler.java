package io.pilotage.traffic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Makes the router do what the routes say: at once after a change, and again and again until it is
 * seen doing it. Pushes a new generation whichever way it goes; a router found astray later is only
 * ever corrected downwards, because a person or a verdict raises traffic.
 */
@Component
class Reconciler {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration DRILL_IS_LOST_AFTER = Duration.ofMinutes(1);

  /**
   * So many ticks reach every route: what is changed from outside is found within half a minute.
   */
  private static final int TICKS_FOR_ALL = 20;
  /**
   * A router that fails after that long hangs, and for a while nobody who moves traffic waits for
   * it: the next looks do.
   */
  private static final Duration SLOW = Duration.ofMillis(400);

  private static final Duration HANGS_FOR = Duration.ofSeconds(10);

  private static final int PATIENT_LOOKS = 3;

  private final Router router;
  private final RouteTable table;
  private final RouteBook book;
  private final Sightings sightings;
  private final TrafficProperties properties;
  private final Clock clock;
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
  private final Settling settling = new Settling();
  private String lookedAtLast = "";
  private int atOnce;
  private volatile Instant hangsUntil = Instant.EPOCH;

  Reconciler(
      Router router,
      RouteTable table,
      RouteBook book,
      Sightings sightings,
      TrafficProperties properties,
      Clock clock) {
    this.router = router;
    this.table = table;
    this.book = book;
    this.sightings = sightings;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * The first try, in the thread that changed the route; a router that fails here never harms the
   * change, and one that hangs is not waited for twice.
   */
  @TransactionalEventListener(fallbackExecution = true)
  void carryOut(RouteChanged changed) {
    pauses.remove(changed.after().model());
    if (clock.instant().isBefore(hangsUntil)) return;
    try {
      attend(changed.after(), false);
    } catch (RuntimeException failed) {
      log.warn(
          "The route of {} could not be carried out at once and is tried again: {}",
          changed.after().model(),
          failed.toString());
    }
  }

  /**
   * Looks at a bounded number of routes: at those not carried out yet, and in turn at some of the
   * others, because a router is changed from outside too.
   */
  @Scheduled(fixedDelayString = "${pilotage.traffic.reconcile-every:1s}")
  void reconcile() {
    var now = clock.instant();
    Stream.concat(notCarriedOut(now), inTurn(now)).forEach(route -> {
      try {
        attend(route, true);
      } catch (RuntimeException failed) {
        log.warn("The route of {} could not be looked after: {}", route.model(), failed.toString());
      }
    });
  }

  Observed observe(Route route) {
    return router.observe(route);
  }

  /**
   * Waits until the router is seen carrying out the route; false when it takes longer than that.
   */
  boolean await(Route route, Duration patience) {
    var deadline = System.nanoTime() + patience.toNanos();
    while (!shows(route)) {
      var left = deadline - System.nanoTime();
      if (left <= 0) return false;
      attend(route, true);
      if (!shows(route)) settling.await(Math.min(left, LOOK_AGAIN.toNanos()));
    }
    return true;
  }

  /**
   * True when a router outside cannot know to whom the rest goes, because nobody has decided what
   * serves.
   */
  boolean lacksDecision(Route route) {
    return router.shared() && route.undecided();
  }

  private void attend(Route route, boolean again) {
    var started = System.nanoTime();
    try {
      var seen = router.observe(route);
      if (seen.generation() > route.generation()) return;
      if (isOthersBusiness(route, seen))
        pauses.put(route.model(), new Pause(0, clock.instant().plus(properties.longestPause())));
      else if (seen.shows(route)) settle(route, !route.confirmed());
      else correct(route, seen, again);
    } catch (RuntimeException unreachable) {
      if (System.nanoTime() - started > SLOW.toNanos())
        hangsUntil = clock.instant().plus(HANGS_FOR);
      trouble(
          route,
          again,
          "Router " + router.name() + " does not answer: " + unreachable.getMessage());
    }
    if (again) endLostDrill(route);
  }

  /**
   * Whatever serves already at a router outside goes on serving until it is decided here what
   * serves; only then is the router told.
   */
  private boolean isOthersBusiness(Route route, Observed seen) {
    return lacksDecision(route)
        && route.share() == 0
        && !route.onFallback()
        && seen.generation() == 0;
  }

  private void correct(Route route, Observed found, boolean again) {
    var left = route.confirmed() && router.shared() && !found.says(route);
    if (left)
      sightings.trouble(
          route,
          "Router " + router.name()
              + " was changed from outside or lost what it was told: it shows " + found + ".");
    if (!mayPush(found, route)) {
      trouble(
          route,
          again,
          "Router " + router.name() + " shows " + found
              + ". Traffic is not raised by itself: set the router back by hand, or move the route of "
              + route.model() + " once more.");
      return;
    }
    if (!push(route)) return;
    var seen = router.observe(route);
    if (seen.shows(route)) settle(route, left || !route.confirmed());
    else if (seen.generation() <= route.generation())
      trouble(
          route,
          again && !mayStillCome(route, seen),
          "Router " + router.name() + " shows " + seen + ".");
  }

  /**
   * Pushes a route that is still the newest; false when it is not. A node may be stopped between
   * the look and the push, for any length of time: then it overwrites a newer route, sees that
   * here, and puts the newer one back.
   */
  private boolean push(Route route) {
    if (newer(route).isPresent()) return false;
    router.apply(route);
    var overwritten = newer(route);
    overwritten.ifPresent(router::apply);
    return overwritten.isEmpty();
  }

  private Optional<Route> newer(Route route) {
    return table.find(route.model()).filter(newest -> newest.generation() > route.generation());
  }

  /** A router that has taken a route on may need a few looks to carry it out. */
  private boolean mayStillCome(Route route, Observed seen) {
    return seen.pending() != null && pause(route).failures() < PATIENT_LOOKS;
  }

  /**
   * A generation the router has not seen is pushed; one it had and left is corrected only when that
   * raises nothing.
   */
  private static boolean mayPush(Observed seen, Route route) {
    return seen.generation() < route.generation() || !seen.risesTo(route);
  }

  private void settle(Route route, boolean news) {
    hangsUntil = Instant.EPOCH;
    pauses.put(route.model(), new Pause(0, clock.instant()));
    if (news) sightings.confirm(route);
    settling.tell();
  }

  private void trouble(Route route, boolean again, String problem) {
    var failures = pauses.getOrDefault(route.model(), Pause.NONE).failures() + 1;
    pauses.put(route.model(), new Pause(failures, clock.instant().plus(pauseAfter(failures))));
    if (again) sightings.trouble(route, problem);
  }

  private Duration pauseAfter(int failures) {
    var doubled = properties.reconcileEvery().multipliedBy(1L << Math.min(failures - 1, 16));
    return doubled.compareTo(properties.longestPause()) < 0 ? doubled : properties.longestPause();
  }

  private void endLostDrill(Route route) {
    if (!DrillRun.STAGE.equals(route.stage())
        || route.changedAt().plus(DRILL_IS_LOST_AFTER).isAfter(clock.instant())) return;
    book.replace(
        route, route.shiftTo(0), "system", "The drill was interrupted; its percent comes back.");
  }

  private Stream<Route> notCarriedOut(Instant now) {
    var all = table.unconfirmed();
    return all.stream()
        .filter(route -> !rests(route, now))
        .sorted(Comparator.comparing(route -> pause(route).until()))
        .limit(Math.max(properties.routesPerTick(), all.size() / TICKS_FOR_ALL));
  }

  /** The next of those that are carried out, as many as bring every one of them round in time. */
  private Stream<Route> inTurn(Instant now) {
    if (lookedAtLast.isEmpty()) atOnce = perTick(table.count());
    var next = table.confirmedAfter(lookedAtLast, atOnce);
    lookedAtLast = next.size() < atOnce ? "" : next.get(next.size() - 1).model();
    return next.stream().filter(route -> !rests(route, now));
  }

  /** The even share, and one more: a list that is not full is then the end of a round. */
  private int perTick(long routes) {
    var ticks = Math.max(1, properties.lookAgainWithin().dividedBy(properties.reconcileEvery()));
    return (int) ((routes + ticks - 1) / ticks) + 1;
  }

  /**
   * A pause longer than the longest was begun by a clock that has been put back since, and is over.
   */
  private boolean rests(Route route, Instant now) {
    var until = pause(route).until();
    return until.isAfter(now) && !until.isAfter(now.plus(properties.longestPause()));
  }

  private Pause pause(Route route) {
    return pauses.getOrDefault(route.model(), Pause.NONE);
  }

  private boolean shows(Route route) {
    try {
      return router.observe(route).shows(route);
    } catch (RuntimeException unreachable) {
      return false;
    }
  }

  /** How often in a row a route failed, and until when it is left alone. */
  private record Pause(int failures, Instant until) {
    static final Pause NONE = new Pause(0, Instant.EPOCH);
  }
}
