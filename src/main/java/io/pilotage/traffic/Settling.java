package io.pilotage.traffic;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes whoever waits for a router as soon as any thread has seen a route carried out. */
class Settling {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private long told;

  void tell() {
    lock.lock();
    try {
      told++;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns when something settled, or after so many nanoseconds at most: a router may also come
   * round without being told.
   */
  void await(long nanos) {
    lock.lock();
    try {
      var before = told;
      var left = nanos;
      while (told == before && left > 0) left = settled.awaitNanos(left);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while waiting for the router.", stopped);
    } finally {
      lock.unlock();
    }
  }
}
