package io.pilotage.initiative;

import io.pilotage.engine.Refusal;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes and checks keys such as {@code FRAUD-1}: they stand in addresses, file names and subjects
 * of mails.
 */
final class InitiativeKey {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Set<String> SMALL_WORDS = Set.of(
      "THE",
      "OUR",
      "USE",
      "USING",
      "FOR",
      "WITH",
      "AND",
      "REDUCE",
      "INCREASE",
      "IMPROVE",
      "LOWER",
      "RAISE");
  private static final int LONGEST_WORD = 12;

  private InitiativeKey() {}

  static String checked(String given) {
    Refusal.unless(
        KEY.matcher(given).matches(),
        "key",
        "The key “" + given
            + "” cannot be used: start with a letter or digit and use letters, digits, dots, dashes and "
            + "underscores, 63 at most.");
    return given;
  }

  /** The first telling word of a title in capitals, the part of a key before its number. */
  static String wordOf(String title) {
    var plain = Normalizer.normalize(title, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toUpperCase(Locale.ROOT);
    return Arrays.stream(plain.split("[^A-Z0-9]+"))
        .filter(word -> word.length() > 2 && !SMALL_WORDS.contains(word))
        .findFirst()
        .map(word -> word.substring(0, Math.min(LONGEST_WORD, word.length())))
        .orElse("INITIATIVE");
  }
}
