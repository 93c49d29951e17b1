package io.pilotage.engine;

import io.pilotage.engine.refusal.Failure;
import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * What becomes of a step that failed: it is tried again by the engine's cycle, and keeps why in a
 * sentence beside its trace. One that only waits for something outside uses up no try, and is
 * looked at more seldom the longer it waits.
 */
final class FailedStep extends DefaultJobRetryCmd {

  private static final long serialVersionUID = 1L;

  // Each look leaves a line in the history, so a wait of days must not look every few seconds.
  private static final Duration SOONEST = Duration.ofSeconds(10);
  private static final Duration LATEST = Duration.ofMinutes(5);
  private static final int LOOKS_IN_THE_TIME_WAITED = 10;

  FailedStep(String job, Throwable thrown) {
    super(job, thrown);
  }

  @Override
  public Object execute(CommandContext context) {
    var job = getJob();
    if (job == null) return null;
    var due = job.getDuedate();
    super.execute(context);
    if (waits()) job.setDuedate(nextLook(job));
    // Two at once are no fault, and there is nothing to wait for.
    if (exception instanceof OptimisticLockingException) job.setDuedate(due);
    return null;
  }

  @Override
  protected void logException(JobEntity job) {
    super.logException(job);
    if (exception != null) job.setExceptionMessage(Failure.why(exception));
  }

  @Override
  protected boolean shouldDecrementRetriesFor(Throwable thrown) {
    return !waits() && super.shouldDecrementRetriesFor(thrown);
  }

  private boolean waits() {
    return Failure.find(exception, NotYet.class) != null;
  }

  private static Date nextLook(JobEntity job) {
    var now = ClockUtil.getCurrentTime();
    var waited = job.getCreateTime() == null
        ? Duration.ZERO
        : Duration.between(job.getCreateTime().toInstant(), now.toInstant());
    var pause = waited.dividedBy(LOOKS_IN_THE_TIME_WAITED);
    return Date.from(now.toInstant().plus(bounded(pause)));
  }

  private static Duration bounded(Duration pause) {
    if (pause.compareTo(SOONEST) < 0) return SOONEST;
    return pause.compareTo(LATEST) > 0 ? LATEST : pause;
  }
}
