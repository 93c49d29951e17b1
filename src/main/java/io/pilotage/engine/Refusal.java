package io.pilotage.engine;

import org.springframework.http.HttpStatus;

/**
 * A request the product does not carry out, told in one sentence that says what to do next. Thrown
 * by modules; forms show it above the open task and the API answers with problem details naming the
 * form field or JSON member.
 */
public class Refusal extends Problem {

  public Refusal(String field, String sentence) {
    super(HttpStatus.UNPROCESSABLE_ENTITY, field, sentence);
  }

  /** Refuses with the given sentence unless the condition holds. */
  public static void unless(boolean holds, String field, String sentence) {
    if (!holds) throw new Refusal(field, sentence);
  }

  /** The text without surrounding blanks; refuses when nothing is left. */
  public static String unlessGiven(String text, String field, String sentence) {
    unless(text != null && !text.isBlank(), field, sentence);
    return text.strip();
  }
}
