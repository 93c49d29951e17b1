package io.pilotage.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import io.pilotage.PilotageTest;
import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A look of the running engine while Prometheus lets everybody wait. */
@PilotageTest
class SlowMonitoringTest {

  private static final Waiting PROMETHEUS = new Waiting();

  @Autowired
  private ProcessEngine engine;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private DataSource database;

  @DynamicPropertySource
  static void ask(DynamicPropertyRegistry properties) {
    properties.add("pilotage.monitoring.source", () -> "prometheus");
    properties.add("pilotage.monitoring.prometheus.url", PROMETHEUS::url);
    properties.add("pilotage.monitoring.prometheus.timeout", () -> "60s");
    properties.add("pilotage.monitoring.prometheus.queries.accuracy", () -> "accuracy[$step]");
    properties.add("pilotage.monitoring.prometheus.queries.throughput", () -> "all[$step]");
    properties.add("spring.datasource.url", () -> "jdbc:h2:mem:slow-monitoring;DB_CLOSE_DELAY=-1");
    properties.add("camunda.bpm.job-execution.enabled", () -> "true");
    // Once a year, so that no look begins but the one of the test.
    properties.add("pilotage.operations.watch-cycle", () -> "0 0 0 29 2 ?");
  }

  @AfterEach
  void lookNoMore() {
    ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
        .getJobExecutor()
        .shutdown();
  }

  @AfterAll
  static void close() {
    PROMETHEUS.close();
  }

  @Test
  @DisplayName("R70 nobody waits for Prometheus with a connection of the database in hand")
  void holdsNoConnection() throws SQLException {
    initiatives.register("Slow", "SLOW-1", "pm");
    models.adopt("slow", "v1", "SLOW-1", "s3://models/v1", "engineering");
    routes.open("slow", "SLOW-1", "v1", "rules", "engineering");
    var pool = database.unwrap(HikariDataSource.class).getHikariPoolMXBean();

    engine.getRuntimeService().startProcessInstanceByKey("watch-models");
    try {
      await("Prometheus is asked").atMost(Duration.ofMinutes(1)).until(PROMETHEUS::isAsked);

      await("no connection is held while Prometheus is silent")
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(15))
          .until(() -> pool.getActiveConnections() == 0);
    } finally {
      PROMETHEUS.answer();
    }

    await("the look has come to a verdict")
        .atMost(Duration.ofMinutes(1))
        .until(() -> rollouts.verdictOf("slow").isPresent());
    assertThat(rollouts.verdictOf("slow").orElseThrow().metrics()).isNotEmpty();
  }

  /** Lets whoever asks for the accuracy wait until it is told to answer. */
  private static final class Waiting implements AutoCloseable {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answering = new CountDownLatch(1);
    private final HttpServer server;

    private Waiting() {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException taken) {
        throw new UncheckedIOException(taken);
      }
      server.createContext("/", this::handle);
      server.setExecutor(Executors.newCachedThreadPool());
      server.start();
    }

    private String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private boolean isAsked() {
      return asked.getCount() == 0;
    }

    private void answer() {
      answering.countDown();
    }

    @Override
    public void close() {
      answer();
      server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
      var form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      if (form.startsWith("query=accuracy")) await();
      var body = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}"
          .getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    }

    private void await() {
      asked.countDown();
      try {
        answering.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
