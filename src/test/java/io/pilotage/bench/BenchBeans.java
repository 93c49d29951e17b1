package io.pilotage.bench;

import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.Window;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.MurmurHash3;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the benches put beside the product: the plain ways it is measured against, and a counter.
 */
@TestConfiguration
class BenchBeans {

  /**
   * The look of the plain way: one query about one model, and its traffic back when the errors are
   * too many.
   */
  @Bean
  JavaDelegate plainLook(Monitoring monitoring, Routes routes, Clock clock) {
    return execution -> {
      var model = (String) execution.getVariable("model");
      var now = clock.instant();
      var errors = monitoring
          .read(
              Signal.ERROR_RATE,
              List.of(new Window(model, "v2", now.minus(Duration.ofMinutes(5)), now)))
          .get(0);
      var breach = errors.n() >= 20 && errors.value() > 0.5;
      if (breach) routes.change(routes.get(model).shiftTo(0), "plain", "Too many errors.");
      execution.setVariable("breach", breach);
    };
  }

  @Bean
  static Counter counter() {
    return new Counter();
  }

  /**
   * The least this server can do with such a request: read it, hash the key, write a small JSON.
   */
  @RestController
  static class Bare {

    @PostMapping("/ofrep/bare")
    Map<String, Object> hash(@RequestBody Map<String, Map<String, String>> request) {
      var key = request.get("context").get("targetingKey").getBytes(StandardCharsets.UTF_8);
      return Map.of(
          "key",
          "bare",
          "value",
          (MurmurHash3.hash32x86(key, 0, key.length, 0) & 1) == 0 ? "v1" : "v2");
    }
  }
}
