package io.pilotage.board;

import io.pilotage.board.InitiativeView.PlannedPhase;
import io.pilotage.board.InitiativeView.Reason;
import io.pilotage.board.InitiativeView.Stall;
import io.pilotage.board.InitiativeView.Waiting;
import io.pilotage.board.InitiativeView.WaitingFor;
import io.pilotage.gate.GateDecision;
import io.pilotage.gate.GateRecord;
import io.pilotage.gate.SignOff;
import io.pilotage.initiative.Initiative;
import io.pilotage.initiative.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plan against what happened. A phase ends when its gate first passes, or with its initiative; the
 * next one begins then. The staged rollout has a gate at every stage, so it ends when the candidate
 * is promoted.
 */
record Plan(
    Initiative initiative,
    List<GateRecord> rounds,
    Map<Phase, Instant> planned,
    Instant productionSince,
    Instant now) {

  List<PlannedPhase> phases() {
    return Stream.of(Phase.values()).map(this::phase).toList();
  }

  /**
   * How late the phase is that is worked on; once all planned phases are over, how late the last
   * one was.
   */
  long daysLate() {
    var phases = phases().stream()
        .filter(phase -> phase.plannedEnd() != null && phase.startedAt() != null)
        .toList();
    return phases.isEmpty() ? 0 : phases.get(phases.size() - 1).daysLate();
  }

  private PlannedPhase phase(Phase phase) {
    var begin = begin(phase);
    var end = begin == null ? null : end(phase);
    var due = planned.get(phase);
    var today = initiative.ended() ? initiative.endedAt() : now;
    var until = end != null ? end : today;
    return new PlannedPhase(
        phase.label(),
        due,
        begin,
        end,
        due == null ? 0 : Math.max(0, Duration.between(due, until).toDays()));
  }

  private Instant begin(Phase phase) {
    return phase == Phase.DEFINE
        ? initiative.startedAt()
        : passed(Phase.values()[phase.ordinal() - 1]);
  }

  private Instant end(Phase phase) {
    var passed = phase == Phase.OPERATE ? null : passed(phase);
    return passed == null ? initiative.endedAt() : passed;
  }

  private Instant passed(Phase phase) {
    if (phase == Phase.ROLLOUT) return productionSince;
    return rounds.stream()
        .filter(round -> round.phase() == phase
            && round.decision() != null
            && round.decision().passes())
        .map(GateRecord::decidedAt)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Stalled is an initiative that runs and is late, or waits for an answer past its due date. */
  Stall stall(List<WaitingFor> tasks) {
    var late = tasks.stream()
        .filter(WaitingFor::late)
        .map(
            task -> new Reason("past-due", null, task.name() + " is not answered yet", task.due()));
    var stalled =
        !initiative.ended() && (daysLate() > 0 || tasks.stream().anyMatch(WaitingFor::late));
    return new Stall(stalled, waitingOn(tasks), Stream.concat(recorded(), late).toList());
  }

  private List<Waiting> waitingOn(List<WaitingFor> tasks) {
    return tasks.stream()
        .filter(task -> task.group() != null || task.assignee() != null)
        .collect(
            Collectors.groupingBy(task -> task.assignee() != null ? task.assignee() : task.group()))
        .entrySet()
        .stream()
        .map(entry -> waiting(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(Waiting::since))
        .toList();
  }

  private Waiting waiting(String who, List<WaitingFor> tasks) {
    var since =
        tasks.stream().map(WaitingFor::since).min(Comparator.naturalOrder()).orElse(now);
    return new Waiting(
        who, tasks.size(), since, Math.max(0, Duration.between(since, now).toDays()));
  }

  /** The causes named with every rework and stop. */
  private Stream<Reason> recorded() {
    return rounds.stream()
        .filter(round ->
            round.decision() == GateDecision.REWORK || round.decision() == GateDecision.STOP)
        .flatMap(Plan::causes);
  }

  private static Stream<Reason> causes(GateRecord round) {
    var signed = round.signOffs().stream()
        .filter(sign -> sign.cause() != null)
        .map(sign ->
            new Reason(Portfolio.lower(sign.cause()), round.phase().label(), said(sign), sign.at()))
        .toList();
    // All had signed, and the waiver was refused: its cause counts.
    var cause = round.refusedFor() == null ? "other" : Portfolio.lower(round.refusedFor());
    return signed.isEmpty()
        ? Stream.of(new Reason(
            cause, round.phase().label(), Objects.toString(round.why(), ""), round.decidedAt()))
        : signed.stream();
  }

  private static String said(SignOff sign) {
    return sign.role() + ": " + sign.comment();
  }
}
