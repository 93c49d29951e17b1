package io.pilotage.demo;

import io.pilotage.demo.SampleModel.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/**
 * Small tables of payments for the data phase: one to train on, one held out. Public for the test
 * that walks a whole life.
 */
public final class SampleData {

  private static final int TRAINING_ROWS = 4_000;
  private static final int HOLDOUT_ROWS = 1_000;

  private SampleData() {}

  /**
   * Writes {@code payments-train.csv}, the same once more, and {@code payments-holdout.csv}, unless
   * they are there.
   */
  public static void writeInto(Path folder) {
    try {
      Files.createDirectories(folder);
      write(folder.resolve("payments-train.csv"), new Random(11), 0, TRAINING_ROWS);
      // The same pipeline run a second time.
      write(folder.resolve("payments-train-again.csv"), new Random(11), 0, TRAINING_ROWS);
      write(folder.resolve("payments-holdout.csv"), new Random(12), TRAINING_ROWS, HOLDOUT_ROWS);
    } catch (IOException cannotWrite) {
      throw new UncheckedIOException(cannotWrite);
    }
  }

  private static void write(Path file, Random random, int from, int rows) throws IOException {
    if (Files.exists(file)) return;
    var yesterday = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
    var text = new StringBuilder("payment,amount,night,region,suspicious,paid_at\n");
    for (int i = 0; i < rows; i++) {
      var request = Request.draw(random);
      text.append(from + i)
          .append(',')
          .append(Math.round(request.amount() * 100) / 100.0)
          .append(',')
          .append((int) request.night())
          .append(',')
          .append(request.region())
          .append(',')
          .append(request.suspicious() ? "yes" : "no")
          .append(',')
          .append(yesterday.minusSeconds(60L * i))
          .append('\n');
    }
    Files.writeString(file, text);
  }
}
