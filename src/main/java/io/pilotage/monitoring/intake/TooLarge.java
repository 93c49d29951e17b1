package io.pilotage.monitoring.intake;

/** A request holds more than one batch may. */
public class TooLarge extends RuntimeException {

  TooLarge(String sentence) {
    super(sentence);
  }
}
