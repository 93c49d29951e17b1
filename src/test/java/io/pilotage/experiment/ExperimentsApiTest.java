package io.pilotage.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.gate.Effect;
import io.pilotage.initiative.Initiatives;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ExperimentsApiTest extends WebTest {

  @Autowired
  Initiatives initiatives;

  @Autowired
  Experiments experiments;

  @Autowired
  Concepts concepts;

  @Autowired
  ExperimentProperties limits;

  @Autowired
  ExperimentNews news;

  @Autowired
  PocGate gate;

  private String key;

  @BeforeEach
  void register() {
    key = initiatives.register("Sort complaints faster", null, "pm").key();
  }

  private Answer post(String experiment) {
    return as("data-science").post("/api/initiatives/" + key + "/experiments", experiment);
  }

  @Test
  @DisplayName("R40 R41 programs record experiments too, a baseline first")
  void recordsExperiments() {
    var early = post("{\"hypothesis\":\"Trees\",\"accuracy\":0.9,\"cost\":10}");
    assertThat(early.status()).isEqualTo(422);
    assertThat(early.json().get("field").asText()).isEqualTo("complexity");

    assertThat(
            post("{\"hypothesis\":\"Rule\",\"complexity\":\"baseline\",\"accuracy\":0.7,\"cost\":0}")
                .status())
        .isEqualTo(201);
    var recorded = post(
        "{\"hypothesis\":\"Trees\",\"accuracy\":0.9,\"precision\":0.8,\"recall\":0.7,\"latencyMs\":12.5,"
            + "\"cost\":10,\"businessImpact\":40000,"
            + "\"works\":\"age\",\"worksNot\":\"postcode\",\"reason\":\"few rows\"}");

    assertThat(recorded.status()).isEqualTo(201);
    assertThat(recorded.json().get("recordedBy").asText()).isEqualTo("data-science");
    var log = as("business").get("/api/initiatives/" + key + "/experiments").json();
    assertThat(log).hasSize(2);
    assertThat(log.at("/1/figures/precision").asDouble()).isEqualTo(0.8);
    assertThat(log.at("/1/lessons/worksNot").asText()).isEqualTo("postcode");
    assertThat(news.items(key, Instant.now().minusSeconds(60)))
        .hasSize(2)
        .last()
        .asString()
        .contains("90.00 %", "40,000");
    assertThat(news.items(key, Instant.now().plusSeconds(60))).isEmpty();
  }

  @Test
  void refusesBadFiguresAndKeepsNothing() {
    for (var bad : List.of(
        "{\"hypothesis\":\"x\",\"complexity\":\"baseline\",\"cost\":0}",
        "{\"hypothesis\":\"x\",\"complexity\":\"baseline\",\"accuracy\":91,\"cost\":0}",
        "{\"hypothesis\":\"x\",\"complexity\":\"baseline\",\"accuracy\":\"NaN\",\"cost\":0}",
        "{\"hypothesis\":\"x\",\"complexity\":\"baseline\",\"accuracy\":0.9,\"cost\":-1}",
        "{\"hypothesis\":\"\",\"complexity\":\"baseline\",\"accuracy\":0.9,\"cost\":0}",
        "{\"hypothesis\":\"x\",\"complexity\":\"wild\",\"accuracy\":0.9,\"cost\":0}",
        "{\"hypothesis\":\"x\",\"complexity\":\"baseline\",\"accuracy\":0.9}"))
      assertThat(post(bad).status()).as(bad).isEqualTo(422);
    assertThat(post("{\"hypothesis\":").status()).isEqualTo(400);
    assertThat(as("pm").get("/api/initiatives/NOBODY-9/experiments").status()).isEqualTo(404);
    assertThat(anonymously().get("/api/initiatives/" + key + "/experiments").status())
        .isEqualTo(401);

    assertThat(experiments.of(key)).isEmpty();
  }

  @Test
  @DisplayName("R41 a gap of more than a week warns")
  void warnsAboutAGap() {
    concepts.open(key, 1_000);
    record(Complexity.BASELINE, 0);
    record(Complexity.CANDIDATE, 0);
    assertThat(gate.experimentsRecordedWeekly(key).effect()).isEqualTo(Effect.PASS);

    clock.pass(limits.recordEvery().plusMinutes(1));

    assertThat(gate.experimentsRecordedWeekly(key).effect()).isEqualTo(Effect.WARN);
  }

  @Test
  @DisplayName("R42 planned time over warns, budgeted time over blocks until it is extended")
  void watchesTheTimeBox() {
    assertThat(gate.withinTheTimeBox(key).effect()).isEqualTo(Effect.BLOCK);
    concepts.open(key, 1_000);
    assertThat(gate.withinTheTimeBox(key).effect()).isEqualTo(Effect.PASS);

    clock.pass(limits.timeBox().plusSeconds(1));
    assertThat(gate.withinTheTimeBox(key).effect()).isEqualTo(Effect.WARN);
    clock.pass(limits.budgetedTime().minus(limits.timeBox()));
    assertThat(gate.withinTheTimeBox(key).effect()).isEqualTo(Effect.BLOCK);

    concepts.decideOnTime(
        key,
        Extension.EXTEND,
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(3),
        "Nearly there");
    assertThat(gate.withinTheTimeBox(key).effect()).isEqualTo(Effect.WARN);
    clock.pass(Duration.ofDays(5));
    assertThat(gate.withinTheTimeBox(key).effect()).isEqualTo(Effect.BLOCK);
  }

  @Test
  @DisplayName("R42 a budget nearly spent warns, overspent blocks")
  void watchesTheBudget() {
    concepts.open(key, 1_000);
    record(Complexity.BASELINE, 100);
    assertThat(gate.withinTheBudget(key).effect()).isEqualTo(Effect.PASS);
    record(Complexity.CANDIDATE, 750);
    assertThat(gate.withinTheBudget(key).effect()).isEqualTo(Effect.WARN);
    record(Complexity.CANDIDATE, 200);
    assertThat(gate.withinTheBudget(key).effect()).isEqualTo(Effect.BLOCK);
  }

  @Test
  @DisplayName("R40 the first record must be a baseline, R43 gold-plating warns")
  void judgesTheRest() {
    assertThat(gate.baselineRecordedFirst(key).effect()).isEqualTo(Effect.BLOCK);
    record(Complexity.BASELINE, 0);
    assertThat(gate.baselineRecordedFirst(key).effect()).isEqualTo(Effect.PASS);

    assertThat(gate.pilotRanLikeProduction(key).effect()).isEqualTo(Effect.BLOCK);
    concepts.check(key, new Infrastructure(true, true, true, true, true, "A cluster of its own"));
    assertThat(gate.pilotRanLikeProduction(key).effect()).isEqualTo(Effect.WARN);
    concepts.check(key, new Infrastructure(true, true, true, true, false, null));
    assertThat(gate.pilotRanLikeProduction(key).effect()).isEqualTo(Effect.PASS);

    assertThat(gate.reportNamesWhatItHides(key).effect()).isEqualTo(Effect.BLOCK);
    concepts.report(
        key,
        new Report("clean", "alone", "accuracy", "new words", -5.0, "costs more than it brings"));
    assertThat(gate.reportNamesWhatItHides(key).effect()).isEqualTo(Effect.PASS);
    assertThat(gate.businessImpactKnown(key).effect()).isEqualTo(Effect.BLOCK);
  }

  private void record(Complexity complexity, double cost) {
    experiments.record(
        key, complexity, "An idea", new Figures(0.8, null, null, null, cost, null), null);
  }
}
