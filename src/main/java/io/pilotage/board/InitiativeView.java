package io.pilotage.board;

import io.pilotage.engine.StuckStep;
import io.pilotage.rollout.WaitingVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * An initiative as clients and pages see it. The names are a contract. {@code productionSince} is
 * when all traffic first was on a promoted candidate, {@code stuck} the steps that have no tries
 * left, {@code waitingVersions} what was accepted and waits until it is rolled out.
 */
public record InitiativeView(
    String key,
    String title,
    String phase,
    String health,
    String riskTier,
    String model,
    String sponsor,
    Instant startedAt,
    Instant endedAt,
    String outcome,
    Instant productionSince,
    List<WaitingFor> waitingFor,
    List<GateView> gates,
    List<PlannedPhase> plan,
    long daysLate,
    Stall stall,
    List<LinkView> links,
    List<StuckStep> stuck,
    List<WaitingVersion> waitingVersions) {

  /** A task somebody has to do; {@code late} when it is past its due date. */
  public record WaitingFor(
      String task,
      String name,
      String group,
      String assignee,
      Instant since,
      Instant due,
      boolean late) {}

  /**
   * The newest round of a phase's gate; the decision is missing while it is open, and
   * {@code called-off} where it ended without one.
   */
  public record GateView(
      String phase,
      int round,
      String decision,
      String why,
      Instant openedAt,
      Instant decidedAt,
      List<SignOffView> signOffs,
      List<CriterionView> criteria,
      WaiverView waiver) {}

  /**
   * Who took on the open criteria of a gate, why and until which day; past that day the gate warns
   * again.
   */
  public record WaiverView(
      String approver, String reason, LocalDate until, boolean expired, List<String> criteria) {}

  /**
   * A phase by plan and as it went. Operation has no planned end; what has not begun or ended has
   * no time. Whole days late, 0 in time.
   */
  public record PlannedPhase(
      String phase, Instant plannedEnd, Instant startedAt, Instant endedAt, long daysLate) {}

  /**
   * What holds an initiative up: whom it waits for, what is past due, and the causes its gates
   * recorded.
   */
  public record Stall(boolean stalled, List<Waiting> waitingOn, List<Reason> reasons) {}

  /** A group or person, how many tasks wait for them, since when at the longest. */
  public record Waiting(String who, int tasks, Instant since, long days) {}

  /**
   * {@code integration}, {@code governance}, {@code metric}, {@code handoff}, {@code other}, or
   * {@code past-due} for a task.
   */
  public record Reason(String reason, String phase, String detail, Instant at) {}

  /**
   * An initiative linked with this one: {@code parent} when this one follows it, {@code child} when
   * it follows this one. Kinds are {@code next-iteration}, {@code adjacent-use-case} and
   * {@code replication}; a warning says what was missing when it was proposed.
   */
  public record LinkView(
      String key,
      String title,
      String relation,
      String kind,
      String scope,
      String warning,
      Instant since) {}

  public record SignOffView(String role, String decision, String by, Instant at, String comment) {}

  public record CriterionView(String name, String effect, String fact) {}
}
