package io.pilotage;

import org.camunda.bpm.container.RuntimeContainerDelegate;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * The engine's REST interface and webapps ask a static registry for the engine named "default".
 * With several application contexts in one JVM that is the one started last; this puts the engine
 * of the running test there.
 */
public class OwnEngine implements TestExecutionListener {

  @Override
  public void beforeTestMethod(TestContext test) {
    if (!test.hasApplicationContext()) return;
    test.getApplicationContext()
        .getBeanProvider(ProcessEngine.class)
        .ifAvailable(OwnEngine::register);
  }

  private static void register(ProcessEngine engine) {
    var container = RuntimeContainerDelegate.INSTANCE.get();
    var other = container.getProcessEngineService().getProcessEngine(engine.getName());
    // An engine that was just started stands in one of the two registries, and not yet in the
    // other.
    if (ProcessEngines.getProcessEngine(engine.getName()) == engine && other == engine) return;
    if (other != null) container.unregisterProcessEngine(other);
    container.registerProcessEngine(engine);
    ProcessEngines.registerProcessEngine(engine);
  }
}
