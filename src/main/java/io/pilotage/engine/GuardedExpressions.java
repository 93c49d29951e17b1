package io.pilotage.engine;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.ProcessEngineElContext;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.springframework.context.ApplicationContext;

/**
 * Shuts CVE-2026-109432 of engine 7.24.0. Expressions in queries and stored filters come from users
 * and are the only ones evaluated without a variable scope: those see the engine's functions
 * ({@code now()}, {@code currentUser()} …) and nothing else.
 */
class GuardedExpressions extends SpringExpressionManager {

  GuardedExpressions(ApplicationContext beans) {
    super(beans, null);
  }

  @Override
  public ELContext getElContext(VariableScope scope) {
    if (scope != null) return super.getElContext(scope);
    ensureInitialized();
    return new ProcessEngineElContext(functionMapper, new CompositeELResolver());
  }
}
