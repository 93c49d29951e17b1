package io.pilotage.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.board.InitiativeView.Reason;
import io.pilotage.board.InitiativeView.WaitingFor;
import io.pilotage.gate.Cause;
import io.pilotage.gate.GateDecision;
import io.pilotage.gate.GateRecord;
import io.pilotage.gate.SignOff;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.initiative.Initiative;
import io.pilotage.initiative.Outcome;
import io.pilotage.initiative.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** R86: planned against actual, days late, who is waited for and why it stalled. */
class PlanTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<Phase, Instant> PLANNED = Map.of(
      Phase.DEFINE,
      day(30),
      Phase.DATA,
      day(61),
      Phase.POC,
      day(122),
      Phase.PRODUCTIONIZE,
      day(183),
      Phase.ROLLOUT,
      day(244));

  @Test
  void isInTimeAtTheStart() {
    var plan = new Plan(running(), List.of(), PLANNED, null, day(29));

    assertThat(plan.daysLate()).isZero();
    assertThat(plan.phases()).hasSize(6);
    assertThat(plan.phases().get(0).startedAt()).isEqualTo(START);
    assertThat(plan.phases().get(1).startedAt()).isNull();
    assertThat(plan.phases().get(5).plannedEnd())
        .as("operation has no planned end")
        .isNull();
    assertThat(plan.stall(List.of()).stalled()).isFalse();
  }

  @Test
  @DisplayName("R86 a phase over its planned end is late by whole days, also while it runs")
  void countsDaysLate() {
    assertThat(new Plan(running(), List.of(), PLANNED, null, day(37)).daysLate())
        .isEqualTo(7);
    assertThat(new Plan(running(), List.of(), PLANNED, null, day(37))
            .stall(List.of())
            .stalled())
        .isTrue();
  }

  @Test
  @DisplayName(
      "R86 lateness made good in the next phase is gone, and the late phase stays on record")
  void forgivesAPhaseThatCaughtUp() {
    var plan = new Plan(
        running(), List.of(round(Phase.DEFINE, GateDecision.GO, day(35))), PLANNED, null, day(50));

    assertThat(plan.daysLate()).isZero();
    assertThat(plan.phases().get(0)).extracting("endedAt", "daysLate").containsExactly(day(35), 5L);
    assertThat(plan.phases().get(1).startedAt()).isEqualTo(day(35));
  }

  @Test
  @DisplayName("R81 R86 rework is no end of a phase, and its cause is a reason of the stall")
  void keepsTheCausesOfGates() {
    var rework = new GateRecord(
        Phase.DEFINE,
        1,
        GateDecision.REWORK,
        "no",
        day(20),
        day(21),
        List.of(new SignOff(
            "legal", SignOffDecision.REWORK, "leo", day(21), "Who is liable?", Cause.GOVERNANCE)),
        List.of(),
        null,
        null);

    var plan = new Plan(running(), List.of(rework), PLANNED, null, day(25));

    assertThat(plan.phases().get(0).endedAt()).isNull();
    assertThat(plan.stall(List.of()).reasons())
        .containsExactly(new Reason("governance", "define", "legal: Who is liable?", day(21)));
  }

  @Test
  @DisplayName("R81 R86 where all had signed, the cause of the refused waiver is the reason")
  void keepsTheCauseOfARefusedWaiver() {
    var rework = new GateRecord(
        Phase.DATA,
        1,
        GateDecision.REWORK,
        "Waiver refused by pm: Mend it",
        day(20),
        day(21),
        List.of(),
        List.of(),
        null,
        Cause.INTEGRATION);

    var plan = new Plan(running(), List.of(rework), PLANNED, null, day(25));

    assertThat(plan.stall(List.of()).reasons())
        .containsExactly(
            new Reason("integration", "data", "Waiver refused by pm: Mend it", day(21)));
  }

  @Test
  @DisplayName("R86 says on whom it waits and for how long")
  void tellsWhomItWaitsFor() {
    var late = new WaitingFor("1", "Sign off phase", "security", null, day(10), day(15), true);
    var other = new WaitingFor("2", "Assess data", "data-science", "dana", day(18), day(23), false);

    var stall = new Plan(running(), List.of(), PLANNED, null, day(20)).stall(List.of(other, late));

    assertThat(stall.stalled()).isTrue();
    assertThat(stall.waitingOn())
        .extracting("who", "days")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("security", 10L),
            org.assertj.core.groups.Tuple.tuple("dana", 2L));
    assertThat(stall.reasons()).extracting(Reason::reason).containsExactly("past-due");
  }

  @Test
  @DisplayName(
      "R60 R86 the gate of a stage does not end the staged rollout, the promotion to all traffic does")
  void endsTheRolloutWithThePromotion() {
    var rounds = List.of(
        round(Phase.DEFINE, GateDecision.GO, day(30)),
        round(Phase.DATA, GateDecision.GO, day(61)),
        round(Phase.POC, GateDecision.GO, day(122)),
        round(Phase.PRODUCTIONIZE, GateDecision.GO, day(183)),
        round(Phase.ROLLOUT, GateDecision.GO, day(195)));

    var atRamp = new Plan(running(), rounds, PLANNED, null, day(250));
    assertThat(atRamp.phases().get(4))
        .extracting("startedAt", "endedAt", "daysLate")
        .containsExactly(day(183), null, 6L);
    assertThat(atRamp.phases().get(5).startedAt()).as("operation has not begun").isNull();
    assertThat(atRamp.daysLate()).isEqualTo(6);

    var promoted = new Plan(running(), rounds, PLANNED, day(247), day(300));
    assertThat(promoted.phases().get(4))
        .extracting("endedAt", "daysLate")
        .containsExactly(day(247), 3L);
    assertThat(promoted.phases().get(5))
        .extracting("startedAt", "endedAt")
        .containsExactly(day(247), null);
    assertThat(promoted.daysLate()).as("how late it reached production").isEqualTo(3);
  }

  @Test
  @DisplayName(
      "R86 reached production is who came to all traffic, whatever became of it; a canary is not it")
  void countsWhoReachedProduction() {
    var summary = Portfolio.summary(List.of(
        view("rollout", null, null),
        view("operate", null, null),
        view("ended", "withdrawn", day(200)),
        view("ended", "stopped", null)));

    assertThat(summary.reachedProduction()).isEqualTo(2);
    assertThat(summary.shareReachedProduction()).isEqualTo(0.5);
    assertThat(summary.underWay()).isEqualTo(2);
    assertThat(summary.stallReasons())
        .containsExactly(org.assertj.core.api.Assertions.entry("metric", 4L));
    assertThat(Portfolio.summary(List.of()).shareReachedProduction()).isNull();
  }

  private static InitiativeView view(String phase, String outcome, Instant production) {
    var passed = new InitiativeView.GateView(
        "rollout", 1, "go", "Signed", day(190), day(195), List.of(), List.of(), null);
    var stall = new InitiativeView.Stall(
        false, List.of(), List.of(new Reason("metric", "rollout", "too few", day(190))));
    return new InitiativeView(
        "X-1",
        "X",
        phase,
        "healthy",
        null,
        null,
        null,
        START,
        null,
        outcome,
        production,
        List.of(),
        List.of(passed),
        List.of(),
        0,
        stall,
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void endsTheRunningPhaseWithItsInitiative() {
    var stopped = new Initiative("X-1", "X", null, null, null, Outcome.STOPPED, START, day(40));

    var plan = new Plan(
        stopped, List.of(round(Phase.DEFINE, GateDecision.GO, day(20))), PLANNED, null, day(400));

    assertThat(plan.phases().get(1).endedAt()).isEqualTo(day(40));
    assertThat(plan.phases().get(2).startedAt()).isNull();
    assertThat(plan.daysLate()).isZero();
    assertThat(plan.stall(List.of()).stalled()).isFalse();
  }

  private static Initiative running() {
    return new Initiative("X-1", "X", null, null, null, null, START, null);
  }

  private static GateRecord round(Phase phase, GateDecision decision, Instant at) {
    return new GateRecord(phase, 1, decision, "signed", at, at, List.of(), List.of(), null, null);
  }

  private static Instant day(int number) {
    return START.plus(Duration.ofDays(number));
  }
}
