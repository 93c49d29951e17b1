package io.pilotage.identity;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast somebody may go on asking: so many requests a second in the long run, and those of one
 * second at once. Each request moves the time at which the next one is due, which is all there is
 * to remember (the generic cell rate algorithm).
 */
class Pace {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final long between;
  private final AtomicLong due;

  Pace(int perSecond, long now) {
    this.between = SECOND / perSecond;
    this.due = new AtomicLong(now);
  }

  /** Zero when the request may pass, else the nanoseconds until one may. */
  long ask(long now) {
    while (true) {
      long seen = due.get();
      long next = Math.max(seen - now, 0) + now + between;
      if (next - now > SECOND + between) return next - now - SECOND - between;
      if (due.compareAndSet(seen, next)) return 0;
    }
  }
}
