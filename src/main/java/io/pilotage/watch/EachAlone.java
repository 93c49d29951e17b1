package io.pilotage.watch;

import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private final ExecutorService threads = Executors.newFixedThreadPool(2, work -> {
    var thread = new Thread(work, "watch");
    thread.setDaemon(true);
    return thread;
  });

  EachAlone(PlatformTransactionManager transactions) {
    this.transactions = new TransactionTemplate(transactions);
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

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
