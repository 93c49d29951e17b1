package io.pilotage.monitoring.log;

/** This installation takes its signals from Prometheus and keeps no predictions. */
class NoLogKept extends RuntimeException {

  NoLogKept() {
    super(
        "This installation takes its signals from Prometheus and keeps no predictions. Let Prometheus "
            + "scrape the service instead.");
  }
}
