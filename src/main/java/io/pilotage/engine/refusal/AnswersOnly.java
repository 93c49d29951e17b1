package io.pilotage.engine.refusal;

import io.pilotage.engine.Refusal;
import org.camunda.bpm.engine.impl.cmd.HandleTaskBpmnErrorCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskEscalationCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * A task is left by its answer alone. The engine would also let whoever may answer it throw any
 * error from it, the one that stops an initiative too, past every module and without a record.
 */
final class AnswersOnly extends CommandInterceptor {

  @Override
  public <T> T execute(Command<T> command) {
    Refusal.unless(
        !(command instanceof HandleTaskBpmnErrorCmd || command instanceof HandleTaskEscalationCmd),
        "task",
        "A task ends with its answer. Please complete it, with “stop” or “rework” where that is meant.");
    return next.execute(command);
  }
}
