package io.pilotage.initiative;

/** Who steers, from the first day: five named people, three owners, and who decides what is deployed. */
public record Committee(Members members, Owners owners, DeploymentDecision deploymentDecision) {

  /** One name each. Business is the one accountable owner. */
  public record Members(String business, String engineering, String security, String legal, String operations) {}

  /** Who answers for the business case, the compliance review and the integration. */
  public record Owners(String businessCase, String compliance, String integration) {}

  /** The governance model: who decides what is deployed. */
  public enum DeploymentDecision {
    COMMITTEE,
    ACCOUNTABLE_OWNER,
    OPERATIONS
  }
}
