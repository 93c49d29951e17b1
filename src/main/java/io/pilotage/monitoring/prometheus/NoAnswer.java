package io.pilotage.monitoring.prometheus;

/** Prometheus gave no usable answer; the sentence tells why. */
class NoAnswer extends Exception {

  NoAnswer(String sentence) {
    super(sentence);
  }
}
