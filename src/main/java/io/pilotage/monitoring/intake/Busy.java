package io.pilotage.monitoring.intake;

import io.pilotage.engine.Problem;
import org.springframework.http.HttpStatus;

/**
 * More is on its way to the log than it can take; the caller comes back in a moment and loses
 * nothing.
 */
public class Busy extends Problem {

  Busy() {
    super(
        HttpStatus.TOO_MANY_REQUESTS,
        "body",
        "More is on its way than the log can take. Nothing of this batch is kept: send it again in a second.");
    retryAfter(1);
  }
}
