package io.pilotage.engine;

import java.util.regex.Pattern;

/**
 * Texts that stand in one line: titles, names, reasons. They become headings, subjects of mails,
 * lines of a log and entries of a calendar, where a line break, a control character or a turn of
 * the writing direction would pass one thing off as another.
 */
public final class Heading {

  // Controls, ends of lines and paragraphs, and what turns the direction or is not seen; joiners
  // inside emoji and scripts stay.
  private static final Pattern NOT_IN_A_LINE =
      Pattern.compile("[\\s\\p{Cc}\\u0085\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]+");

  private Heading() {}

  /** The text with every such run folded into one blank, and none at its ends; null stays null. */
  public static String of(String text) {
    return text == null ? null : NOT_IN_A_LINE.matcher(text).replaceAll(" ").strip();
  }
}
