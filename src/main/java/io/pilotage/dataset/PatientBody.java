package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, read with a patience that ends: it may be silent for so long, and take so
 * long altogether. The client's own time-out ends with the head of an answer.
 */
final class PatientBody extends InputStream implements HttpResponse.BodySubscriber<InputStream> {

  // Known by identity: a client may hand over a part that is empty.
  private static final List<ByteBuffer> END = List.of(ByteBuffer.allocate(0));

  private final String host;
  private final Duration silence;
  private final Duration within;
  private final long started = System.nanoTime();
  private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
  private final Deque<ByteBuffer> open = new ArrayDeque<>();
  private volatile Flow.Subscription source;
  private volatile Throwable failure;
  private volatile boolean closed;
  private boolean ended;

  PatientBody(String host, Duration silence, Duration within) {
    this.host = host;
    this.silence = silence;
    this.within = within;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    if (closed) subscription.cancel();
    else subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    arrived.add(buffers);
  }

  @Override
  public void onError(Throwable broken) {
    failure = broken;
    arrived.add(END);
  }

  @Override
  public void onComplete() {
    arrived.add(END);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    while (!ended && open.isEmpty()) take();
    if (open.isEmpty()) return -1;
    var length = Math.min(most, open.peek().remaining());
    open.peek().get(into, from, length);
    if (!open.peek().hasRemaining()) open.remove();
    return length;
  }

  private void take() throws IOException {
    var next = next();
    if (next == END) {
      ended = true;
      Refusal.unless(
          failure == null,
          TableFile.FIELD,
          "“" + host
              + "” broke off before all of the data had come. Nothing was kept; try again, or upload the file.");
      return;
    }
    next.stream().filter(ByteBuffer::hasRemaining).forEach(open::add);
    source.request(1);
  }

  private List<ByteBuffer> next() throws IOException {
    var left = within.toNanos() - (System.nanoTime() - started);
    try {
      var next = arrived.poll(Math.min(silence.toNanos(), left), TimeUnit.NANOSECONDS);
      Refusal.unless(
          System.nanoTime() - started < within.toNanos(),
          TableFile.FIELD,
          "“" + host + "” did not send the data within " + words(within)
              + ". Upload the file, or put it into a data folder on the server.");
      Refusal.unless(
          next != null,
          TableFile.FIELD,
          "“" + host + "” stopped sending: nothing came for " + words(silence)
              + ". Try again, or upload the file.");
      return next;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  private static String words(Duration time) {
    return time.compareTo(Duration.ofMinutes(2)) < 0
        ? Math.max(1, time.toSeconds()) + " seconds"
        : time.toMinutes() + " minutes";
  }

  /** What still comes after this is not wanted; perhaps nothing was announced yet. */
  @Override
  public void close() {
    closed = true;
    var announced = source;
    if (announced != null) announced.cancel();
  }
}
