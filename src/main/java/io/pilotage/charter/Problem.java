package io.pilotage.charter;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is to change, and by how much: "reduce false positives in fraud detection by 30 %". */
@StoredAs("problem")
public record Problem(
    String statement, String metric, Direction direction, double amount, String unit) {

  private static final String EXAMPLE =
      " Write it like “reduce false positives in fraud detection by 30 %”.";
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
  private static final List<String> PERCENT =
      List.of("%", "percent", "per cent", "pct", "percentage");

  /** The goal without its story: "reduce false positives by 30 %". */
  public String goal() {
    return direction.name().toLowerCase(Locale.ROOT) + " " + metric + " by " + Numbers.plain(amount)
        + " " + unit;
  }

  /**
   * Refuses a statement that cannot be checked later: every fact given beside it must stand in it.
   */
  void mustBeSpecific() {
    Refusal.unlessGiven(statement, "statement", "Please write down what is to change." + EXAMPLE);
    Refusal.unless(
        NUMBER.matcher(statement).find(),
        "statement",
        "“" + statement.strip()
            + "” has no number: it does not say by how much, so nobody could tell later whether it was reached."
            + EXAMPLE);
    Refusal.unlessGiven(
        metric, "metric", "Please name the metric that is to move, for example “false positives”.");
    Refusal.unlessGiven(
        unit, "unit", "Please give the unit of the amount, for example “%” or “hours a week”.");
    Refusal.unless(
        direction != null,
        "direction",
        "Please say whether the metric is to increase or to be reduced.");
    Refusal.unless(
        amount > 0,
        "amount",
        "The amount must be more than zero; the direction says which way it goes.");
    Refusal.unless(
        !(direction == Direction.REDUCE && isPercent() && amount > 100),
        "amount",
        "Nothing can be reduced by " + Numbers.plain(amount) + " %. Give at most 100.");
    mustNotContradictItself();
    var missing = missing();
    Refusal.unless(
        missing.isEmpty(),
        "statement",
        "The statement does not say " + String.join(", nor ", missing)
            + ", but you gave that beside it." + EXAMPLE);
  }

  private void mustNotContradictItself() {
    var other = direction == Direction.REDUCE ? Direction.INCREASE : Direction.REDUCE;
    Refusal.unless(
        direction.isNamedIn(text()) || !other.isNamedIn(text()),
        "direction",
        "The statement speaks of the other direction: you chose “"
            + direction.name().toLowerCase(Locale.ROOT) + "”. Make both say the same.");
  }

  private List<String> missing() {
    var missing = new ArrayList<String>();
    if (!namesMetric()) missing.add("the metric (“" + metric + "”)");
    if (!direction.isNamedIn(text()))
      missing.add("the direction (“" + direction.name().toLowerCase(Locale.ROOT) + "”)");
    if (!namesAmount()) missing.add("the amount (" + Numbers.plain(amount) + ")");
    if (!namesUnit()) missing.add("the unit (“" + unit + "”)");
    return missing;
  }

  private boolean namesMetric() {
    return Arrays.stream(metric.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> word.length() > 2)
        .map(word ->
            word.length() > 4 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
        .anyMatch(text()::contains);
  }

  private boolean namesAmount() {
    return NUMBER
        .matcher(statement)
        .results()
        .map(MatchResult::group)
        .flatMap(
            number -> Stream.of(number.replace(",", ""), number.replace(".", "").replace(',', '.')))
        .filter(number -> number.chars().filter(letter -> letter == '.').count() <= 1)
        .anyMatch(
            number -> Math.abs(Double.parseDouble(number) - amount) < 1e-9 * Math.max(1, amount));
  }

  private boolean namesUnit() {
    return isPercent()
        ? PERCENT.stream().anyMatch(text()::contains)
        : text().contains(unit.strip().toLowerCase(Locale.ROOT));
  }

  private boolean isPercent() {
    return PERCENT.contains(unit.strip().toLowerCase(Locale.ROOT));
  }

  private String text() {
    return statement.toLowerCase(Locale.ROOT);
  }
}
