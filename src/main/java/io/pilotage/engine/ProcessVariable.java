package io.pilotage.engine;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;

/**
 * A process variable with a name and a type. The only place where the untyped values of forms
 * become Java values: a value that does not fit is refused with a sentence, never guessed.
 */
public final class ProcessVariable<T> {

  // The engine's column takes 4,000 and fails without a word to the person beyond them.
  private static final int LONGEST_TEXT = 4_000;

  private final String name;
  private final Function<Object, T> reader;
  private final Function<T, Object> writer;

  private ProcessVariable(String name, Function<Object, T> reader, Function<T, Object> writer) {
    this.name = name;
    this.reader = reader;
    this.writer = writer;
  }

  /** A text of one line, as a text field of a form takes it: a name, a title, an address. */
  public static ProcessVariable<String> line(String name) {
    return new ProcessVariable<>(
        name, value -> shortEnough(name, Heading.of(value.toString())), value -> value);
  }

  /** A text of any lines, as a text area takes it. */
  public static ProcessVariable<String> text(String name) {
    return new ProcessVariable<>(
        name, value -> shortEnough(name, value.toString().strip()), value -> value);
  }

  /** A whole number. */
  public static ProcessVariable<Integer> number(String name) {
    return new ProcessVariable<>(name, value -> (int) wholeNumber(name, value), value -> value);
  }

  /** A finite decimal number. */
  public static ProcessVariable<Double> decimal(String name) {
    return new ProcessVariable<>(name, value -> finiteNumber(name, value), value -> value);
  }

  public static ProcessVariable<Boolean> flag(String name) {
    return new ProcessVariable<>(name, value -> flagOf(name, value), value -> value);
  }

  /** A day, kept as ISO-8601 text as the date picker of a form sends it. */
  public static ProcessVariable<LocalDate> date(String name) {
    return new ProcessVariable<>(name, value -> dateOf(name, value), LocalDate::toString);
  }

  /** One of the constants of an enum, kept by name so that it reads well in Cockpit. */
  public static <E extends Enum<E>> ProcessVariable<E> choice(String name, Class<E> type) {
    return new ProcessVariable<>(name, value -> constantOf(name, type, value), Enum::name);
  }

  /** A dynamic list of a form; a row arrives as JSON and is read into the given record. */
  public static <R> ProcessVariable<List<R>> list(String name, Class<R> row) {
    return new ProcessVariable<>(name, value -> rowsOf(name, row, value), Spin::JSON);
  }

  /** A list of texts, one instance of a task each. */
  public static ProcessVariable<List<String>> texts(String name) {
    return new ProcessVariable<>(name, value -> textsOf(name, value), ProcessVariable::jsonList);
  }

  public String name() {
    return name;
  }

  /** The value, or nothing when the variable is missing, null or an empty text. */
  public Optional<T> find(VariableScope scope) {
    var value = scope.getVariable(name);
    if (value == null || value instanceof String text && text.isBlank()) return Optional.empty();
    // A line of nothing but controls is folded to nothing.
    return Optional.of(reader.apply(value)).filter(read -> !"".equals(read));
  }

  /** The value; refuses when there is none. */
  public T get(VariableScope scope) {
    return find(scope)
        .orElseThrow(() ->
            new Refusal(name, "Please fill in “" + words(name) + "”: it is needed to go on."));
  }

  public T orElse(VariableScope scope, T otherwise) {
    return find(scope).orElse(otherwise);
  }

  public void set(VariableScope scope, T value) {
    scope.setVariable(name, value == null ? null : writer.apply(value));
  }

  /** Sets the value for this task or execution alone, hidden from its siblings. */
  public void setLocal(VariableScope scope, T value) {
    scope.setVariableLocal(name, value == null ? null : writer.apply(value));
  }

  /** The value as the engine keeps it, to hand to a starting process. */
  public Object raw(T value) {
    return writer.apply(value);
  }

  private static String shortEnough(String name, String text) {
    Refusal.unless(
        text.length() <= LONGEST_TEXT,
        name,
        "“" + words(name) + "” has " + text.length() + " characters; at most " + LONGEST_TEXT
            + " can be kept. Shorten it, or link to a document.");
    return text;
  }

  private static long wholeNumber(String name, Object value) {
    var number = finiteNumber(name, value);
    Refusal.unless(
        number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE,
        name,
        "“" + words(name) + "” must be a whole number, not " + value + ".");
    return (long) number;
  }

  private static double finiteNumber(String name, Object value) {
    try {
      var number = value instanceof Number given
          ? given.doubleValue()
          : Double.parseDouble(value.toString().strip());
      if (Double.isFinite(number)) Amounts.mustBePossible(name, number);
      if (Double.isFinite(number)) return number;
    } catch (NumberFormatException notANumber) {
      // Falls through to the refusal below, which is the same for a text and for NaN.
    }
    throw new Refusal(name, "“" + words(name) + "” must be a number, not “" + value + "”.");
  }

  private static boolean flagOf(String name, Object value) {
    if (value instanceof Boolean flag) return flag;
    var text = value.toString().strip();
    Refusal.unless(
        "true".equals(text) || "false".equals(text),
        name,
        "“" + words(name) + "” must be true or false, not “" + text + "”.");
    return "true".equals(text);
  }

  private static LocalDate dateOf(String name, Object value) {
    try {
      return LocalDate.parse(value
          .toString()
          .strip()
          .substring(0, Math.min(10, value.toString().strip().length())));
    } catch (DateTimeParseException notADate) {
      throw new Refusal(
          name, "“" + words(name) + "” must be a date like 2026-03-31, not “" + value + "”.");
    }
  }

  private static <E extends Enum<E>> E constantOf(String name, Class<E> type, Object value) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(value.toString().strip()))
        .findFirst()
        .orElseThrow(() -> new Refusal(
            name,
            "“" + words(name) + "” must be one of "
                + Arrays.stream(type.getEnumConstants())
                    .map(Enum::name)
                    .collect(Collectors.joining(", "))
                + ", not “" + value + "”."));
  }

  private static List<String> textsOf(String name, Object value) {
    if (value instanceof SpinJsonNode node)
      return node.elements().stream().map(SpinJsonNode::stringValue).toList();
    Refusal.unless(value instanceof List, name, "“" + words(name) + "” must be a list.");
    return ((List<?>) value).stream().map(Object::toString).toList();
  }

  // Kept as JSON rather than as Java objects, so that Cockpit can show it and a later version can
  // read it.
  private static Object jsonList(List<String> texts) {
    return Variables.objectValue(new ArrayList<>(texts))
        .serializationDataFormat(Variables.SerializationDataFormats.JSON)
        .create();
  }

  private static <R> List<R> rowsOf(String name, Class<R> row, Object value) {
    try {
      var json = value instanceof SpinJsonNode node ? node : Spin.JSON(value.toString());
      return json.elements().stream().map(element -> element.mapTo(row)).toList();
    } catch (RuntimeException unreadable) {
      throw new Refusal(
          name,
          "“" + words(name) + "” could not be read: every row needs its fields in the right kind.");
    }
  }

  /** A camel-case name as words: {@code targetVolume} becomes “target volume”. */
  private static String words(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }
}
