package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.WebTest;
import io.pilotage.dataset.Preparation.LabelState;
import io.pilotage.engine.Refusal;
import io.pilotage.gate.Effect;
import io.pilotage.gate.Rule.Kind;
import io.pilotage.initiative.Initiatives;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DataGateTest extends WebTest {

  @Autowired
  Initiatives initiatives;

  @Autowired
  Audits audits;

  @Autowired
  Preparations preparations;

  @Autowired
  DataFiles files;

  @Autowired
  DataGate gate;

  private String key;

  @BeforeEach
  void register() {
    key = initiatives.register("Sort complaints faster", null, "pm").key();
  }

  @Test
  @DisplayName("R30–R35 nothing known about the data blocks every rule of the gate")
  void blocksWhileNothingIsKnown() {
    var ours =
        gate.rules().stream().filter(rule -> rule.kind() == Kind.CRITERION).toList();

    assertThat(ours)
        .hasSize(7)
        .allSatisfy(
            rule -> assertThat(rule.check(key).effect()).as(rule.name()).isEqualTo(Effect.BLOCK));
  }

  @Test
  @DisplayName("R31 planned labels warn until their day, and block after it")
  void watchesTheLabellingPlan() {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    assertThatThrownBy(() -> preparations.planLabels(key, LabelState.PLANNED, "Panel", null, today))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() ->
            preparations.planLabels(key, LabelState.PLANNED, "Panel", "Ann", today.minusDays(1)))
        .isInstanceOf(Refusal.class);

    preparations.planLabels(key, LabelState.PLANNED, "Panel", "Ann", today.plusDays(2));
    assertThat(gate.labelsExistOrArePlanned(key).effect()).isEqualTo(Effect.WARN);
    clock.pass(Duration.ofDays(4));
    assertThat(gate.labelsExistOrArePlanned(key).effect()).isEqualTo(Effect.BLOCK);

    preparations.planLabels(key, LabelState.EXIST, "In the register", null, null);
    assertThat(gate.labelsExistOrArePlanned(key).fact()).contains("the audit saw none");
  }

  @Test
  @DisplayName(
      "R30 what the profile warns about reaches the signers; R33 a holdout for other data does not count")
  void warnsAndNoticesOtherData() {
    audit("id,x\n1,?\n2,\n3,7\n");
    assertThat(gate.dataCleanAndFresh(key).effect()).isEqualTo(Effect.WARN);
    assertThat(gate.dataCleanAndFresh(key).fact()).contains("“x” lacks 66.67 %");
    assertThat(gate.dataAuditedOnTheDataItself(key).fact()).contains("not accepted");
    preparations.reserveHoldout(key, upload("id,x\n8,1\n9,2\n"));
    assertThat(gate.holdoutSetApart(key).effect()).isEqualTo(Effect.PASS);

    audit("id,x\n1,5\n2,6\n3,7\n");
    assertThat(gate.dataCleanAndFresh(key).fact()).contains("no time column");
    assertThat(gate.holdoutSetApart(key).effect()).isEqualTo(Effect.BLOCK);
  }

  private void audit(String rows) {
    audits.ask(key, new AuditRequest(upload(rows), null, null, null, List.of(), null));
    assertThat(audits.profile(key)).isTrue();
  }

  private String upload(String rows) {
    return files.upload(
        key, "data.csv", new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)));
  }
}
