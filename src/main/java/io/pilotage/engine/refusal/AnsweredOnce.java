package io.pilotage.engine.refusal;

import io.pilotage.engine.Refusal;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ReflectionUtils;

/**
 * Tells the second of two people who answer the same task that they were second, whatever it was
 * that failed because of it: a revision, a key of one of our tables, a right that went with the
 * task, a refusal of what the first has written.
 */
final class AnsweredOnce extends CommandInterceptor {

  private final ProcessEngineConfigurationImpl engine;

  AnsweredOnce(ProcessEngineConfigurationImpl engine) {
    this.engine = engine;
  }

  @Override
  public <T> T execute(Command<T> command) {
    if (!(command instanceof CompleteTaskCmd || command instanceof SubmitTaskFormCmd))
      return next.execute(command);
    try {
      return next.execute(command);
    } catch (RuntimeException failed) {
      // Within a larger transaction, which is lost now, nothing can be asked any more.
      throw !TransactionSynchronizationManager.isActualTransactionActive()
              && isFinished(taskOf(command))
          ? second()
          : failed;
    }
  }

  private static String taskOf(Command<?> answer) {
    var task = ReflectionUtils.findField(answer.getClass(), "taskId");
    ReflectionUtils.makeAccessible(task);
    return (String) ReflectionUtils.getField(task, answer);
  }

  /** A task nobody ever had stays unknown. */
  private boolean isFinished(String task) {
    return task != null
        && engine
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> engine
                    .getHistoryService()
                    .createHistoricTaskInstanceQuery()
                    .taskId(task)
                    .finished()
                    .count()))
            > 0;
  }

  private static Refusal second() {
    return new Refusal(
        "task",
        "This task is not open any more: somebody else has answered it, or it was taken back. "
            + "Nothing of your answer was kept; read theirs on the initiative's page, and ask for a "
            + "change where it is wrong.");
  }
}
