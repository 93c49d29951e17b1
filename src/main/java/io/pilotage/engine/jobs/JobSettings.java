package io.pilotage.engine.jobs;

import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;

/** The job executor, with the settings of the engine's starter, whose own it takes the place of. */
@Configuration(proxyBeanMethods = false)
class JobSettings {

  @Bean
  @ConditionalOnProperty(
      prefix = "camunda.bpm.job-execution",
      name = "enabled",
      havingValue = "true",
      matchIfMissing = true)
  JobExecutor jobExecutor(
      @Qualifier("camundaTaskExecutor") TaskExecutor threads,
      CamundaBpmProperties properties,
      ListableBeanFactory beans) {
    var executor = new AskingJobExecutor(beans);
    executor.setTaskExecutor(threads);
    executor.setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
    var given = PropertyMapper.get().alwaysApplyingWhenNonNull();
    var from = properties.getJobExecution();
    given.from(from::getLockTimeInMillis).to(executor::setLockTimeInMillis);
    given.from(from::getMaxJobsPerAcquisition).to(executor::setMaxJobsPerAcquisition);
    given.from(from::getWaitTimeInMillis).to(executor::setWaitTimeInMillis);
    given.from(from::getMaxWait).to(executor::setMaxWait);
    given.from(from::getBackoffTimeInMillis).to(executor::setBackoffTimeInMillis);
    given.from(from::getMaxBackoff).to(executor::setMaxBackoff);
    given.from(from::getBackoffDecreaseThreshold).to(executor::setBackoffDecreaseThreshold);
    given.from(from::getWaitIncreaseFactor).to(executor::setWaitIncreaseFactor);
    return executor;
  }
}
