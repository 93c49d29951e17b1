package io.pilotage.load;

import io.pilotage.identity.Caller;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * The body of one request, between the connection and whatever reads it: forms, files, JSON of ours
 * and of the engine. Counts bytes and the time that was spent waiting for them, and says no in the
 * middle when it is too much of either.
 */
final class Body implements InputBuffer {

  /** More than any login form. */
  private static final int STRANGERS_MOST = 16 << 10;

  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final long SLOWEST_BYTES_PER_SECOND = 16 << 10;
  private static final long SWALLOWED = 16 << 20;
  static final int STRANGERS_SWALLOWED = 64 << 10;
  private static final long SWALLOWING_NANOS = 1_000_000_000L;

  private final Request request;
  private final org.apache.coyote.Request connection;
  private final InputBuffer inner;
  private final Allowance allowance;
  private final Patience patience;
  private boolean known;
  private long taken;
  private long waited;
  private Refused refused;

  Body(Request request, Allowance allowance, Patience patience) {
    this.request = request;
    this.connection = request.getCoyoteRequest();
    this.inner = connection.getInputBuffer();
    this.allowance = allowance;
    this.patience = patience;
  }

  /** From now on everybody reads through this. */
  void stepIn() {
    connection.setInputBuffer(this);
  }

  void stepOut() {
    connection.setInputBuffer(inner);
  }

  /** Why it was not read to its end, or null. */
  Refused refused() {
    return refused;
  }

  @Override
  public int available() {
    return inner.available();
  }

  @Override
  public int doRead(ApplicationBufferHandler reader) throws IOException {
    if (refused != null) throw refused;
    known = known || Caller.isKnown(request);
    if (!allowance.ownWords() && connection.getContentLengthLong() > allowance.most())
      throw refuse(tooMuch());
    int got = isThere() ? inner.doRead(reader) : waitFor(reader);
    taken += Math.max(got, 0);
    if (taken > (known ? allowance.most() : Math.min(STRANGERS_MOST, allowance.most())))
      throw refuse(tooMuch());
    return got;
  }

  /** Says no before anything was read. */
  void refuse(int status, String field, String sentence) {
    refuse(new Refused(status, field, sentence));
  }

  /**
   * Reads for a moment what the other side is still sending, so that it gets to see the answer and
   * may go on using the connection.
   */
  void swallow() {
    if (refused != null && refused.isLate()) return;
    known = known || Caller.isKnown(request);
    var thrown = new Thrown();
    long left = known ? SWALLOWED : STRANGERS_SWALLOWED;
    try {
      for (long end = System.nanoTime() + SWALLOWING_NANOS;
          left > 0 && System.nanoTime() < end && !connection.isFinished(); ) {
        int got = isThere() ? inner.doRead(thrown) : waitAtAPlace(thrown);
        left -= got < 0 ? left : got;
      }
    } catch (IOException gone) {
      // Who sends no further has been answered.
    }
  }

  private boolean isThere() {
    if (connection.isFinished()) return true;
    connection.action(ActionCode.AVAILABLE, true);
    return connection.getAvailable() > 0;
  }

  private int waitFor(ApplicationBufferHandler reader) throws IOException {
    if (waited > PATIENCE_NANOS + taken * 1_000_000_000L / SLOWEST_BYTES_PER_SECOND)
      throw refuse(tooSlow());
    var started = System.nanoTime();
    try {
      return waitAtAPlace(reader);
    } catch (SocketTimeoutException silent) {
      throw refuse(tooSlow());
    } finally {
      waited += System.nanoTime() - started;
    }
  }

  private int waitAtAPlace(ApplicationBufferHandler reader) throws IOException {
    var place = patience.place(known);
    // Without a place it was a moment all the same, and the body of somebody honest has come by
    // now.
    if (place == null && !isThere())
      throw refuse(
          new Refused(
              503,
              "body",
              "Too many requests are waiting for their bodies. Send the whole request at once, in a moment."));
    try {
      return inner.doRead(reader);
    } finally {
      if (place != null) place.release();
    }
  }

  private Refused refuse(Refused why) {
    refused = why;
    return why;
  }

  private Refused tooMuch() {
    if (!known)
      return new Refused(
          413,
          "body",
          "From callers that are not logged in no more than a form is read. Log in, or send a token, and "
              + "send it again.");
    return new Refused(
        413,
        "body",
        "The body is larger than " + (allowance.most() >> 10) + " kB. Send it in smaller parts.");
  }

  private static Refused tooSlow() {
    return new Refused(
        408, "body", "The body came too slowly. Send it again, faster than 16 kB a second.");
  }

  /** Takes bytes and forgets them. */
  private static final class Thrown implements ApplicationBufferHandler {

    private ByteBuffer bytes = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      bytes = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return bytes;
    }

    @Override
    public void expand(int size) {}
  }
}
