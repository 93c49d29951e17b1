package io.pilotage.monitoring.intake;

import io.pilotage.engine.Problem;
import org.springframework.http.HttpStatus;

/** A request holds more than one batch may. */
public class TooLarge extends Problem {

  TooLarge(String sentence) {
    super(HttpStatus.PAYLOAD_TOO_LARGE, "body", sentence);
  }
}
