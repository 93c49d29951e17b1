package io.pilotage.broken;

/** Waits for the time to pass instead of for what it needs. */
public class Sleeper {

  void rest() throws InterruptedException {
    Thread.sleep(1);
  }
}
