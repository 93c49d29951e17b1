package io.pilotage.monitoring.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * The door of the log: reads a request up to its largest size, and lets only so many bytes be on
 * their way at once. Memory stays flat however many callers knock.
 */
public class Intake {

  private final int largest;
  private final Semaphore kilobytes;

  public Intake(long largestBody, long inFlight) {
    this.largest = (int) Math.min(largestBody, Integer.MAX_VALUE - 8);
    this.kilobytes = new Semaphore((int) Math.max(inFlight, largestBody) / 1024 + 1);
  }

  /** The bytes of a request; only the first {@code length} of {@code bytes} count. */
  public record Body(byte[] bytes, int length) {}

  /**
   * Reads the request and hands it over while its bytes are counted as on their way.
   *
   * @param told the length the caller announced, or less than zero
   */
  public <T> T admit(InputStream stream, long told, Function<Body, T> work) throws IOException {
    if (told > largest) throw tooLarge();
    int claim = (int) ((told < 0 ? largest : told) / 1024) + 1;
    if (!kilobytes.tryAcquire(claim)) throw new Busy();
    try {
      return work.apply(read(stream, told));
    } finally {
      kilobytes.release(claim);
    }
  }

  private Body read(InputStream stream, long told) throws IOException {
    var bytes = new byte[told < 0 ? 64 * 1024 : (int) told + 1];
    int length = 0;
    for (int got = stream.read(bytes, 0, bytes.length);
        got >= 0;
        got = stream.read(bytes, length, bytes.length - length)) {
      length += got;
      if (length > largest) throw tooLarge();
      if (length == bytes.length)
        bytes = Arrays.copyOf(bytes, (int) Math.min(largest + 1L, bytes.length * 2L));
    }
    return new Body(bytes, length);
  }

  private TooLarge tooLarge() {
    return new TooLarge("A request may hold " + largest / (1024 * 1024)
        + " MB at most. Send smaller batches, about 1,000 lines each.");
  }
}
