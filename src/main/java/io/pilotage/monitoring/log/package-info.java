/**
 * The prediction log: every prediction and outcome in one DuckDB file, and the signals counted from
 * it. Judges nothing, and knows nothing of Prometheus.
 */
@NamedInterface("log")
package io.pilotage.monitoring.log;

import org.springframework.modulith.NamedInterface;
