package io.pilotage.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.monitoring.log.PredictionLog;
import io.pilotage.monitoring.log.Sample;
import io.pilotage.registry.Models;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AgreementsTest extends WebTest {

  @Autowired
  private Models models;

  @Autowired
  private Monitoring monitoring;

  @Autowired
  private PredictionLog log;

  private final String model = "m-" + UUID.randomUUID();

  @Test
  @DisplayName(
      "R66 what people say about sampled predictions is a signal; the last answer of a person counts")
  void agreement() {
    models.adopt(model, "v1", null, "file:model", "pm");
    var now = clock.instant();
    var lines = IntStream.range(0, 50)
        .mapToObj(i -> "{\"id\":\"" + model + i + "\",\"model\":\"" + model
            + "\",\"version\":\"v1\",\"at\":\"" + now + "\",\"prediction\":" + i + "}")
        .toArray(String[]::new);
    assertThat(anonymously().postLines("/api/predictions", lines).at("accepted"))
        .isEqualTo("50");

    var sample = sample(now);
    assertThat(sample).hasSize(4).isEqualTo(sample(now)).doesNotHaveDuplicates();
    sample.forEach(one -> log.recordAgreement(model, "v1", one.id(), false, "business"));
    sample
        .subList(0, 3)
        .forEach(one -> log.recordAgreement(model, "v1", one.id(), true, "business"));

    var reading = monitoring.read(Signal.AGREEMENT, List.of(window(now))).get(0);
    assertThat(reading).extracting(Reading::value, Reading::n).containsExactly(0.75, 4L);
    assertThat(reading.newest()).isBetween(now.minusMillis(1), clock.instant());
    var tallies = monitoring.tallies(Signal.AGREEMENT, List.of(window(now)));
    assertThat(tallies.stream().mapToLong(Tally::right).sum()).isEqualTo(3);
    assertThat(tallies.stream().mapToLong(Tally::wrong).sum()).isEqualTo(1);
    assertThat(monitoring
            .read(
                Signal.AGREEMENT,
                List.of(new Window(model, "v2", now.minusSeconds(60), now.plusSeconds(600))))
            .get(0)
            .n())
        .isZero();
  }

  private List<Sample> sample(Instant now) {
    return log.sample(model, "v1", 4, now.minusSeconds(60), now.plusSeconds(60));
  }

  private Window window(Instant now) {
    return new Window(
        model, "v1", now.minus(Duration.ofHours(1)), now.plus(Duration.ofMinutes(10)));
  }
}
