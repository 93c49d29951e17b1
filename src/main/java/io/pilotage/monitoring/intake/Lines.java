package io.pilotage.monitoring.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.pilotage.engine.Amounts;
import io.pilotage.engine.JsonLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/** Walks newline-delimited JSON without building trees, and reads single members strictly. */
public class Lines {

  private static final int LONGEST_TEXT = 1_000;

  // NaN and Infinity are let through here, so that the refusal can name the field.
  private static final JsonFactory JSON = JsonFactory.builder()
      .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
      .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(20)
          .maxStringLength(100_000)
          .build())
      .build();

  private Lines() {}

  /**
   * Hands over the start and end of each line that is not blank, with its number counted from 1.
   */
  public interface Each {
    void line(int number, int start, int end);
  }

  public static void walk(byte[] body, int length, Each each) {
    int number = 0;
    for (int start = 0; start < length; ) {
      int end = start;
      while (end < length && body[end] != '\n') end++;
      number++;
      if (!blank(body, start, end)) each.line(number, start, end);
      start = end + 1;
    }
  }

  /**
   * Calls back for every member of the object on the line, with the parser standing on the member's
   * value.
   */
  static void members(byte[] body, int start, int end, BiConsumer<String, JsonParser> member) {
    try (var parser = JSON.createParser(body, start, end - start)) {
      if (parser.nextToken() != JsonToken.START_OBJECT)
        throw new BadLine("line", "A line is one JSON object, like {\"id\":\"…\"}.");
      var names = new Names();
      for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        names.add(name, name);
        parser.nextToken();
        member.accept(name, parser);
        parser.skipChildren();
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new BadLine("line", "A line is one JSON object and nothing after it.");
      }
    } catch (JsonProcessingException broken) {
      throw new BadLine("line", "The line is no JSON: " + JsonLimits.told(broken));
    } catch (IOException broken) {
      throw new BadLine("line", "The line is no text in UTF-8.");
    }
  }

  /** A text that is not empty; null when JSON says null. */
  static String text(String field, JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) return null;
    if (parser.currentToken() != JsonToken.VALUE_STRING)
      throw new BadLine(field, "This must be a text.");
    var text = take(parser::getText);
    if (text.isBlank()) throw new BadLine(field, "This text is empty.");
    if (text.length() > LONGEST_TEXT)
      throw new BadLine(field, "This text is longer than " + LONGEST_TEXT + " characters.");
    return text;
  }

  /** A finite number; null when JSON says null. */
  static Double number(String field, JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) return null;
    if (!parser.currentToken().isNumeric()) throw new BadLine(field, "This must be a number.");
    double number = take(parser::getDoubleValue);
    if (!Double.isFinite(number))
      throw new BadLine(
          field, "NaN and Infinity are no measurements. Leave the member out where there is none.");
    return number;
  }

  /** A possible amount of zero or more; null when JSON says null. */
  static Double amount(String field, JsonParser parser) {
    var number = number(field, parser);
    if (number != null && number < 0) throw new BadLine(field, "This cannot be negative.");
    if (number != null && !Amounts.possible(number))
      throw new BadLine(
          field, "There is no such amount. Leave the member out where it is not known.");
    return number;
  }

  static Boolean truth(String field, JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) return null;
    if (!parser.currentToken().isBoolean()) throw new BadLine(field, "This must be true or false.");
    return parser.currentToken() == JsonToken.VALUE_TRUE;
  }

  /**
   * The object as it was sent on the line that begins at start, after a look at its members; null
   * for JSON null or no members.
   */
  static String object(
      String field,
      byte[] body,
      int start,
      JsonParser parser,
      BiConsumer<String, JsonParser> check) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) return null;
    if (parser.currentToken() != JsonToken.START_OBJECT)
      throw new BadLine(field, "This must be an object of names and values.");
    long from = start + parser.currentTokenLocation().getByteOffset();
    var names = new Names();
    for (var name = name(parser); name != null; name = name(parser)) {
      var member = field + "." + shortened(name);
      names.add(name, member);
      take(parser::nextToken);
      check.accept(member, parser);
    }
    long to = start + parser.currentTokenLocation().getByteOffset() + 1;
    return names.none()
        ? null
        : new String(body, (int) from, (int) (to - from), StandardCharsets.UTF_8);
  }

  /** The text as it stands, of any length. */
  static String raw(JsonParser parser) {
    return take(parser::getText);
  }

  public static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private static String name(JsonParser parser) {
    return take(parser::nextFieldName);
  }

  private static boolean blank(byte[] body, int start, int end) {
    for (int i = start; i < end; i++)
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') return false;
    return true;
  }

  /**
   * The names of one object, each once: which of two values counts is anybody's guess. Objects here
   * are small, and then looking them through costs less than Jackson's own detection, which makes a
   * hash set for each object.
   */
  private static final class Names {

    private static final int FEW = 16;

    private final String[] few = new String[FEW];
    private Set<String> many;
    private int count;

    void add(String name, String field) {
      if (!isNew(name)) throw new BadLine(shortened(field), "This is there twice.");
      count++;
    }

    boolean none() {
      return count == 0;
    }

    private boolean isNew(String name) {
      if (count >= FEW) {
        if (many == null) many = new HashSet<>(Arrays.asList(few));
        return many.add(name);
      }
      for (int i = 0; i < count; i++) if (few[i].equals(name)) return false;
      few[count] = name;
      return true;
    }
  }

  private interface Step<T> {
    T go() throws IOException;
  }

  private static <T> T take(Step<T> step) {
    try {
      return step.go();
    } catch (IOException broken) {
      throw new BadLine(
          "line",
          "The line is no JSON: "
              + (broken instanceof JsonProcessingException told
                  ? JsonLimits.told(told)
                  : broken.getMessage()));
    }
  }
}
