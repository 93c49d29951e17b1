package io.pilotage.dataset;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How a column writes its numbers or its times, when not as programs do; and what makes a plain one
 * of a value, in SQL.
 */
enum Notation {
  PLAIN,
  GERMAN_NUMBER,
  US_NUMBER,
  GERMAN_DATE("%d.%m.%Y"),
  DAY_FIRST("%d/%m/%Y"),
  MONTH_FIRST("%m/%d/%Y");

  private static final String BLANKS = "[\\s\\x{00a0}\\x{202f}]*";
  private static final String MONEY = "[€$£]|EUR|USD|GBP|CHF";
  private static final List<String> CLOCKS =
      List.of("", " %H:%M", " %H:%M:%S", ", %H:%M:%S", " %I:%M %p", " %I:%M:%S %p");

  private final String day;

  Notation() {
    this(null);
  }

  Notation(String day) {
    this.day = day;
  }

  boolean german() {
    return this == GERMAN_NUMBER || this == GERMAN_DATE;
  }

  boolean american() {
    return this == US_NUMBER || this == MONTH_FIRST;
  }

  boolean number() {
    return this == GERMAN_NUMBER || this == US_NUMBER;
  }

  /**
   * The cell as programs write it; a cell that is no such number or time stays what it is, and
   * shows as a misfit.
   */
  String plain(String cell) {
    if (this == PLAIN) return cell;
    if (day != null)
      return "coalesce(try_strptime(" + cell + ", "
          + CLOCKS.stream()
              .map(clock -> "'" + day + clock + "'")
              .collect(Collectors.joining(", ", "[", "]"))
          + ")::varchar, " + cell + ")";
    var bare = "regexp_replace(" + cell + ", '" + MONEY + "|[%\\s\\x{00a0}\\x{202f}]', '', 'g')";
    return "case when " + matches(cell, "\\d[\\d.,]*") + " then "
        + (this == GERMAN_NUMBER
            ? "replace(replace(" + bare + ", '.', ''), ',', '.')"
            : "replace(" + bare + ", ',', '')")
        + " else " + cell + " end";
  }

  /**
   * Whether the cell is a number of that kind, with a sign, a currency or a percent sign around it
   * or not.
   */
  static String matches(String cell, String digits) {
    return "regexp_full_match(" + cell + ", '[+-]?(?:" + MONEY + ")?" + BLANKS + "[+-]?(?:" + digits
        + ")" + BLANKS + "(?:%|" + MONEY + ")?')";
  }
}
