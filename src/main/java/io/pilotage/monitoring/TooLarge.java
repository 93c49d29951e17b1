package io.pilotage.monitoring;

/** A request holds more than one batch may. */
class TooLarge extends RuntimeException {

  TooLarge(String sentence) {
    super(sentence);
  }
}
