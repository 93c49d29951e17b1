package io.pilotage.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.springframework.boot.jackson.JsonComponent;
import org.springframework.core.convert.converter.Converter;

/**
 * Times and days as callers give them: of the years 1 to 9999, because no database and no calendar
 * of people takes the others.
 */
@JsonComponent
public class Times extends JsonDeserializer<Instant> implements Converter<String, Instant> {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  /** The day; throws for what is none, and for one nobody can mean. */
  public static LocalDate day(String text) {
    var day = LocalDate.parse(text);
    if (day.getYear() < 1 || day.getYear() > 9999)
      throw new DateTimeParseException("No such year is meant.", text, 0);
    return day;
  }

  public static boolean canBeMeant(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(END);
  }

  @Override
  public Instant convert(String text) {
    var time = Instant.parse(text);
    if (!canBeMeant(time)) throw new DateTimeParseException("No such year is meant.", text, 0);
    return time;
  }

  @Override
  public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
    var time = InstantDeserializer.INSTANT.deserialize(json, context);
    return time == null || canBeMeant(time)
        ? time
        : (Instant)
            context.handleWeirdStringValue(Instant.class, json.getText(), "No such year is meant.");
  }
}
