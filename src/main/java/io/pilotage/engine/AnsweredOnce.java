package io.pilotage.engine;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/** Tells the second of two people who answer the same task that they were second; the engine alone would call it a fault of the server. */
final class AnsweredOnce extends CommandInterceptor {

  @Override
  public <T> T execute(Command<T> command) {
    if (!(command instanceof CompleteTaskCmd || command instanceof SubmitTaskFormCmd)) return next.execute(command);
    try {
      return next.execute(command);
    } catch (NullValueException | OptimisticLockingException second) {
      throw new Refusal("task", "This task is not open any more: somebody else has answered it, or it was taken back. "
          + "Nothing of your answer was kept; read theirs on the initiative's page, and ask for a change where it is wrong.");
    }
  }
}
