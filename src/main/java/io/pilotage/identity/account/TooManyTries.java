package io.pilotage.identity.account;

import io.pilotage.engine.Refusal;
import java.time.Duration;

/** A try that is not looked at, right or wrong, because too many wrong ones came before it. */
public class TooManyTries extends Refusal {

  private final long seconds;

  TooManyTries(Duration wait) {
    super("password", sentence(inSeconds(wait)));
    this.seconds = inSeconds(wait);
  }

  /** How long to wait, in whole seconds, at least one. */
  public long seconds() {
    return seconds;
  }

  private static long inSeconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  private static String sentence(long seconds) {
    return "Too many wrong passwords came before this one. Please try again in " + seconds
        + (seconds == 1 ? " second." : " seconds, or now from where you have logged in before.");
  }
}
