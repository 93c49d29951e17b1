package io.pilotage.engine.jobs;

/**
 * A step that has to ask others, who may be slow. It asks before its transaction begins, keeps the
 * answer with {@link Ahead}, and asks within its transaction only when nothing was kept.
 */
public interface AsksAhead {

  /** Nothing that is done here belongs to the transaction of the step. */
  void askAhead(String processInstance, String businessKey);
}
