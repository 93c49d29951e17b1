package io.pilotage.load;

import java.io.IOException;

/**
 * Why a body is read no further. The server takes it for a caller that is gone, so nobody logs it
 * as a fault.
 */
final class Refused extends IOException {

  private final int status;
  private final String field;

  Refused(int status, String field, String sentence) {
    super(sentence);
    this.status = status;
    this.field = field;
  }

  int status() {
    return status;
  }

  String field() {
    return field;
  }

  /** True when the caller does not send, so that nothing is gained by reading on. */
  boolean isLate() {
    return status == 408 || status == 503;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
