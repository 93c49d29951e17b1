package io.pilotage.charter;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import io.pilotage.initiative.RiskTier;
import java.util.Locale;

/** The four answers the risk tier follows from, and the tier. */
@StoredAs("risk-profile")
public record RiskProfile(
    Domain domain,
    Impact impact,
    Autonomy autonomy,
    Sensitivity sensitivity,
    String rationale,
    RiskTier tier) {

  void mustBeAnswered() {
    Refusal.unless(
        domain != null, "domain", "Please choose the domain in which the model decides.");
    Refusal.unless(impact != null, "impact", "Please choose what a wrong answer does to a person.");
    Refusal.unless(autonomy != null, "autonomy", "Please choose how far the model decides alone.");
    Refusal.unless(
        sensitivity != null, "sensitivity", "Please choose what kind of data the model sees.");
  }

  RiskProfile in(RiskTier found) {
    return new RiskProfile(domain, impact, autonomy, sensitivity, rationale, found);
  }

  /** The tier and the four answers, for people. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "%s, from domain (%s), impact (%s), autonomy (%s) and data (%s)",
        CharterFacts.words(tier),
        CharterFacts.words(domain),
        CharterFacts.words(impact),
        CharterFacts.words(autonomy),
        CharterFacts.words(sensitivity));
  }

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
