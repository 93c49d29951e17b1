package io.pilotage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The clock of the application under test: real time plus what a test let pass. Moves the engine's
 * clock with it.
 */
@Component
@Primary
@Profile("test")
public class TestClock extends Clock {

  private static final Duration START = start(System.getProperty("pilotage.test.start"));

  private volatile Duration ahead = START;

  public TestClock() {
    ClockUtil.offset(ahead.toMillis());
  }

  /** Lets time pass for the modules and the engine alike. */
  public synchronized void pass(Duration time) {
    ahead = ahead.plus(time);
    ClockUtil.offset(ahead.toMillis());
  }

  /** Lets time pass until the given instant; an instant in the past changes nothing. */
  public void passUntil(Instant instant) {
    var missing = Duration.between(instant(), instant);
    if (!missing.isNegative()) pass(missing.plusMillis(1));
  }

  /** Goes to an instant, the past included: a replay lives in the time of its data. */
  public synchronized void goTo(Instant instant) {
    ahead = Duration.between(Instant.now(), instant);
    ClockUtil.offset(ahead.toMillis());
  }

  /** Back to where tests begin: real time, or what -Dpilotage.test.start says. */
  public synchronized void reset() {
    ahead = START;
    ClockUtil.offset(ahead.toMillis());
  }

  /** How far the next such time of the day (UTC) is ahead; nothing said is now. */
  private static Duration start(String time) {
    if (time == null || time.isBlank()) return Duration.ZERO;
    var now = Instant.now().atOffset(ZoneOffset.UTC);
    var at = now.with(LocalTime.parse(time));
    return Duration.between(now, at.isAfter(now) ? at : at.plusDays(1));
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
