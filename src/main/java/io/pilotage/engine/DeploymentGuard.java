package io.pilotage.engine;

import java.util.ArrayList;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.stereotype.Component;

/**
 * Models come from the jar alone: whoever is logged in, administrators too, cannot bring others.
 */
@Component
class DeploymentGuard extends AbstractProcessEnginePlugin implements Deployer {

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    var deployers = engine.getCustomPreDeployers() == null
        ? new ArrayList<Deployer>()
        : new ArrayList<>(engine.getCustomPreDeployers());
    deployers.add(0, this);
    engine.setCustomPreDeployers(deployers);
  }

  /** Also called to read an old deployment again, which is fine. */
  @Override
  public void deploy(DeploymentEntity deployment) {
    if (deployment.isNew() && Context.getCommandContext().getAuthentication() != null) {
      throw new AuthorizationException(
          "Models are deployed with a new version of the product only.");
    }
  }
}
