/**
 * Signals asked of a Prometheus that scrapes the services itself. An answer that is partial,
 * unlabelled or late is none.
 */
package io.pilotage.monitoring.prometheus;
