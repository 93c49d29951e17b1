package io.pilotage;

import org.camunda.bpm.admin.Admin;
import org.camunda.bpm.admin.impl.DefaultAdminRuntimeDelegate;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.impl.DefaultCockpitRuntimeDelegate;
import org.camunda.bpm.container.RuntimeContainerDelegate;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.tasklist.Tasklist;
import org.camunda.bpm.tasklist.impl.DefaultTasklistRuntimeDelegate;
import org.camunda.bpm.welcome.Welcome;
import org.camunda.bpm.welcome.impl.DefaultWelcomeRuntimeDelegate;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * The engine's REST interface and webapps ask a static registry for the engine named "default".
 * With several application contexts in one JVM that is the one started last, and none at all once a
 * context has closed; this puts the engine of the running test there, and opens the webapps again.
 */
public class OwnEngine implements TestExecutionListener {

  @Override
  public void beforeTestMethod(TestContext test) {
    if (!test.hasApplicationContext()) return;
    test.getApplicationContext()
        .getBeanProvider(ProcessEngine.class)
        .ifAvailable(OwnEngine::register);
    openWebapps();
  }

  private static void openWebapps() {
    if (Cockpit.getRuntimeDelegate() == null)
      Cockpit.setCockpitRuntimeDelegate(new DefaultCockpitRuntimeDelegate());
    if (Admin.getRuntimeDelegate() == null)
      Admin.setAdminRuntimeDelegate(new DefaultAdminRuntimeDelegate());
    if (Tasklist.getRuntimeDelegate() == null)
      Tasklist.setTasklistRuntimeDelegate(new DefaultTasklistRuntimeDelegate());
    if (Welcome.getRuntimeDelegate() == null)
      Welcome.setRuntimeDelegate(new DefaultWelcomeRuntimeDelegate());
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
