package io.pilotage.charter.activity;

import io.pilotage.charter.Committee;
import io.pilotage.charter.DataOutlook;
import io.pilotage.charter.Direction;
import io.pilotage.charter.FallbackKind;
import io.pilotage.charter.RiskProfile;
import io.pilotage.charter.Strategy;
import io.pilotage.engine.ProcessVariable;
import java.time.LocalDate;

/**
 * What the forms of the first phase ask, and what its timer waits for. The answers that count are
 * in the charter.
 */
public final class CharterVariables {

  /**
   * Until when the reviewers have to be briefed, as ISO-8601 text; drives the timer "Briefing
   * late".
   */
  public static final ProcessVariable<String> BRIEFING_DUE = ProcessVariable.text("briefingDue");
  /** The problem in one sentence. */
  public static final ProcessVariable<String> STATEMENT = ProcessVariable.text("statement");
  /** The number that is to move. */
  public static final ProcessVariable<String> METRIC = ProcessVariable.line("metric");
  /** Which way it is to move. */
  public static final ProcessVariable<Direction> DIRECTION =
      ProcessVariable.choice("direction", Direction.class);
  /** By how much. */
  public static final ProcessVariable<Double> AMOUNT = ProcessVariable.decimal("amount");
  /** The unit of the amount. */
  public static final ProcessVariable<String> UNIT = ProcessVariable.line("unit");
  /** Cases a day today. */
  public static final ProcessVariable<Double> BASELINE_VOLUME =
      ProcessVariable.decimal("baselineVolume");
  /** Percent of them right today. */
  public static final ProcessVariable<Double> BASELINE_QUALITY =
      ProcessVariable.decimal("baselineQuality");
  /** When that was measured. */
  public static final ProcessVariable<LocalDate> MEASURED_ON = ProcessVariable.date("measuredOn");
  /** Where that was read. */
  public static final ProcessVariable<String> BASELINE_SOURCE =
      ProcessVariable.line("baselineSource");
  /** Cases a day to reach. */
  public static final ProcessVariable<Double> TARGET_VOLUME =
      ProcessVariable.decimal("targetVolume");
  /** Percent right to reach. */
  public static final ProcessVariable<Double> TARGET_QUALITY =
      ProcessVariable.decimal("targetQuality");
  /** The one accountable business owner. */
  public static final ProcessVariable<String> ACCOUNTABLE_OWNER =
      ProcessVariable.line("accountableOwner");
  /** Who steers for engineering. */
  public static final ProcessVariable<String> ENGINEERING_MEMBER =
      ProcessVariable.line("engineeringMember");
  /** Who steers for security. */
  public static final ProcessVariable<String> SECURITY_MEMBER =
      ProcessVariable.line("securityMember");
  /** Who steers for legal. */
  public static final ProcessVariable<String> LEGAL_MEMBER = ProcessVariable.line("legalMember");
  /** Who steers for operations, the team that will own the model. */
  public static final ProcessVariable<String> OPERATIONS_MEMBER =
      ProcessVariable.line("operationsMember");
  /** Who owns the business case. */
  public static final ProcessVariable<String> BUSINESS_CASE_OWNER =
      ProcessVariable.line("businessCaseOwner");
  /** Who owns the compliance review. */
  public static final ProcessVariable<String> COMPLIANCE_OWNER =
      ProcessVariable.line("complianceOwner");
  /** Who decides what is deployed. */
  public static final ProcessVariable<Committee.Decider> DECIDER =
      ProcessVariable.choice("decider", Committee.Decider.class);
  /** What happens when the model breaks. */
  public static final ProcessVariable<String> FAILURE_MODE = ProcessVariable.text("failureMode");
  /** What answers then. */
  public static final ProcessVariable<FallbackKind> FALLBACK =
      ProcessVariable.choice("fallback", FallbackKind.class);
  /** How the fallback works. */
  public static final ProcessVariable<String> FALLBACK_DESCRIPTION =
      ProcessVariable.text("fallbackDescription");
  /** Who owns the fallback. */
  public static final ProcessVariable<String> FALLBACK_OWNER =
      ProcessVariable.line("fallbackOwner");
  /** What data there is. */
  public static final ProcessVariable<String> DATA_SOURCES = ProcessVariable.text("dataSources");
  /** How good it is. */
  public static final ProcessVariable<DataOutlook.Grade> DATA_QUALITY =
      ProcessVariable.choice("dataQuality", DataOutlook.Grade.class);
  /** Whether it is enough. */
  public static final ProcessVariable<DataOutlook.Grade> DATA_VOLUME =
      ProcessVariable.choice("dataVolume", DataOutlook.Grade.class);
  /** Whether it reaches back far enough. */
  public static final ProcessVariable<DataOutlook.Grade> DATA_HISTORY =
      ProcessVariable.choice("dataHistory", DataOutlook.Grade.class);
  /** Longest time for an answer, in milliseconds. */
  public static final ProcessVariable<Double> LATENCY_LIMIT_MS =
      ProcessVariable.decimal("latencyLimitMs");
  /** Most that serving may cost a month. */
  public static final ProcessVariable<Double> COST_LIMIT_PER_MONTH =
      ProcessVariable.decimal("costLimitPerMonth");
  /** The rules that apply. */
  public static final ProcessVariable<String> COMPLIANCE_NEEDS =
      ProcessVariable.line("complianceNeeds");
  /** Whether every decision must come with its reasons. */
  public static final ProcessVariable<Boolean> EXPLANATIONS_REQUIRED =
      ProcessVariable.flag("explanationsRequired");
  /** The business priority served. */
  public static final ProcessVariable<String> PRIORITY = ProcessVariable.line("priority");
  /** What the initiative pulls at. */
  public static final ProcessVariable<Strategy.Lever> LEVER =
      ProcessVariable.choice("lever", Strategy.Lever.class);
  /** Why the business does it. */
  public static final ProcessVariable<Strategy.Imperative> IMPERATIVE =
      ProcessVariable.choice("imperative", Strategy.Imperative.class);
  /** What is improved, reduced or enabled. */
  public static final ProcessVariable<String> IMPROVEMENT = ProcessVariable.text("improvement");
  /** Who benefits, and how that will be known. */
  public static final ProcessVariable<String> BENEFICIARIES = ProcessVariable.text("beneficiaries");
  /** What success looks like after deployment. */
  public static final ProcessVariable<String> SUCCESS = ProcessVariable.text("success");
  /** How decisions, ownership and value creation change. */
  public static final ProcessVariable<String> CHANGE = ProcessVariable.text("change");
  /** The systems the model reads from. */
  public static final ProcessVariable<String> INTEGRATION_SOURCES =
      ProcessVariable.text("integrationSources");
  /** Who from data engineering was involved. */
  public static final ProcessVariable<String> DATA_ENGINEER = ProcessVariable.line("dataEngineer");
  /** The interface by which the model is called. */
  public static final ProcessVariable<String> PRODUCTION_API =
      ProcessVariable.line("productionApi");
  /** Whether that interface can be reached in production. */
  public static final ProcessVariable<Boolean> API_REACHABLE = ProcessVariable.flag("apiReachable");
  /** Who uses the answers. */
  public static final ProcessVariable<String> CONSUMER = ProcessVariable.line("consumer");
  /** What the model answers. */
  public static final ProcessVariable<String> OUTPUT_FORMAT = ProcessVariable.text("outputFormat");
  /** Whether the consumer takes exactly that. */
  public static final ProcessVariable<Boolean> OUTPUT_MATCHES =
      ProcessVariable.flag("outputMatches");
  /** Who owns the integration. */
  public static final ProcessVariable<String> INTEGRATION_OWNER =
      ProcessVariable.line("integrationOwner");
  /** When the reviewers were briefed. */
  public static final ProcessVariable<LocalDate> BRIEFED_ON = ProcessVariable.date("briefedOn");
  /** Who attended from security. */
  public static final ProcessVariable<String> SECURITY_ATTENDEES =
      ProcessVariable.line("securityAttendees");
  /** Who attended from legal. */
  public static final ProcessVariable<String> LEGAL_ATTENDEES =
      ProcessVariable.line("legalAttendees");
  /** Who attended from risk. */
  public static final ProcessVariable<String> RISK_ATTENDEES =
      ProcessVariable.line("riskAttendees");
  /** What the reviewers want to see answered. */
  public static final ProcessVariable<String> CONCERNS = ProcessVariable.text("concerns");
  /** Where the model decides. */
  public static final ProcessVariable<RiskProfile.Domain> DOMAIN =
      ProcessVariable.choice("domain", RiskProfile.Domain.class);
  /** What a wrong answer does to a person. */
  public static final ProcessVariable<RiskProfile.Impact> IMPACT =
      ProcessVariable.choice("impact", RiskProfile.Impact.class);
  /** How far the model decides alone. */
  public static final ProcessVariable<RiskProfile.Autonomy> AUTONOMY =
      ProcessVariable.choice("autonomy", RiskProfile.Autonomy.class);
  /** What kind of data it sees. */
  public static final ProcessVariable<RiskProfile.Sensitivity> SENSITIVITY =
      ProcessVariable.choice("sensitivity", RiskProfile.Sensitivity.class);
  /** Why these answers were given. */
  public static final ProcessVariable<String> RISK_RATIONALE =
      ProcessVariable.text("riskRationale");

  private CharterVariables() {}
}
