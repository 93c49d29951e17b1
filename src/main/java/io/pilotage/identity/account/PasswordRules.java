package io.pilotage.identity.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/**
 * What a password has to be, after NIST SP 800-63B: long, and none that others guess first. It may
 * be made of anything: rules of composition make passwords that are hard to keep in mind and easy
 * to guess.
 */
public final class PasswordRules {

  static final int SHORTEST = 12;
  static final int LONGEST = 256;
  /** What has to be left when the guessable words are taken out. */
  private static final int OWN_LETTERS = 4;

  private static final String PRODUCT = "pilotage";
  private static final List<String> ROWS = List.of(
      "abcdefghijklmnopqrstuvwxyz",
      "01234567890",
      "qwertyuiop[]",
      "qwertzuiopu",
      "azertyuiop",
      "asdfghjkl;'",
      "zxcvbnm,./",
      "1q2w3e4r5t6y7u8i9o0p",
      "qazwsxedcrfvtgbyhnujmikolp");

  private static final List<String> COMMON = common();

  private PasswordRules() {}

  /** What is wrong with this password for this person, as a sentence; nothing when it will do. */
  public static Optional<String> complaint(String password, String... about) {
    if (!isLongEnough(password)) {
      return Optional.of("Please choose a password of " + SHORTEST + " to " + LONGEST
          + " characters. Some words in a row are easy to keep in mind.");
    }
    if (isCommon(password))
      return Optional.of(
          "Please choose another password: this is one that many people use, or a pattern that is guessed first.");
    if (isAbout(password, about))
      return Optional.of(
          "Please choose another password: this is little more than your name or that of this product.");
    return Optional.empty();
  }

  /** Characters as people count them, not as Java does. */
  static boolean isLongEnough(String password) {
    var length =
        Normalizer.normalize(password, Normalizer.Form.NFC).codePoints().count();
    return length >= SHORTEST && length <= LONGEST;
  }

  static boolean isCommon(String password) {
    return isPattern(password.toLowerCase(Locale.ROOT)) || hasTooLittleBesides(password, COMMON);
  }

  static boolean isAbout(String password, String... about) {
    var words = new ArrayList<>(List.of(PRODUCT));
    for (var text : about) {
      if (text != null)
        words.addAll(Stream.of(plain(text).split("[^\\p{L}\\p{N}]+"))
            .filter(word -> word.length() >= 3)
            .toList());
    }
    words.sort(Comparator.comparing(String::length).reversed());
    return hasTooLittleBesides(password, words);
  }

  /** The same few characters again and again, or along a row of the keyboard or the alphabet. */
  private static boolean isPattern(String password) {
    for (var period = 1; period <= 4; period++) {
      if (password.equals(password
          .substring(0, period)
          .repeat(password.length() / period + 1)
          .substring(0, password.length()))) return true;
    }
    var inRows = 0;
    for (var i = 0; i + 4 <= password.length(); i++) {
      var piece = password.substring(i, i + 4);
      var back = new StringBuilder(piece).reverse().toString();
      if (ROWS.stream().anyMatch(row -> row.contains(piece) || row.contains(back))) inRows++;
    }
    return inRows * 2 >= password.length() - 3;
  }

  /** Letters count that somebody wrote as letters, and that are in none of the words. */
  private static boolean hasTooLittleBesides(String password, List<String> words) {
    var read = new StringBuilder(plain(password));
    var written = new StringBuilder(password.toLowerCase(Locale.ROOT));
    var found = false;
    for (var word : words) {
      for (var at = read.indexOf(word); at >= 0; at = read.indexOf(word)) {
        found = true;
        read.replace(at, at + word.length(), " ".repeat(word.length()));
        written.replace(at, at + word.length(), " ".repeat(word.length()));
      }
    }
    return found && written.codePoints().filter(Character::isLetter).count() < OWN_LETTERS;
  }

  /** Lower case, and the letters people mean by “P@ssw0rd”. */
  private static String plain(String text) {
    var plain = new StringBuilder();
    for (var character : text.toLowerCase(Locale.ROOT).toCharArray())
      plain.append(meant(character));
    return plain.toString();
  }

  private static char meant(char written) {
    var at = "@40!1|3$5708".indexOf(written);
    return at < 0 ? written : "aaoiiiesstob".charAt(at);
  }

  private static List<String> common() {
    try {
      return new ClassPathResource("passwords/common.txt")
          .getContentAsString(StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(PasswordRules::plain)
          .distinct()
          .sorted(Comparator.comparing(String::length).reversed())
          .toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
