package io.pilotage.monitoring.log;

import io.pilotage.engine.Problem;
import org.springframework.http.HttpStatus;

/** This installation takes its signals from Prometheus and keeps no predictions. */
class NoLogKept extends Problem {

  NoLogKept() {
    super(
        HttpStatus.CONFLICT,
        "body",
        "This installation takes its signals from Prometheus and keeps no predictions. Let Prometheus "
            + "scrape the service instead.");
  }
}
