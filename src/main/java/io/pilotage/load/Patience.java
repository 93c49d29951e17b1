package io.pilotage.load;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many threads may wait at once for bodies that are late: a few for people and services that
 * are known, fewer for strangers. A body that is there needs no place, so whoever sends at once is
 * served however many are slow.
 */
final class Patience {

  /** For a body whose last bytes are a moment behind its headers, while others hold all places. */
  private static final int MOMENT_MILLIS = 100;

  private final Semaphore known;
  private final Semaphore strangers;

  Patience(int known, int strangers) {
    this.known = new Semaphore(known, true);
    this.strangers = new Semaphore(strangers, true);
  }

  /** A place to wait at, to be released; null when there is none. */
  Semaphore place(boolean known) {
    var places = known ? this.known : strangers;
    try {
      return places.tryAcquire(MOMENT_MILLIS, TimeUnit.MILLISECONDS) ? places : null;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
