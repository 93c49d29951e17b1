package io.pilotage.broken;

import java.time.LocalDate;
import java.util.function.UnaryOperator;

/** Answers in the language, the zone and the letters of whoever owns the machine. */
@SuppressWarnings({
  "DefaultCharset",
  "DefaultLocale",
  "JavaTimeDefaultTimeZone",
  "StringCaseLocaleUsage"
})
public class AtHome {

  String name(Enum<?> constant) {
    return constant.name().toLowerCase();
  }

  UnaryOperator<String> small() {
    return String::toLowerCase;
  }

  String share(double share) {
    return String.format("%.2f", share);
  }

  LocalDate today() {
    return LocalDate.now();
  }

  byte[] letters(String text) {
    return text.getBytes();
  }
}
