package io.pilotage.engine.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.pilotage.engine.NotYet;
import io.pilotage.engine.refusal.Failure;
import org.apache.catalina.connector.ClientAbortException;
import org.camunda.bpm.engine.exception.NotValidException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.stereotype.Component;

/**
 * Keeps what callers did wrong, two who were at the same at once, and steps that are tried again
 * anyway to one line of the log without a trace, whoever in the house writes it. A trace is for
 * faults that somebody has to look for.
 */
@Component
public final class NoTrace extends TurboFilter {

  private static final String ENGINE_CALLS = "org.camunda.bpm.engine.context";

  public NoTrace() {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext log)) return;
    log.getTurboFilterList().removeIf(NoTrace.class::isInstance);
    log.addTurboFilter(this);
    start();
  }

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String text, Object[] values, Throwable given) {
    var thrown = given != null ? given : last(values);
    if (thrown == null || !level.isGreaterOrEqual(Level.WARN)) return FilterReply.NEUTRAL;
    // The caller has hung up: nobody is left to tell anything.
    if (Failure.find(thrown, ClientAbortException.class) != null) return FilterReply.DENY;
    if (logger.getName().equals(ENGINE_CALLS) && asksForNothing(thrown)) {
      logger.warn(
          "What was asked of the engine is not there or makes no sense ({})",
          thrown.getClass().getSimpleName());
      return FilterReply.DENY;
    }
    var waits = Failure.find(thrown, NotYet.class);
    var failure = Failure.of(thrown);
    if (waits == null && !failure.ordinary()) return FilterReply.NEUTRAL;
    logger.warn(
        "{} ({})",
        waits != null ? waits.getMessage() : failure.sentence(),
        thrown.getClass().getSimpleName());
    return FilterReply.DENY;
  }

  /**
   * The engine writes a trace wherever a name leads to nothing, with an exception of its own for
   * each kind of thing. What fails in a job is written by its executor besides.
   */
  private static boolean asksForNothing(Throwable thrown) {
    return thrown.getClass().getSimpleName().endsWith("NotFoundException")
        || thrown instanceof NullValueException
        || thrown instanceof NotValidException;
  }

  private static Throwable last(Object[] values) {
    return values != null
            && values.length > 0
            && values[values.length - 1] instanceof Throwable thrown
        ? thrown
        : null;
  }
}
