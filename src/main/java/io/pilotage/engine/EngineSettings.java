package io.pilotage.engine;

import io.pilotage.engine.refusal.RefusalPassage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.runtime.Incident;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What the engine is told once, before it starts. */
@Configuration(proxyBeanMethods = false)
class EngineSettings {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  @Order(1)
  ProcessEnginePlugin guardedExpressions(ApplicationContext beans) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setExpressionManager(new GuardedExpressions(beans));
      }
    };
  }

  @Bean
  ProcessEnginePlugin passingRefusals() {
    return RefusalPassage.plugin();
  }

  @Bean
  ProcessEnginePlugin announcedTasks(TaskAnnouncer announcer) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        var listeners = engine.getCustomPostBPMNParseListeners();
        engine.setCustomPostBPMNParseListeners(
            listeners == null ? new ArrayList<>(List.of(announcer)) : added(listeners, announcer));
      }
    };
  }

  /** Put in last, because the engine's starter sets a factory of its own before. */
  @Bean
  ProcessEnginePlugin heardFailures(ApplicationEventPublisher events) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void postInit(ProcessEngineConfigurationImpl engine) {
        engine.setFailedJobCommandFactory(FailedStep::new);
        engine.addIncidentHandler(
            new StandstillAnnouncer(Incident.FAILED_JOB_HANDLER_TYPE, events));
        engine.addIncidentHandler(
            new StandstillAnnouncer(Incident.EXTERNAL_TASK_HANDLER_TYPE, events));
      }
    };
  }

  private static <T> List<T> added(List<T> list, T element) {
    var longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }
}
