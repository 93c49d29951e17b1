package io.pilotage.engine.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Pattern;

/**
 * Writes the message of a log entry on one line: what came from outside may hold line breaks, and
 * would make entries of its own.
 */
public class OneLine extends ClassicConverter {

  /**
   * Tells whoever starts the product why it does not start, in paragraphs; it repeats settings,
   * nothing from outside.
   */
  private static final String WHY_IT_DOES_NOT_START =
      "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter";

  private static final Pattern BREAKS =
      Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F\\x85\\u2028\\u2029]+");

  @Override
  public String convert(ILoggingEvent event) {
    var message = event.getFormattedMessage();
    return event.getLoggerName().equals(WHY_IT_DOES_NOT_START) ? message : of(message);
  }

  static String of(String message) {
    return message == null ? null : BREAKS.matcher(message).replaceAll(" | ");
  }
}
