package io.pilotage.value;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A change of a frozen KPI contract: asked for by somebody, in force once business, operations and
 * technology have each approved.
 */
public record KpiChange(
    long id,
    String initiative,
    int baseRevision,
    KpiContract contract,
    String reason,
    String askedBy,
    Instant askedAt,
    State state,
    List<Approval> approvals) {

  /** Who has not approved yet. */
  public List<Party> missing() {
    return Arrays.stream(Party.values())
        .filter(party -> approvals.stream().noneMatch(given -> given.party() == party))
        .toList();
  }

  /** Where a change stands. */
  public enum State {
    OPEN,
    IN_FORCE,
    REJECTED
  }

  /** The three who agreed to the contract, and the group that speaks for each. */
  public enum Party {
    BUSINESS("business"),
    OPERATIONS("operations"),
    TECHNOLOGY("engineering");

    private final String group;

    Party(String group) {
      this.group = group;
    }

    public String group() {
      return group;
    }
  }

  /** One of the three said yes. */
  public record Approval(Party party, String by, Instant at) {}
}
