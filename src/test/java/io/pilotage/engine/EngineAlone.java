package io.pilotage.engine;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;

/** A small engine of its own, for tests of what happens at the very first start. */
public final class EngineAlone {

  private EngineAlone() {}

  public static ProcessEngine start() {
    var configuration = new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName("alone-" + System.nanoTime());
    configuration.setJdbcUrl(
        "jdbc:h2:mem:" + configuration.getProcessEngineName() + ";DB_CLOSE_DELAY=-1");
    configuration.setJobExecutorActivate(false);
    configuration.setGeneralResourceWhitelistPattern("[a-zA-Z0-9_-]+");
    return configuration.buildProcessEngine();
  }

  public static OwnRights rights(ProcessEngine engine) {
    return new OwnRights(engine);
  }
}
