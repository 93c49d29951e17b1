package io.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

@DisplayName("who works beside the requests has threads with a name, and somebody counts them")
@PilotageTest
class ThreadsTest {

  @Autowired
  MeterRegistry meters;

  @Autowired
  ThreadPoolTaskExecutor executor;

  @Test
  void areCounted() {
    assertThat(meters.find("executor.pool.size").gauges())
        .extracting(ThreadsTest::name)
        .contains("taskScheduler", "watchThreads", "ofrepTeller", "outboxPostman", "mlflowLooks");
  }

  @Test
  void leaveRequestsTheirOwn() {
    assertThat(executor).hasFieldOrPropertyWithValue("threadNamePrefix", "task-");
  }

  private static String name(Gauge gauge) {
    return gauge.getId().getTag("name");
  }
}
