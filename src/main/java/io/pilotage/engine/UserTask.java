package io.pilotage.engine;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

/**
 * What a person is shown when a task opens, and what happens with the answer. A {@link Refusal}
 * thrown from {@link #completed} keeps the task open and shows its sentence.
 */
public interface UserTask extends TaskListener {

  /** Puts the facts a person needs next to the questions; nothing by default. */
  default void opened(DelegateTask task) {}

  /**
   * Shows a person who takes the task what became of the facts since it opened; nothing by default.
   */
  default void taken(DelegateTask task) {}

  /** Hands the answer to its module, in the transaction that completes the task. */
  void completed(DelegateTask task);

  @Override
  default void notify(DelegateTask task) {
    switch (task.getEventName()) {
      case EVENTNAME_CREATE -> opened(task);
      case EVENTNAME_ASSIGNMENT -> taken(task);
      case EVENTNAME_COMPLETE -> completed(task);
      default ->
        throw new IllegalStateException(
            "Listen to create, assignment and complete only, not to " + task.getEventName());
    }
  }
}
