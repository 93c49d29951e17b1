package io.pilotage.monitoring.log;

/** The log could not take the batch; nothing of it is kept. */
class NotStored extends RuntimeException {

  NotStored(Throwable cause) {
    super(
        "The prediction log cannot store anything now. Nothing of this batch is kept: send it again later.",
        cause);
  }
}
