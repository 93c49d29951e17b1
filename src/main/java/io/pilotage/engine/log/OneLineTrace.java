package io.pilotage.engine.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** Writes a stack trace as ever, with each message in it on one line. */
public class OneLineTrace extends ExtendedWhitespaceThrowableProxyConverter {

  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    return super.throwableProxyToString(new Told(thrown));
  }

  private record Told(IThrowableProxy thrown) implements IThrowableProxy {

    @Override
    public String getMessage() {
      return OneLine.of(thrown.getMessage());
    }

    @Override
    public String getOverridingMessage() {
      return OneLine.of(thrown.getOverridingMessage());
    }

    @Override
    public String getClassName() {
      return thrown.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
      return thrown.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
      return thrown.getCommonFrames();
    }

    @Override
    public IThrowableProxy getCause() {
      return thrown.getCause() == null ? null : new Told(thrown.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
      return thrown.getSuppressed() == null
          ? null
          : Arrays.stream(thrown.getSuppressed()).map(Told::new).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
      return thrown.isCyclic();
    }
  }
}
