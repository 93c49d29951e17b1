package io.pilotage.monitoring.log;

/** The prediction log cannot be read now. */
class NotReadable extends RuntimeException {

  NotReadable(Throwable cause) {
    super("The prediction log cannot be read: " + cause.getMessage(), cause);
  }
}
