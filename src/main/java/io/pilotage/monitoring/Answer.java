package io.pilotage.monitoring;

import java.util.Set;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** A prediction or an actual: a text, or a number that also has a text, so that 1 and "1" are the same answer. */
record Answer(String label, Double number) {

  private static final Set<String> NO_ANSWERS = Set.of("nan", "infinity", "-infinity", "+infinity");

  static Answer of(String field, JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) return null;
    if (parser.currentToken().isNumeric()) return of(Lines.number(field, parser));
    if (parser.currentToken() != JsonToken.VALUE_STRING) throw new BadLine(field, "This must be a number or a text.");
    var text = Lines.text(field, parser);
    if (NO_ANSWERS.contains(text.toLowerCase())) throw new BadLine(field, "“" + text + "” is no answer. Mark the line with error instead.");
    return new Answer(text, null);
  }

  private static Answer of(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    return new Answer(whole ? Long.toString((long) number) : Double.toString(number), number);
  }
}
