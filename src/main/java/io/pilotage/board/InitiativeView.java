package io.pilotage.board;

import java.time.Instant;
import java.util.List;

/** An initiative as clients and pages see it. The names are a contract. */
public record InitiativeView(
    String key, String title, String phase, String health, String riskTier, String model, String sponsor,
    Instant startedAt, Instant endedAt, String outcome, List<WaitingFor> waitingFor, List<GateView> gates) {

  /** A task somebody has to do; {@code late} when it is past its due date. */
  public record WaitingFor(String task, String name, String group, String assignee, Instant since, Instant due, boolean late) {}

  /** The newest round of a phase's gate; the decision is missing while it is open. */
  public record GateView(String phase, int round, String decision, Instant openedAt, Instant decidedAt, List<SignOffView> signOffs, List<CriterionView> criteria) {}

  public record SignOffView(String role, String decision, String by, Instant at, String comment) {}

  public record CriterionView(String name, String effect, String fact) {}
}
