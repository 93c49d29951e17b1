package io.pilotage.readiness.activity;

import io.pilotage.engine.ProcessVariable;
import io.pilotage.readiness.CacheDecision;
import java.time.LocalDate;
import java.util.List;

/**
 * What the productionize process is told in its forms; each answer is handed to its module at once.
 */
public final class ReadinessVariables {

  /** Name of the model, the flag that callers ask for. */
  public static final ProcessVariable<String> MODEL = ProcessVariable.line("model");
  /** Version that serves today; empty while no model serves. */
  public static final ProcessVariable<String> STABLE_VERSION =
      ProcessVariable.line("stableVersion");
  /** Version that wants to go live. */
  public static final ProcessVariable<String> CANDIDATE_VERSION =
      ProcessVariable.line("candidateVersion");
  /** Where the candidate's artifact lies. */
  public static final ProcessVariable<String> CANDIDATE_ARTIFACT =
      ProcessVariable.line("candidateArtifact");
  /** Name callers use while the fallback serves. */
  public static final ProcessVariable<String> FALLBACK_NAME = ProcessVariable.line("fallbackName");

  /** Requests per second the service must carry. */
  public static final ProcessVariable<Double> TARGET_PER_SECOND =
      ProcessVariable.decimal("targetPerSecond");
  /** Requests per second the load test reached. */
  public static final ProcessVariable<Double> MEASURED_PER_SECOND =
      ProcessVariable.decimal("measuredPerSecond");
  /** 95th percentile of the latency, in milliseconds. */
  public static final ProcessVariable<Double> LATENCY_P95_MS =
      ProcessVariable.decimal("latencyP95Ms");
  /** Failed requests of the load test, in percent. */
  public static final ProcessVariable<Double> ERROR_RATE_PERCENT =
      ProcessVariable.decimal("errorRatePercent");
  /** Length of the load test, in minutes. */
  public static final ProcessVariable<Double> LOAD_TEST_MINUTES =
      ProcessVariable.decimal("loadTestMinutes");
  /** Where the report of the load test lies. */
  public static final ProcessVariable<String> LOAD_TEST_REPORT =
      ProcessVariable.line("loadTestReport");

  /** Outer names of the signals that must be watched. */
  public static final ProcessVariable<List<String>> REQUIRED_SIGNALS =
      ProcessVariable.list("requiredSignals", String.class);
  /** Who is called first. */
  public static final ProcessVariable<String> ALERT_CONTACT = ProcessVariable.line("alertContact");
  /** Who is called when nobody answers. */
  public static final ProcessVariable<String> ESCALATION_CONTACT =
      ProcessVariable.line("escalationContact");
  /** Whether the test alert arrived. */
  public static final ProcessVariable<Boolean> ALERT_REACHED = ProcessVariable.flag("alertReached");
  /** Where the test alert got lost. */
  public static final ProcessVariable<String> ALERT_COMMENT = ProcessVariable.text("alertComment");

  /** Whether the security review is done. */
  public static final ProcessVariable<Boolean> SECURITY_REVIEWED =
      ProcessVariable.flag("securityReviewed");
  /** Whether the data protection review is done. */
  public static final ProcessVariable<Boolean> PRIVACY_REVIEWED =
      ProcessVariable.flag("privacyReviewed");
  /** Whether predictions, trainings and deployments are on record. */
  public static final ProcessVariable<Boolean> RECORDS_COMPLETE =
      ProcessVariable.flag("recordsComplete");
  /** Whether it is agreed how a human overrules the model. */
  public static final ProcessVariable<Boolean> OVERSIGHT_AGREED =
      ProcessVariable.flag("oversightAgreed");
  /** Who may approve a deployment. */
  public static final ProcessVariable<String> DEPLOY_APPROVERS =
      ProcessVariable.line("deployApprovers");
  /** How a single decision is explained. */
  public static final ProcessVariable<String> EXPLANATION_METHOD =
      ProcessVariable.line("explanationMethod");
  /** What is open in the compliance checklist. */
  public static final ProcessVariable<String> COMPLIANCE_COMMENT =
      ProcessVariable.text("complianceComment");

  /** The path from raw data to the registry. */
  public static final ProcessVariable<String> TRAINING_PATH = ProcessVariable.text("trainingPath");
  /** The path from request to response. */
  public static final ProcessVariable<String> REQUEST_PATH = ProcessVariable.text("requestPath");
  /** The path from predictions to retraining. */
  public static final ProcessVariable<String> MONITORING_PATH =
      ProcessVariable.text("monitoringPath");
  /** Requests that repeat and could be cached, in percent. */
  public static final ProcessVariable<Double> CACHEABLE_PERCENT =
      ProcessVariable.decimal("cacheablePercent");
  /** Serving cost per month, in the currency of the charter. */
  public static final ProcessVariable<Double> SERVING_COST_PER_MONTH =
      ProcessVariable.decimal("servingCostPerMonth");
  /** Whether a prediction cache is used. */
  public static final ProcessVariable<CacheDecision> CACHE_DECISION =
      ProcessVariable.choice("cacheDecision", CacheDecision.class);
  /** Why no cache is used although it would pay. */
  public static final ProcessVariable<String> CACHE_REASON = ProcessVariable.line("cacheReason");

  /** Where the runbook lies. */
  public static final ProcessVariable<String> RUNBOOK_ADDRESS =
      ProcessVariable.line("runbookAddress");
  /** How to roll back, in steps. */
  public static final ProcessVariable<String> ROLLBACK_STEPS =
      ProcessVariable.text("rollbackSteps");
  /** Who is on call. */
  public static final ProcessVariable<String> ON_CALL = ProcessVariable.line("onCall");

  /** Operations understands the model and its limits. */
  public static final ProcessVariable<Boolean> UNDERSTOOD = ProcessVariable.flag("understood");
  /** Operations trusts the model in production. */
  public static final ProcessVariable<Boolean> TRUSTED = ProcessVariable.flag("trusted");
  /** Operations can maintain the model with its own people. */
  public static final ProcessVariable<Boolean> MAINTAINABLE = ProcessVariable.flag("maintainable");
  /** Who was trained. */
  public static final ProcessVariable<String> TRAINED_PEOPLE =
      ProcessVariable.line("trainedPeople");
  /** The day of the training. */
  public static final ProcessVariable<LocalDate> TRAINED_ON = ProcessVariable.date("trainedOn");
  /** What is missing before operations takes over. */
  public static final ProcessVariable<String> HANDOVER_COMMENT =
      ProcessVariable.text("handoverComment");

  private ReadinessVariables() {}
}
