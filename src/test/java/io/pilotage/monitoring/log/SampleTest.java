package io.pilotage.monitoring.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  @DisplayName("A person reads what the model was asked, not how a machine keeps it")
  void tellsWhatWasAsked() {
    var features = new LinkedHashMap<String, Object>();
    features.put("amount", 14.929860348298893);
    features.put("night", 1.0);
    features.put("rate", 0.00012345678);
    features.put("income", 1_250_000);
    features.put("country", "DE");
    features.put("parent", null);
    features.put("zero", 0.0);

    assertThat(sample(features).asked())
        .isEqualTo(
            "amount 14.93, night 1, rate 0.0001235, income 1250000, country DE, parent null, zero 0");
    assertThat(sample(Map.of()).asked()).isEqualTo("–");
    assertThat(sample(null).asked()).isEqualTo("–");
    assertThat(sample(Map.of("broken", Double.NaN)).asked()).isEqualTo("broken NaN");
  }

  private static Sample sample(Map<String, Object> features) {
    return new Sample("p-1", Instant.EPOCH, "fine", features);
  }
}
