package io.pilotage.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.value.Benefit.Type;
import io.pilotage.value.CostItem.Stage;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BusinessCaseTest {

  private static final List<CostItem> USUAL =
      new ValueProperties(null, 24, 12, List.of(), Duration.ofSeconds(1)).costs();
  private static final List<Benefit> HALF_A_MILLION =
      List.of(new Benefit(Type.COST_REDUCTION, "Fewer reviews", 500_000.0, 500_000.0));

  @Test
  @DisplayName("R20 the usual costs are 33K for the POC and 41K to 230K a year in production")
  void addsUpTheUsualCosts() {
    var estimate = new BusinessCase(USUAL, HALF_A_MILLION);

    assertThat(estimate.pocCost()).isEqualTo(new Range(33_000, 33_000)).hasToString("33K");
    assertThat(estimate.productionCost())
        .isEqualTo(new Range(41_000, 230_000))
        .hasToString("41K–230K");
  }

  @Test
  @DisplayName("R21 100K cost and 500K benefit: 2.4 months, 3.19 with the POC, 400 %")
  void computesPaybackAndReturn() {
    var payback = Payback.of(33_000, 100_000, 500_000);

    assertThat(payback.months()).isCloseTo(2.4, Offset.offset(1e-9));
    assertThat(payback.monthsWithPoc()).isCloseTo(3.192, Offset.offset(1e-9));
    assertThat(payback.roiPercent()).isCloseTo(400, Offset.offset(1e-9));
    assertThat(payback.words())
        .isEqualTo("payback 2.4 months, with the POC 3.19 months, return 400 % a year");
  }

  @Test
  void neverPaysBackWithoutBenefit() {
    assertThat(Payback.of(33_000, 100_000, 0).words()).contains("payback never");
  }

  @Test
  void isCautiousWithTheBadEndsOfItsRanges() {
    var estimate = new BusinessCase(
        USUAL, List.of(new Benefit(Type.REVENUE, "More orders", 100_000.0, 900_000.0)));

    assertThat(estimate.cautious().months()).isGreaterThan(estimate.expected().months());
    assertThat(estimate.cautious().months()).isCloseTo(27.6, Offset.offset(1e-9));
  }

  @Test
  void refusesNegativeAndTwistedRanges() {
    assertThatThrownBy(() -> new BusinessCase(
                List.of(new CostItem(Stage.PRODUCTION, "Serving", -1.0, 5.0)), HALF_A_MILLION)
            .mustBeEstimated())
        .hasMessageContaining("negative");
    assertThatThrownBy(() -> new BusinessCase(
                List.of(new CostItem(Stage.PRODUCTION, "Serving", 9.0, 5.0)), HALF_A_MILLION)
            .mustBeEstimated())
        .hasMessageContaining("wrong way round");
    assertThatThrownBy(() -> new BusinessCase(
                List.of(new CostItem(Stage.PRODUCTION, "Serving", 9.0, null)), HALF_A_MILLION)
            .mustBeEstimated())
        .hasMessageContaining("both ends");
    assertThatThrownBy(() -> new BusinessCase(USUAL, List.of()).mustBeEstimated())
        .hasMessageContaining("at least one benefit");
    assertThatThrownBy(() -> new BusinessCase(
                List.of(new CostItem(Stage.POC, "People", 1.0, 1.0)), HALF_A_MILLION)
            .mustBeEstimated())
        .hasMessageContaining("production");
  }
}
