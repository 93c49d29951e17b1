package io.pilotage.value;

import static io.pilotage.value.SampleKpis.ACCURACY;
import static io.pilotage.value.SampleKpis.HOURS_SAVED;
import static io.pilotage.value.SampleKpis.gapsBeside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.WebTest;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Outcome;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class ActualsApiTest extends WebTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Kpis kpis;

  @Autowired
  private Returns returns;

  @Autowired
  private Ledger ledger;

  @Autowired
  private JdbcClient jdbc;

  private String key;

  @BeforeEach
  void agree() {
    key = initiatives.register("Sort complaints faster", null, "pm").key();
    kpis.agree(
        key,
        new KpiContract(
            List.of(HOURS_SAVED),
            gapsBeside(HOURS_SAVED),
            new KpiContract.Agreement("Ada", "Olga", "Emil")));
  }

  @Test
  @DisplayName(
      "R75 actuals by day, week or month beside their target; is it working is yes, no or not enough data")
  void answersWhetherItWorks() {
    assertThat(read().at("/working").asText()).isEqualTo("NOT_ENOUGH_DATA");

    assertThat(measure("business", today().minusDays(8).toString(), 60.0).status())
        .isEqualTo(201);
    assertThat(read().at("/working").asText()).isEqualTo("NO");
    assertThat(measure("operations", today().toString().substring(0, 7), 130.0).status())
        .isEqualTo(201);

    assertThat(read().at("/working").asText()).isEqualTo("YES");
    assertThat(read().at("/kpis/0/kpi/target").asDouble()).isEqualTo(120);
    assertThat(read().at("/kpis/0/latest/amount").asDouble()).isEqualTo(130);
    assertThat(read().at("/measured")).hasSize(2);
    clock.pass(Duration.ofDays(40));
    assertThat(read().at("/working").asText())
        .as("what was measured long ago says nothing about today")
        .isEqualTo("NOT_ENOUGH_DATA");
  }

  @Test
  void keepsACorrectionOfTheSamePeriod() {
    measure("data-science", "2026-W10", 10.0);
    measure("data-science", "2026-W10", 11.0);

    assertThat(read().at("/kpis/0/latest/amount").asDouble()).isEqualTo(11);
    assertThat(read().at("/kpis/0/latest/period").asText()).isEqualTo("2026-W10");
    assertThat(read().at("/kpis/0/latest/measuredOn").asText()).isEqualTo("2026-03-08");
  }

  @Test
  @DisplayName("R75 what cannot have been measured is refused in a sentence and nothing is kept")
  void refusesWhatCannotBe() {
    assertThat(measure("legal", today().toString(), 1.0).status()).isEqualTo(403);
    assertThat(measure("business", today().plusDays(3).toString(), 1.0).at("field"))
        .isEqualTo("period");
    assertThat(measure("business", "last week", 1.0).at("detail"))
        .contains("no day, week or month");
    assertThat(measure("business", "2026-W60", 1.0).status()).isEqualTo(422);
    assertThat(measure("business", today().toString(), null).at("field")).isEqualTo("value");
    assertThat(as("business")
            .post(
                path("actuals"), Map.of("kpi", "smiles", "period", today().toString(), "value", 1))
            .at("detail"))
        .contains("no metric “smiles”");
    assertThat(as("business").get("/api/initiatives/NOBODY-9/actuals").status()).isEqualTo(404);
    assertThat(kpis.actuals(key)).isEmpty();
  }

  @Test
  @DisplayName("R21 R75 estimated against actual return, month by month")
  void comparesTheReturn() {
    returns.estimate(
        key,
        new BusinessCase(
            List.of(new CostItem(CostItem.Stage.PRODUCTION, "Serving", 120_000.0, 120_000.0)),
            List.of(new Benefit(Benefit.Type.REVENUE, "More", 600_000.0, 600_000.0))));

    as("business")
        .post(path("returns"), Map.of("month", "2026-01", "cost", 11_000, "benefit", 20_000));
    var compared = as("operations")
        .post(path("returns"), Map.of("month", "2026-02", "cost", 9_000, "benefit", 40_000))
        .json();

    assertThat(compared.at("/estimatedCost").asDouble()).isEqualTo(20_000);
    assertThat(compared.at("/actualCost").asDouble()).isEqualTo(20_000);
    assertThat(compared.at("/estimatedBenefit").asDouble()).isEqualTo(100_000);
    assertThat(compared.at("/actualRoiPercent").asDouble()).isEqualTo(200);
    assertThat(compared.at("/estimatedRoiPercent").asDouble()).isEqualTo(400);
    assertThat(as("business")
            .post(path("returns"), Map.of("month", "2026-03", "cost", -1, "benefit", 1))
            .status())
        .isEqualTo(422);
  }

  @Test
  @DisplayName(
      "R21 estimated against actual is kept to the end and after it: what an ended initiative brought is "
          + "still recorded")
  void keepsTheComparisonAfterTheEnd() {
    returns.estimate(
        key,
        new BusinessCase(
            List.of(new CostItem(CostItem.Stage.PRODUCTION, "Serving", 120_000.0, 120_000.0)),
            List.of(new Benefit(Benefit.Type.REVENUE, "More", 600_000.0, 600_000.0))));
    returns.record(key, YearMonth.of(2026, 1), 11_000, 20_000);
    initiatives.close(key, Outcome.COMPLETED, "Retired after two good years");

    as("business")
        .post(path("returns"), Map.of("month", "2026-02", "cost", 9_000, "benefit", 40_000));

    assertThat(returns.comparison(key)).satisfies(kept -> {
      assertThat(kept.months()).isEqualTo(2);
      assertThat(kept.actualBenefit()).isEqualTo(60_000);
      assertThat(kept.estimatedBenefit()).isEqualTo(100_000);
    });
  }

  @Test
  @DisplayName(
      "R16 a frozen contract changes by three approvals of three people, and by nothing else")
  void changesByThreeApprovals() {
    freeze();
    assertThatThrownBy(() -> kpis.agree(key, contract()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("frozen");

    var asked = ask();
    assertThat(asked.status()).as(asked.toString()).isEqualTo(201);
    var change = path("kpi-changes/" + asked.json().at("/id").asLong());
    assertThat(ask().at("detail")).contains("Another change");
    assertThat(approve(change, "legal", "BUSINESS").status()).isEqualTo(403);
    assertThat(approve(change, "business", "OPERATIONS").at("detail"))
        .contains("Only members of “operations”");
    assertThat(approve(change, "business", "BUSINESS").status()).isEqualTo(200);
    assertThat(approve(change, "business", "BUSINESS").at("detail"))
        .contains("approved this change already");
    assertThat(approve(change, "operations", "OPERATIONS").at("state")).isEqualTo("OPEN");
    assertThat(kpis.of(key).orElseThrow().kpis()).containsExactly(HOURS_SAVED);

    assertThat(approve(change, "engineering", "TECHNOLOGY").at("state")).isEqualTo("IN_FORCE");

    assertThat(kpis.of(key).orElseThrow().kpis()).containsExactly(HOURS_SAVED, ACCURACY);
    assertThat(kpis.of(key).orElseThrow().agreement())
        .isEqualTo(new KpiContract.Agreement("business", "operations", "engineering"));
    assertThat(ledger.of(key, 50))
        .extracting(Entry::action)
        .contains("kpi-change-asked", "kpi-change-approved", "kpis-agreed");
    assertThat(approve(change, "engineering", "TECHNOLOGY").at("detail"))
        .contains("closed already");
  }

  @Test
  @DisplayName("R16 a rejected change leaves the contract as it was")
  void rejectsAChange() {
    freeze();
    var change = path("kpi-changes/" + ask().json().at("/id").asLong());

    assertThat(as("legal").post(change + "/reject", Map.of("reason", "No")).status())
        .isEqualTo(403);
    assertThat(as("operations").post(change + "/reject", Map.of("reason", "")).at("field"))
        .isEqualTo("reason");
    assertThat(as("operations")
            .post(change + "/reject", Map.of("reason", "Not measurable"))
            .at("state"))
        .isEqualTo("REJECTED");

    assertThat(kpis.of(key).orElseThrow().kpis()).containsExactly(HOURS_SAVED);
    assertThat(ask().status()).isEqualTo(201);
    assertThat(as("pm")
            .post(
                path("kpi-changes"),
                Map.of("kpis", List.of(), "gaps", List.of(), "reason", "Empty it"))
            .status())
        .isEqualTo(422);
  }

  private void freeze() {
    jdbc.sql("insert into gate_round (gate, initiative, phase, round_nr, opened_at, decision, why, "
            + "decided_at) values (?, ?, 'DEFINE', 1, ?, 'GO', 'Signed', ?)")
        .params(
            "frozen-" + key,
            key,
            clock.instant().atOffset(ZoneOffset.UTC),
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private static KpiContract contract() {
    return new KpiContract(
        List.of(HOURS_SAVED, ACCURACY),
        gapsBeside(HOURS_SAVED, ACCURACY),
        new KpiContract.Agreement("Ada", "Olga", "Emil"));
  }

  private Answer ask() {
    return as("pm")
        .post(
            path("kpi-changes"),
            Map.of(
                "kpis",
                contract().kpis(),
                "gaps",
                contract().gaps(),
                "reason",
                "Accuracy is asked for every week"));
  }

  private Answer approve(String change, String person, String party) {
    return as(person).post(change + "/approve", Map.of("party", party));
  }

  private Answer measure(String person, String period, Double value) {
    return as(person)
        .post(
            path("actuals"),
            "{\"kpi\":\"hours saved a week\",\"period\":\"" + period + "\",\"value\":" + value
                + "}");
  }

  private com.fasterxml.jackson.databind.JsonNode read() {
    return as("pm").get(path("actuals")).json();
  }

  private String path(String what) {
    return "/api/initiatives/" + key + "/" + what;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
