package io.pilotage.mlflow;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again on a thread of its own: an outside system that is slow must not hold up the
 * product's own clockwork.
 */
public final class MlflowPoll implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MlflowPoll.class);

  private final ScheduledExecutorService thread;

  /** The next look begins that long after the one before has ended. */
  public MlflowPoll(String name, Duration every, Runnable look) {
    this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
      var daemon = new Thread(work, name);
      daemon.setDaemon(true);
      return daemon;
    });
    thread.scheduleWithFixedDelay(() -> quietly(look), 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A look that fails must not end all further looks. */
  private static void quietly(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException failed) {
      LOG.warn("A look at MLflow failed and is repeated.", failed);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
