package io.pilotage.monitoring.intake;

/**
 * Why one line is refused: the member at fault and a sentence. Expected often, so without a stack.
 */
public class BadLine extends RuntimeException {

  private final String field;

  public BadLine(String field, String sentence) {
    super(sentence, null, false, false);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
