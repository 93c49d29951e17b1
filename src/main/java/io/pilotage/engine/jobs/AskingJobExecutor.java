package io.pilotage.engine.jobs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Runs jobs as the engine does, but lets a step that asks others do so first: the engine holds a
 * connection of the database from the beginning of a job to its end, and somebody who does not
 * answer would hold it too.
 */
class AskingJobExecutor extends SpringJobExecutor {

  private static final Logger LOG = LoggerFactory.getLogger(AskingJobExecutor.class);

  private final ListableBeanFactory beans;
  private final Map<String, Optional<AsksAhead>> byJobDefinition = new ConcurrentHashMap<>();

  /** The steps are looked up when the first job runs: they need the engine, which needs this. */
  AskingJobExecutor(ListableBeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public Runnable getExecuteJobsRunnable(List<String> jobs, ProcessEngineImpl engine) {
    return new ExecuteJobsRunnable(jobs, engine) {
      @Override
      protected void executeJob(
          String job, CommandExecutor commands, JobFailureCollector failures) {
        try {
          askAhead(job, engine);
          super.executeJob(job, commands, failures);
        } finally {
          Ahead.forget();
        }
      }
    };
  }

  private void askAhead(String id, ProcessEngine engine) {
    try {
      var job = engine.getManagementService().createJobQuery().jobId(id).singleResult();
      if (job == null || job.getJobDefinitionId() == null) return;
      var step = byJobDefinition.computeIfAbsent(
          job.getJobDefinitionId(), definition -> step(definition, engine));
      if (step.isEmpty()) return;
      var instance = engine
          .getRuntimeService()
          .createProcessInstanceQuery()
          .processInstanceId(job.getProcessInstanceId())
          .singleResult();
      step.get().askAhead(job.getProcessInstanceId(), instance.getBusinessKey());
    } catch (RuntimeException failure) {
      // Whatever it is, the step meets it again, and there it is counted as a failed try.
      LOG.warn("Could not ask ahead of job {}; the step asks for itself.", id, failure);
    }
  }

  /** The step of the same name as the task: Task_JudgeModels is judgeModels. */
  private Optional<AsksAhead> step(String jobDefinition, ProcessEngine engine) {
    var task = engine
        .getManagementService()
        .createJobDefinitionQuery()
        .jobDefinitionId(jobDefinition)
        .singleResult()
        .getActivityId();
    return beans.getBeansOfType(AsksAhead.class).entrySet().stream()
        .filter(step -> task.equals("Task_"
            + Character.toUpperCase(step.getKey().charAt(0)) + step.getKey().substring(1)))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
