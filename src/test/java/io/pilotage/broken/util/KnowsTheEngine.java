package io.pilotage.broken.util;

import org.camunda.bpm.engine.RuntimeService;

/** Breaks two rules on purpose, so that the test of the rules can be seen to fail. */
interface KnowsTheEngine {

  RuntimeService engine();
}
