package io.pilotage.monitoring.log;

import io.pilotage.engine.Problem;
import org.springframework.http.HttpStatus;

/** The prediction log cannot be read now. */
class NotReadable extends Problem {

  NotReadable(Throwable cause) {
    super(
        HttpStatus.SERVICE_UNAVAILABLE,
        "body",
        "The prediction log cannot be read: " + cause.getMessage(),
        cause);
    retryAfter(10);
  }
}
