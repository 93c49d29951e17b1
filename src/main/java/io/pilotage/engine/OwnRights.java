package io.pilotage.engine;

import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/**
 * Calls the engine with the rights of the product instead of those of the person at the keyboard,
 * who stays the author in the engine's logs. Whoever uses it has decided before that the person may
 * do it.
 */
@Component
public class OwnRights {

  private final ProcessEngine engine;

  OwnRights(ProcessEngine engine) {
    this.engine = engine;
  }

  /** Joins the caller's transaction. */
  public <T> T call(Supplier<T> work) {
    var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    return configuration
        .getCommandExecutorTxRequired()
        .execute(context -> context.runWithoutAuthorization(work::get));
  }

  public void run(Runnable work) {
    call(() -> {
      work.run();
      return null;
    });
  }
}
