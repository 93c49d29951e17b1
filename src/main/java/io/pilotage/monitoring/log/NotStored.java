package io.pilotage.monitoring.log;

import io.pilotage.engine.Problem;
import org.springframework.http.HttpStatus;

/** The log could not take the batch; nothing of it is kept. */
class NotStored extends Problem {

  NotStored(Throwable cause) {
    super(
        HttpStatus.SERVICE_UNAVAILABLE,
        "body",
        "The prediction log cannot store anything now. Nothing of this batch is kept: send it again later.",
        cause);
    retryAfter(10);
  }
}
