package io.pilotage.monitoring.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.monitoring.Agreements;
import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.Window;
import io.pilotage.verdict.Signal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

class SourceTest {

  private static final String PROMETHEUS = "io.pilotage.monitoring.prometheus";

  @EnableConfigurationProperties(MonitoringProperties.class)
  @ConfigurationPropertiesScan(PROMETHEUS)
  @ComponentScan(PROMETHEUS)
  @Import({LogFile.class, LoggedSignals.class})
  static class Signals {}

  private final ApplicationContextRunner application = new ApplicationContextRunner()
      .withUserConfiguration(Signals.class)
      .withBean(Agreements.class, () -> null)
      .withBean(References.class, () -> null)
      .withPropertyValues("pilotage.monitoring.file=:memory:");

  @Test
  @DisplayName(
      "Signals come from the prediction log unless Prometheus is chosen; then no log is opened")
  void chosen() {
    application.run(context -> assertThat(context)
        .hasSingleBean(LogFile.class)
        .getBean(Monitoring.class)
        .isInstanceOf(LoggedSignals.class));
    application
        .withPropertyValues("pilotage.monitoring.source=prometheus")
        .run(context -> assertThat(context)
            .doesNotHaveBean(LogFile.class)
            .getBean(Monitoring.class)
            .isSameAs(context.getBean("prometheusSignals")));
  }

  @Test
  @DisplayName(
      "An unknown source, or a query for a signal that does not exist, stops the start-up and names it")
  void unknown() {
    application
        .withPropertyValues("pilotage.monitoring.source=graphite")
        .run(context -> assertThat(context).hasFailed());
    application
        .withPropertyValues("pilotage.monitoring.prometheus.queries.acuracy=x")
        .run(context -> assertThat(context)
            .getFailure()
            .rootCause()
            .hasMessageContaining("“acuracy”")
            .hasMessageContaining("input-drift"));
  }

  @Test
  @DisplayName("Queries are named by the outer names of the signals")
  void queries() {
    application
        .withPropertyValues(
            "pilotage.monitoring.source=prometheus",
            "pilotage.monitoring.prometheus.url=http://127.0.0.1:1",
            "pilotage.monitoring.prometheus.queries.latency-p95=x",
            "pilotage.monitoring.prometheus.queries.error-rate=y")
        .run(context -> {
          var window = new Window("m", "v", Instant.EPOCH, Instant.EPOCH.plusSeconds(600));
          for (var signal : List.of(Signal.LATENCY_P95, Signal.ERROR_RATE)) {
            var reading =
                context.getBean(Monitoring.class).read(signal, List.of(window)).get(0);
            assertThat(reading.problem()).contains("does not answer");
          }
        });
  }
}
