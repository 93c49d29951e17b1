package io.pilotage.initiative;

/** The four answers the risk tier follows from, and the tier. */
public record RiskProfile(Domain domain, Impact impact, Autonomy autonomy, Sensitivity sensitivity, RiskTier tier, String rationale) {

  /** Where the model decides. */
  public enum Domain {
    INTERNAL_OPERATIONS,
    CUSTOMER_EXPERIENCE,
    FRAUD_AND_SECURITY,
    CREDIT_OR_INSURANCE,
    HIRING_OR_EDUCATION,
    HEALTH_OR_SAFETY
  }

  /** What a wrong answer does to a person. */
  public enum Impact {
    NONE,
    INCONVENIENCE,
    RIGHTS_OR_LIVELIHOOD
  }

  /** How far the model decides alone. */
  public enum Autonomy {
    ADVISES,
    DECIDES_WITH_REVIEW,
    DECIDES_ALONE
  }

  /** What kind of data it sees. */
  public enum Sensitivity {
    PUBLIC_OR_TECHNICAL,
    PERSONAL,
    SPECIAL_CATEGORY
  }
}
