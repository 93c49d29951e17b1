package io.pilotage.monitoring;

/**
 * Why one line is refused: the member at fault and a sentence. Expected often, so without a stack.
 */
class BadLine extends RuntimeException {

  private final String field;

  BadLine(String field, String sentence) {
    super(sentence, null, false, false);
    this.field = field;
  }

  String field() {
    return field;
  }
}
