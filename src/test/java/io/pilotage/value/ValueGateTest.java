package io.pilotage.value;

import static io.pilotage.gate.Found.blocks;
import static io.pilotage.gate.Found.passes;
import static io.pilotage.gate.Found.warns;
import static io.pilotage.value.SampleKpis.HOURS_SAVED;
import static io.pilotage.value.SampleKpis.gapsBeside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.PilotageTest;
import io.pilotage.TestClock;
import io.pilotage.engine.Refusal;
import io.pilotage.initiative.Initiatives;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The criteria of the first gate about value, once with nothing recorded or something wrong, once
 * with the fact each asks for.
 */
@PilotageTest
class ValueGateTest {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  @Autowired
  private ValueGate gate;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Kpis kpis;

  @Autowired
  private Returns returns;

  @Autowired
  private TestClock clock;

  private String key;

  @BeforeEach
  void register() {
    key = "VALUERULES-" + COUNTER.incrementAndGet();
    initiatives.register("Rules", key, "pm");
  }

  @Test
  void kpiContractAgreed() {
    blocks(gate.kpiContractAgreed(key));
    agree();
    assertThat(passes(gate.kpiContractAgreed(key)).fact()).contains("agreed by Ada, Olga and Emil");
  }

  @Test
  void returnEstimated() {
    blocks(gate.returnEstimated(key));
    returns.estimate(key, estimate(10_000));
    warns(gate.returnEstimated(key));
    returns.estimate(key, estimate(90_000));
    assertThat(warns(gate.returnEstimated(key)).fact())
        .contains("return -10 % a year", "A year costs more than it brings");
    returns.estimate(key, estimate(500_000));
    assertThat(passes(gate.returnEstimated(key)).fact()).contains("payback 2.4 months");
  }

  @Test
  @DisplayName("R75 is it working: yes, no or not enough data")
  void saysWhetherItWorks() {
    assertThat(kpis.working(key)).isEqualTo(Working.NOT_ENOUGH_DATA);
    agree();
    assertThat(kpis.working(key)).isEqualTo(Working.NOT_ENOUGH_DATA);
    kpis.measured(key, "hours saved a week", 60, today().minusDays(7));
    assertThat(kpis.working(key)).isEqualTo(Working.NO);
    kpis.measured(key, "hours saved a week", 130, today());
    assertThat(kpis.working(key)).isEqualTo(Working.YES);
    assertThatThrownBy(() -> kpis.measured(key, "smiles", 1, today()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no metric “smiles”");
    assertThatThrownBy(() -> kpis.measured(key, "hours saved a week", Double.NaN, today()))
        .isInstanceOf(Refusal.class);
  }

  @Test
  @DisplayName(
      "R21 what a month really cost and brought is kept beside the estimate; a correction replaces it")
  void keepsActualReturns() {
    returns.estimate(key, estimate(500_000));
    returns.record(key, YearMonth.of(2026, 2), 9_000, 30_000);
    returns.record(key, YearMonth.of(2026, 1), 9_000, 20_000);
    returns.record(key, YearMonth.of(2026, 2), 9_500, 31_000);

    assertThat(returns.actuals(key))
        .extracting(ActualReturn::month, ActualReturn::benefit)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(YearMonth.of(2026, 1), 20_000.0),
            org.assertj.core.groups.Tuple.tuple(YearMonth.of(2026, 2), 31_000.0));
    assertThat(returns.of(key).orElseThrow().expected().roiPercent()).isEqualTo(400);
  }

  private void agree() {
    kpis.agree(
        key,
        new KpiContract(
            List.of(HOURS_SAVED),
            gapsBeside(HOURS_SAVED),
            new KpiContract.Agreement("Ada", "Olga", "Emil")));
  }

  private static BusinessCase estimate(double benefit) {
    return new BusinessCase(
        List.of(new CostItem(CostItem.Stage.PRODUCTION, "Serving", 100_000.0, 100_000.0)),
        List.of(new Benefit(Benefit.Type.REVENUE, "More orders", benefit, benefit)));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
