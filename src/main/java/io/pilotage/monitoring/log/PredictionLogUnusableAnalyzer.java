package io.pilotage.monitoring.log;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells an operator why the start-up ended and what to do, instead of a stack trace. */
class PredictionLogUnusableAnalyzer extends AbstractFailureAnalyzer<PredictionLogUnusable> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, PredictionLogUnusable cause) {
    return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
  }
}
