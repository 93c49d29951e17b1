package io.pilotage.engine;

import java.util.regex.Pattern;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/** Tells the second of two people who answer the same task that they were second; the engine alone would call it a fault of the server. */
final class AnsweredOnce extends CommandInterceptor {

  private static final Pattern TASK = Pattern.compile("Cannot find task with id ([^:\\s]+)");

  private final ProcessEngineConfigurationImpl engine;

  AnsweredOnce(ProcessEngineConfigurationImpl engine) {
    this.engine = engine;
  }

  @Override
  public <T> T execute(Command<T> command) {
    if (!(command instanceof CompleteTaskCmd || command instanceof SubmitTaskFormCmd)) return next.execute(command);
    try {
      return next.execute(command);
    } catch (NullValueException missing) {
      throw wasThere(missing.getMessage()) ? second() : missing;
    } catch (AuthorizationException refused) {
      // Read while it was open, asked for its rights when they were gone with it.
      throw refused.getMissingAuthorizations().stream().anyMatch(missing -> isFinished(missing.getResourceId())) ? second() : refused;
    } catch (OptimisticLockingException overtaken) {
      throw second();
    }
  }

  /** A task nobody ever had stays unknown. */
  private boolean wasThere(String message) {
    var task = TASK.matcher(String.valueOf(message));
    return task.find() && isFinished(task.group(1));
  }

  private boolean isFinished(String task) {
    return task != null && engine.getCommandExecutorTxRequired().execute(context -> context.runWithoutAuthorization(
        () -> engine.getHistoryService().createHistoricTaskInstanceQuery().taskId(task).finished().count())) > 0;
  }

  private static Refusal second() {
    return new Refusal("task", "This task is not open any more: somebody else has answered it, or it was taken back. "
        + "Nothing of your answer was kept; read theirs on the initiative's page, and ask for a change where it is wrong.");
  }
}
