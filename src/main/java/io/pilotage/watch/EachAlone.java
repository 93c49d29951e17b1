package io.pilotage.watch;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does something for each model in a transaction of its own, so that one that fails holds up no
 * other. In threads of its own, because the engine ties everything in the thread of a job to the
 * transaction of that job.
 */
@Component
class EachAlone {

  private static final Logger log = LoggerFactory.getLogger(EachAlone.class);

  private final TransactionTemplate transactions;
  private final AsyncTaskExecutor threads;

  EachAlone(
      PlatformTransactionManager transactions,
      @Qualifier("watchThreads") AsyncTaskExecutor threads) {
    this.transactions = new TransactionTemplate(transactions);
    this.threads = threads;
  }

  // No candidate where just any executor is asked for: requests keep their own.
  @Bean(defaultCandidate = false)
  static ThreadPoolTaskExecutor watchThreads(ThreadPoolTaskExecutorBuilder threads) {
    return threads
        .threadNamePrefix("watch-")
        .corePoolSize(2)
        .maxPoolSize(2)
        .acceptTasksAfterContextClose(true)
        .build();
  }

  /** Waits for all; what fails is handed to {@code failed} in a transaction of its own. */
  <T> void forEach(List<T> things, Consumer<T> work, BiConsumer<T, RuntimeException> failed) {
    var running = things.stream()
        .map(thing -> threads.submit(() -> alone(thing, work, failed)))
        .toList();
    for (var one : running) {
      try {
        one.get();
      } catch (ExecutionException broken) {
        log.error("What the watch found could not even be noted.", broken.getCause());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Stopped while raising what changed.", stopped);
      }
    }
  }

  private <T> void alone(T thing, Consumer<T> work, BiConsumer<T, RuntimeException> failed) {
    try {
      transactions.executeWithoutResult(status -> work.accept(thing));
    } catch (RuntimeException broken) {
      log.error("Could not raise {}.", thing, broken);
      transactions.executeWithoutResult(status -> failed.accept(thing, broken));
    }
  }
}
