package io.pilotage.charter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.engine.Refusal;
import java.time.LocalDate;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BaselineTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

  @Test
  @DisplayName("R11 1000 a day at 95 % are 50 errors a day, 5000 a day at 98 % are 100")
  void countsErrorsADay() {
    var baseline = new Baseline(1000, 95, TODAY, "case system", 5000, 98);

    assertThat(baseline.errorsPerDay()).isCloseTo(50, Offset.offset(1e-9));
    assertThat(baseline.targetErrorsPerDay()).isCloseTo(100, Offset.offset(1e-9));
  }

  @Test
  void refusesWhatNobodyMeasured() {
    assertThatThrownBy(
            () -> new Baseline(0, 95, TODAY, "case system", 5000, 98).mustBeMeasured(TODAY))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(
            () -> new Baseline(1000, 195, TODAY, "case system", 5000, 98).mustBeMeasured(TODAY))
        .hasMessageContaining("between 0 and 100");
    assertThatThrownBy(() ->
            new Baseline(1000, Double.NaN, TODAY, "case system", 5000, 98).mustBeMeasured(TODAY))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> new Baseline(1000, 95, TODAY.plusDays(1), "case system", 5000, 98)
            .mustBeMeasured(TODAY))
        .hasMessageContaining("past");
    assertThatThrownBy(() -> new Baseline(1000, 95, TODAY, " ", 5000, 98).mustBeMeasured(TODAY))
        .hasMessageContaining("come from");
  }
}
