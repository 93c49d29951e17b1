package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/**
 * The only place where the content of data is worked on. There are two benches, each with memory,
 * threads and a folder of its own, so the memory is bounded whatever is asked by however many.
 */
@Component
class Benches {

  private static final int ROOM = 2;
  private static final Duration AT_A_FORM = Duration.ofSeconds(30);

  private final DatasetProperties properties;
  private final Packing packing;
  private final TaskScheduler scheduler;
  private final Duration patience;
  final Semaphore free = new Semaphore(ROOM, true);

  @Autowired
  Benches(DatasetProperties properties, Packing packing, TaskScheduler scheduler) {
    this(properties, packing, scheduler, AT_A_FORM);
  }

  Benches(
      DatasetProperties properties, Packing packing, TaskScheduler scheduler, Duration patience) {
    this.properties = properties;
    this.packing = packing;
    this.scheduler = scheduler;
    this.patience = patience;
  }

  /** For somebody who waits at a form: refused when no bench becomes free soon. */
  <T> T now(Work<T> work, TableFile... files) {
    try {
      Refusal.unless(
          free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS),
          TableFile.FIELD,
          "The machine is busy with other data just now. Nothing was kept; try again in a few minutes.");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
    return seated(work, files);
  }

  /** For work that nobody waits for: begins when a bench is free. */
  <T> T inTurn(Work<T> work, TableFile... files) {
    free.acquireUninterruptibly();
    return seated(work, files);
  }

  private <T> T seated(Work<T> work, TableFile... files) {
    try (var bench = Workbench.over(properties, packing, scheduler, files)) {
      return work.at(bench);
    } catch (SQLException broken) {
      Refusal.unless(
          !Workbench.lacksMemory(broken),
          TableFile.FIELD,
          Workbench.tooLittle("“" + files[0].name() + "”"));
      throw new IllegalStateException("“" + files[0].name() + "” could not be worked on", broken);
    } finally {
      free.release();
    }
  }

  /** Something to find out at a bench. */
  interface Work<T> {
    T at(Workbench bench) throws SQLException;
  }
}
