package io.pilotage.monitoring.prometheus;

import io.pilotage.verdict.Signal;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Prometheus is asked. Every query groups by (model, version) and looks back over
 * {@code $step}, which is filled in.
 *
 * @param timeout for one answer
 * @param step the shortest stretch one value stands for; a few scrape intervals
 * @param samples counts the predictions of a step; used for every signal without a count of its own
 * @param queries the value of a signal over a step, by the signal's name
 * @param counts how many samples the value of a signal rests on, by the signal's name
 */
@Validated
@ConfigurationProperties("pilotage.monitoring.prometheus")
record PrometheusProperties(
    @DefaultValue("http://localhost:9090") @NotNull URI url,
    @DefaultValue("10s") @NotNull Duration timeout,
    @DefaultValue("5m") @NotNull Duration step,

    @DefaultValue("sum by (model, version) (increase(predictions_total[$step]))")
    String samples,

    @DefaultValue Map<String, String> queries,
    @DefaultValue Map<String, String> counts) {

  PrometheusProperties {
    refuseUnknown("queries", queries);
    refuseUnknown("counts", counts);
  }

  String countOf(Signal signal) {
    return counts.getOrDefault(signal.label(), samples);
  }

  private static void refuseUnknown(String part, Map<String, String> bySignal) {
    for (var name : bySignal.keySet()) {
      if (Signal.find(name).isEmpty()) {
        throw new IllegalArgumentException(
            "pilotage.monitoring.prometheus." + part + " names a signal “" + name
                + "”, which does not exist. Known are " + Signal.labels() + ".");
      }
    }
  }
}
