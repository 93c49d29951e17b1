package io.pilotage.monitoring.log;

/** The file of the prediction log cannot be opened; the start-up ends with the sentence. */
class PredictionLogUnusable extends RuntimeException {

  private final String remedy;

  PredictionLogUnusable(String sentence, String remedy, Throwable cause) {
    super(sentence, cause);
    this.remedy = remedy;
  }

  String remedy() {
    return remedy;
  }
}
