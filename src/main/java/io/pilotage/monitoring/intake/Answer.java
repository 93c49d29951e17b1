package io.pilotage.monitoring.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A prediction or an actual, and what it is by its value: 1, 1.0, "1" and " 1 " are one number;
 * Fine and " fine", true and "True" are one word. 1 and true stay two answers: which class a number
 * stands for is an agreement nobody told us.
 *
 * @param label as it was sent; a number in one spelling
 * @param number null for what is no number
 * @param word the same for all spellings of one answer
 */
public record Answer(String label, Double number, String word) {

  /**
   * From here on neighbouring whole numbers are one double, and a text of so many digits is the
   * name of something.
   */
  public static final double LARGEST_IN_A_TEXT = 1e15;

  private static final Set<String> NO_ANSWERS =
      Set.of("nan", "infinity", "-infinity", "+infinity", "inf", "-inf", "+inf");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final int LONGEST_NUMBER = 40;

  public static Answer of(String field, JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) return null;
    if (parser.currentToken().isNumeric()) return of(Lines.number(field, parser));
    if (parser.currentToken().isBoolean())
      return of(parser.currentToken() == JsonToken.VALUE_TRUE ? "true" : "false");
    if (parser.currentToken() != JsonToken.VALUE_STRING)
      throw new BadLine(field, "This must be a number, a text, true or false.");
    var answer = of(Lines.text(field, parser));
    if (NO_ANSWERS.contains(answer.word()))
      throw new BadLine(
          field, "“" + answer.label() + "” is no answer. Mark the line with error instead.");
    return answer;
  }

  private static Answer of(double number) {
    return new Answer(spelled(number), number, spelled(number));
  }

  private static Answer of(String text) {
    var stripped = stripped(text);
    double number = numberIn(stripped);
    if (Math.abs(number) < LARGEST_IN_A_TEXT) return new Answer(text, number, spelled(number));
    return new Answer(text, null, stripped.toLowerCase(Locale.ROOT));
  }

  /** What a word of the configuration is by its value. */
  public static String word(String configured) {
    return configured == null ? null : of(configured).word();
  }

  private static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && blank(text.charAt(from))) from++;
    while (to > from && blank(text.charAt(to - 1))) to--;
    return text.substring(from, to);
  }

  private static boolean blank(char sign) {
    return sign <= ' ' || sign == '\u00a0' || Character.isWhitespace(sign);
  }

  /**
   * NaN for what is no number. Most answers begin like none, and cost no more than a look at their
   * first character.
   */
  private static double numberIn(String text) {
    if (text.isEmpty()
        || text.charAt(0) > '9'
        || text.length() > LONGEST_NUMBER
        || !NUMBER.matcher(text).matches()) return Double.NaN;
    return Double.parseDouble(text);
  }

  private static String spelled(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < LARGEST_IN_A_TEXT;
    return whole ? Long.toString((long) number) : Double.toString(number);
  }
}
