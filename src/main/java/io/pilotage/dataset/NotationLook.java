package io.pilotage.dataset;

import io.pilotage.dataset.Workbench.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds out how the columns of a table write numbers and times. What could be read in two ways is
 * decided by the other columns of the file, and told in either case. Every row is looked at where a
 * dot could separate thousands; elsewhere a sample says which columns need that.
 *
 * @param semicolons whether the file separates its columns by semicolons, as where the comma is a
 *     decimal sign
 * @param hint how another file with the same columns writes them; decides only what this one leaves
 *     open
 */
record NotationLook(Workbench bench, Table table, boolean semicolons, Map<String, Notation> hint) {

  private static final int SAMPLE = 5_000;
  private static final String THREE_DOT = "[1-9]\\d{0,2}\\.\\d{3}";
  private static final String DAY = "(?:0?[1-9]|[12]\\d|3[01])";
  private static final String MONTH = "(?:0?[1-9]|1[0-2])";
  private static final String CLOCK = "(?:,? \\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[AaPp][Mm])?)?";

  /** How one value is written, the first that fits. */
  private enum Form {
    WHOLE("try_cast(x as double) is not null and not contains(x, '.')"),
    THREE_BEHIND_DOT(Notation.matches("x", THREE_DOT)),
    THREE_BEHIND_COMMA(Notation.matches("x", "[1-9]\\d{0,2},\\d{3}")),
    GERMAN(Notation.matches(
        "x", "[1-9]\\d{0,2}(?:\\.\\d{3})+,\\d+|[1-9]\\d{0,2}(?:\\.\\d{3}){2,}|\\d+,\\d+")),
    AMERICAN(
        Notation.matches("x", "[1-9]\\d{0,2}(?:,\\d{3})+\\.\\d+|[1-9]\\d{0,2}(?:,\\d{3}){2,}")),
    POINT("try_cast(x as double) is not null"),
    SIGNED(Notation.matches("x", "\\d+(?:\\.\\d+)?")),
    DOTTED_DATE("regexp_full_match(x, '" + DAY + "\\." + MONTH + "\\.\\d{4}" + CLOCK + "')"),
    DAY_FIRST("regexp_full_match(x, '(?:1[3-9]|2\\d|3[01])/" + MONTH + "/\\d{4}" + CLOCK + "')"),
    MONTH_FIRST("regexp_full_match(x, '" + MONTH + "/(?:1[3-9]|2\\d|3[01])/\\d{4}" + CLOCK + "')"),
    EITHER_FIRST("regexp_full_match(x, '" + MONTH + "/" + MONTH + "/\\d{4}" + CLOCK + "')"),
    SHORT_YEAR("regexp_full_match(x, '\\d{1,2}[./]\\d{1,2}[./]\\d{2}" + CLOCK + "')"),
    OTHER("true");

    private final String test;

    Form(String test) {
      this.test = test;
    }
  }

  Notations take() throws SQLException {
    var seen = new LinkedHashMap<String, Seen>();
    for (var column : suspects()) seen.put(column, seen(column));
    var sure = new LinkedHashMap<String, Notation>();
    seen.forEach((column, forms) -> sure.put(column, forms.sure()));
    var german = sure.values().stream().anyMatch(Notation::german)
        || hint.values().stream().anyMatch(Notation::german);
    var american = sure.values().stream().anyMatch(Notation::american)
        || seen.values().stream().anyMatch(Seen::pointed);
    var found = new LinkedHashMap<String, Notation>();
    var warnings = new ArrayList<String>();
    seen.forEach((column, forms) -> {
      var written = sure.get(column);
      if (written == Notation.PLAIN)
        written = hint.containsKey(column) && forms.open()
            ? hint.get(column)
            : forms.guess(german, american, semicolons, sure.values()::contains);
      if (written != Notation.PLAIN) found.put(column, written);
      forms.warning(written).ifPresent(words -> warnings.add("“" + column + "” " + words));
    });
    return new Notations(found, warnings);
  }

  /**
   * Columns in which every number with a dot has three digits behind it, and those whose sample
   * holds what is no plain number or time.
   */
  private List<String> suspects() throws SQLException {
    var rows = bench.number("select count(*) from " + table.name());
    var dots = table.columns().stream()
        .map(table::alias)
        .map(cell -> "count_if(case when contains(" + cell + ", '.') then regexp_full_match(trim("
            + cell + "), '[+-]?" + THREE_DOT + "') else false end), count_if(case when contains("
            + cell + ", '.') then try_cast(" + cell + " as double) is not null else false end)");
    var signs = table.columns().stream()
        .map(table::alias)
        .map(cell -> "count_if(try_cast(" + cell + " as double) is null and ("
            + Notation.matches("trim(" + cell + ")", "\\d[\\d.,]*") + " or regexp_full_match(trim("
            + cell + "), '\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}.*')))");
    var dotted = counts(
        dots.collect(Collectors.joining(", ")) + " from " + table.name(),
        2 * table.columns().size());
    var signed = counts(
        signs.collect(Collectors.joining(", ")) + " from " + table.name() + " where rowid % "
            + Math.max(1, rows / SAMPLE) + " = 0",
        table.columns().size());
    var suspects = new ArrayList<String>();
    for (int i = 0; i < table.columns().size(); i++)
      if (signed.get(i) > 0
          || dotted.get(2 * i) > 0 && dotted.get(2 * i).equals(dotted.get(2 * i + 1))
          || hint.containsKey(table.columns().get(i)))
        suspects.add(table.columns().get(i));
    return suspects;
  }

  private List<Long> counts(String query, int columns) throws SQLException {
    return bench
        .list("select " + query, row -> {
          var found = new ArrayList<Long>();
          for (int i = 1; i <= columns; i++) found.add(row.getLong(i));
          return found;
        })
        .get(0);
  }

  private Seen seen(String column) throws SQLException {
    var form = new StringBuilder("case");
    for (var known : Form.values())
      form.append(" when ").append(known.test).append(" then ").append(known.ordinal());
    var counts = new EnumMap<Form, Long>(Form.class);
    var examples = new EnumMap<Form, String>(Form.class);
    bench.list(
        "select " + form + " end as form, count(*), min(x) from (select " + table.given(column)
            + " as x from " + table.name() + ") where x is not null group by 1",
        row -> {
          counts.put(Form.values()[row.getInt(1)], row.getLong(2));
          examples.put(Form.values()[row.getInt(1)], row.getString(3));
          return null;
        });
    return new Seen(counts, examples);
  }

  /** How often a column writes in which way, with an example of each. */
  private record Seen(Map<Form, Long> counts, Map<Form, String> examples) {

    private long count(Form... forms) {
      var sum = 0L;
      for (var form : forms) sum += counts.getOrDefault(form, 0L);
      return sum;
    }

    private boolean mostly(Form... forms) {
      return count(forms) > 0 && count(forms) * 2 >= count(Form.values());
    }

    private boolean numbers() {
      return mostly(
          Form.WHOLE,
          Form.THREE_BEHIND_DOT,
          Form.THREE_BEHIND_COMMA,
          Form.GERMAN,
          Form.AMERICAN,
          Form.POINT,
          Form.SIGNED);
    }

    private boolean dates() {
      return mostly(Form.DAY_FIRST, Form.MONTH_FIRST, Form.EITHER_FIRST);
    }

    boolean pointed() {
      return numbers() && count(Form.POINT, Form.AMERICAN) > 0;
    }

    private boolean bothWays() {
      return numbers() && count(Form.GERMAN) > 0 && pointed()
          || numbers()
              && count(Form.GERMAN, Form.AMERICAN, Form.POINT) == 0
              && count(Form.THREE_BEHIND_DOT) > 0
              && count(Form.THREE_BEHIND_COMMA) > 0;
    }

    /** What the column says by itself; plain where it leaves that open. */
    Notation sure() {
      if (numbers()) return bothWays() ? Notation.PLAIN : number();
      if (mostly(Form.DOTTED_DATE)) return Notation.GERMAN_DATE;
      if (!dates() || count(Form.DAY_FIRST) > 0 == count(Form.MONTH_FIRST) > 0)
        return Notation.PLAIN;
      return count(Form.DAY_FIRST) > 0 ? Notation.DAY_FIRST : Notation.MONTH_FIRST;
    }

    private Notation number() {
      if (count(Form.GERMAN) > 0) return Notation.GERMAN_NUMBER;
      var commas =
          count(Form.AMERICAN) > 0 || count(Form.THREE_BEHIND_COMMA) > 0 && count(Form.POINT) > 0;
      return commas
              || count(Form.SIGNED) > 0
                  && count(Form.THREE_BEHIND_COMMA, Form.THREE_BEHIND_DOT) == 0
          ? Notation.US_NUMBER
          : Notation.PLAIN;
    }

    /** Whether the column could be read in two ways. */
    boolean open() {
      return numbers()
              && !bothWays()
              && count(Form.GERMAN, Form.AMERICAN, Form.POINT) == 0
              && count(Form.THREE_BEHIND_DOT, Form.THREE_BEHIND_COMMA) > 0
          || dates() && count(Form.DAY_FIRST, Form.MONTH_FIRST) == 0;
    }

    Notation guess(
        boolean german, boolean american, boolean semicolons, Predicate<Notation> elsewhere) {
      if (!open()) return Notation.PLAIN;
      if (dates()) {
        var dayFirst = elsewhere.test(Notation.DAY_FIRST);
        if (dayFirst == elsewhere.test(Notation.MONTH_FIRST)) return Notation.PLAIN;
        return dayFirst ? Notation.DAY_FIRST : Notation.MONTH_FIRST;
      }
      if (count(Form.THREE_BEHIND_DOT) > 0)
        return german && !american ? Notation.GERMAN_NUMBER : Notation.PLAIN;
      var likelyGerman = german != american ? german : semicolons;
      return likelyGerman ? Notation.GERMAN_NUMBER : Notation.US_NUMBER;
    }

    Optional<String> warning(Notation written) {
      if (bothWays())
        return Optional.of("writes numbers in two ways, such as "
            + examples.getOrDefault(Form.GERMAN, examples.get(Form.THREE_BEHIND_DOT)) + " and "
            + examples.getOrDefault(
                Form.POINT,
                examples.getOrDefault(Form.AMERICAN, examples.get(Form.THREE_BEHIND_COMMA)))
            + ". Write them in one.");
      if (dates() && count(Form.DAY_FIRST) > 0 && count(Form.MONTH_FIRST) > 0)
        return Optional.of("writes dates in two ways, such as " + examples.get(Form.DAY_FIRST)
            + " and " + examples.get(Form.MONTH_FIRST) + ". Write them as 2026-12-31.");
      if (mostly(Form.SHORT_YEAR))
        return Optional.of("writes years with two digits, such as " + examples.get(Form.SHORT_YEAR)
            + ", so its dates are left as texts. Write the years in full.");
      if (!open()) return Optional.empty();
      if (dates())
        return Optional.of("holds dates such as " + examples.get(Form.EITHER_FIRST)
            + ", in which the day or the month may come first. "
            + howDatesAreRead(written) + "; write them as 2026-12-31.");
      var dot = count(Form.THREE_BEHIND_DOT) > 0;
      var example = examples.get(dot ? Form.THREE_BEHIND_DOT : Form.THREE_BEHIND_COMMA);
      return Optional.of(
          "has three digits behind every " + (dot ? "dot" : "comma") + ", such as " + example + ". "
              + howThreeDigitsAreRead(dot, written)
              + "; if that is wrong, write the numbers without it.");
    }

    private static String howDatesAreRead(Notation written) {
      if (written == Notation.PLAIN) return "They are left as texts";
      return "They are read with the " + (written == Notation.DAY_FIRST ? "day" : "month")
          + " first, as elsewhere in the file";
    }

    private static String howThreeDigitsAreRead(boolean dot, Notation written) {
      if (dot == (written == Notation.GERMAN_NUMBER))
        return "It is read as a thousands separator, as fits the rest of the file";
      return dot
          ? "It looks like a thousands separator and is read as a decimal point"
          : "It is read as a decimal comma";
    }
  }
}
