package io.pilotage.charter;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;

/**
 * Who steers, from the first day: five named people, two owners, and who decides what is deployed.
 */
@StoredAs("committee")
public record Committee(Members members, Owners owners, Decider decider) {

  void mustBeComplete() {
    members.mustBeNamed();
    owners.mustBeNamed();
    Refusal.unless(decider != null, "decider", "Please choose who decides what is deployed.");
  }

  /**
   * One name each. Business is the one accountable owner; operations is the team that will own the
   * model.
   */
  public record Members(
      String business, String engineering, String security, String legal, String operations) {

    private void mustBeNamed() {
      Names.mustBeOne(business, "accountableOwner", "the business: the one accountable owner");
      Names.mustBeGiven(engineering, "engineeringMember", "engineering");
      Names.mustBeGiven(security, "securityMember", "security");
      Names.mustBeGiven(legal, "legalMember", "legal");
      Names.mustBeGiven(
          operations,
          "operationsMember",
          "operations: the team that will own the model steers from day one");
    }
  }

  /**
   * Who answers for the business case and the compliance review; the integration names its own
   * owner.
   */
  public record Owners(String businessCase, String compliance) {

    private void mustBeNamed() {
      Names.mustBeOne(businessCase, "businessCaseOwner", "the business case");
      Names.mustBeOne(compliance, "complianceOwner", "the compliance review");
    }
  }

  /** The governance model: who decides what is deployed. */
  public enum Decider {
    COMMITTEE("the steering committee"),
    ACCOUNTABLE_OWNER("the accountable business owner"),
    OPERATIONS("operations");

    private final String words;

    Decider(String words) {
      this.words = words;
    }

    /** As people read it. */
    public String words() {
      return words;
    }
  }
}
