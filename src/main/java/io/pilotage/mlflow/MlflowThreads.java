package io.pilotage.mlflow;

import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Looks at MLflow have threads of their own: an outside system that is slow must not hold up the
 * product's own clockwork.
 */
@Configuration(proxyBeanMethods = false)
class MlflowThreads {

  // One for those who read experiments, one for those who mirror models.
  @Bean(defaultCandidate = false)
  ThreadPoolTaskScheduler mlflowLooks(ThreadPoolTaskSchedulerBuilder threads) {
    return threads.threadNamePrefix("mlflow-").poolSize(2).build();
  }
}
