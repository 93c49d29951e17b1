package io.pilotage.value;

import static io.pilotage.value.SampleKpis.ACCURACY;
import static io.pilotage.value.SampleKpis.HOURS_SAVED;
import static io.pilotage.value.SampleKpis.gapsBeside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pilotage.charter.Direction;
import io.pilotage.value.Kpi.Kind;
import io.pilotage.value.KpiContract.Agreement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KpiContractTest {

  private static final Agreement ALL_THREE = new Agreement("Ada", "Olga", "Emil");

  @Test
  @DisplayName("A KPI is kept, asked and answered with flat fields")
  void keepsItsFieldsFlat() throws Exception {
    var json = JsonMapper.builder().findAndAddModules().build();
    var flat = """
        {"category":"PERFORMANCE","question":"Is it right?","askedBy":"PRODUCT_OWNER",
         "kind":"TECHNICAL","metric":"accuracy","unit":"%","direction":"INCREASE","baseline":95.0,
         "target":98.0,"owner":"Dana","source":"monitoring","cadence":"DAILY"}""";

    assertThat(json.readTree(json.writeValueAsString(ACCURACY))).isEqualTo(json.readTree(flat));
    assertThat(json.readValue(flat, Kpi.class)).isEqualTo(ACCURACY);
  }

  @Test
  @DisplayName("R15 every category has a KPI or a reason why not")
  void takesAWholeContract() {
    assertThatCode(() -> new KpiContract(
                List.of(HOURS_SAVED, ACCURACY), gapsBeside(HOURS_SAVED, ACCURACY), ALL_THREE)
            .mustBeComplete())
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("R15 a category with neither is named")
  void refusesACategoryLeftOut() {
    var gaps = gapsBeside(HOURS_SAVED, ACCURACY).stream()
        .filter(gap -> gap.category() != KpiCategory.TRUST)
        .toList();

    assertThatThrownBy(
            () -> new KpiContract(List.of(HOURS_SAVED, ACCURACY), gaps, ALL_THREE).mustBeComplete())
        .hasMessageContaining("neither a KPI nor a reason")
        .hasMessageContaining("trust");
  }

  @Test
  @DisplayName("R15 all-technical is a block")
  void refusesAllTechnical() {
    assertThatThrownBy(() ->
            new KpiContract(List.of(ACCURACY), gapsBeside(ACCURACY), ALL_THREE).mustBeComplete())
        .hasMessageContaining("technical");
  }

  @Test
  void refusesATechnicalKpiInBusinessClothes() {
    var disguised = new Kpi(
        ACCURACY.category(),
        ACCURACY.question(),
        ACCURACY.askedBy(),
        Kind.BUSINESS,
        "model accuracy",
        "%",
        ACCURACY.goal(),
        ACCURACY.care());

    assertThatThrownBy(() ->
            new KpiContract(List.of(disguised), gapsBeside(disguised), ALL_THREE).mustBeComplete())
        .hasMessageContaining("is a technical KPI");
  }

  @Test
  @DisplayName("R16 all three parties agree")
  void refusesWithoutOperations() {
    assertThatThrownBy(() -> new KpiContract(
                List.of(HOURS_SAVED), gapsBeside(HOURS_SAVED), new Agreement("Ada", " ", "Emil"))
            .mustBeComplete())
        .hasMessageContaining("have not all agreed");
  }

  @Test
  void refusesATargetOnTheWrongSide() {
    var twisted = new Kpi(
        HOURS_SAVED.category(),
        HOURS_SAVED.question(),
        HOURS_SAVED.askedBy(),
        HOURS_SAVED.kind(),
        "cost per transaction",
        "EUR",
        new Kpi.Goal(Direction.REDUCE, 2.0, 3.0),
        HOURS_SAVED.care());

    assertThatThrownBy(() ->
            new KpiContract(List.of(twisted), gapsBeside(twisted), ALL_THREE).mustBeComplete())
        .hasMessageContaining("wrong side of its baseline");
  }

  @Test
  void refusesAMetricTwice() {
    assertThatThrownBy(() -> new KpiContract(
                List.of(HOURS_SAVED, HOURS_SAVED), gapsBeside(HOURS_SAVED), ALL_THREE)
            .mustBeComplete())
        .hasMessageContaining("twice");
  }

  @Test
  void neverCountsNaNAsReached() {
    assertThat(HOURS_SAVED.reachedBy(120)).isTrue();
    assertThat(HOURS_SAVED.reachedBy(119)).isFalse();
    assertThat(HOURS_SAVED.reachedBy(Double.NaN)).isFalse();
  }
}
