package io.pilotage.dataset;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the data itself says.
 *
 * @param duplicates surplus of repeated rows: three equal rows are two duplicates
 * @param digest the same for the same rows in any order, and different otherwise
 * @param reading how the file was read, in sentences: notation, what was taken as missing
 * @param giveaways columns that give the label away
 */
public record Profile(
    long rows,
    List<Column> columns,
    long duplicates,
    String digest,
    Balance balance,
    Freshness freshness,
    List<GroupAudit> groups,
    List<String> reading,
    List<Giveaway> giveaways,
    List<String> warnings) {

  public Profile {
    // Profiles kept by earlier versions have none.
    reading = reading == null ? List.of() : List.copyOf(reading);
    giveaways = giveaways == null ? List.of() : List.copyOf(giveaways);
  }

  /** What the values of a column turned out to be. */
  public enum Kind {
    WHOLE_NUMBER,
    NUMBER,
    TIME,
    YES_NO,
    TEXT,
    MIXED,
    EMPTY
  }

  /**
   * One column.
   *
   * @param missingAs how often each spelling of "missing" occurs; an empty key is an empty cell
   * @param distinct different values; an estimate beyond 200,000 rows
   * @param misfits values that do not fit the kind of the others
   * @param shape how the values are spread, for a picture: bands of equal width from smallest to
   *     largest, or the most frequent values; nothing for texts that hardly repeat, which would
   *     name people
   */
  public record Column(
      String name,
      Kind kind,
      long missing,
      Map<String, Long> missingAs,
      long distinct,
      @JsonUnwrapped Spread spread,
      long misfits,
      String misfit,
      List<Bar> shape) {

    public Column {
      // Profiles kept before there were pictures have none.
      shape = shape == null ? List.of() : List.copyOf(shape);
    }

    Column with(List<Bar> drawn) {
      return new Column(name, kind, missing, missingAs, distinct, spread, misfits, misfit, drawn);
    }

    public String from() {
      return spread.from();
    }

    public String to() {
      return spread.to();
    }
  }

  /**
   * From where to where the values of a column go.
   *
   * @param from smallest number or earliest time, as text; nothing for texts
   * @param mean of numbers, as the quartiles are
   */
  public record Spread(String from, String to, Double mean, List<Double> quartiles) {}

  /** Rows that share a value or a band of values; the label is empty where a band holds none. */
  public record Bar(String label, long rows) {}

  /** How the values of the label are spread. Shares are of the labelled rows. */
  public record Balance(
      String column,
      String positive,
      long labelled,
      long positives,
      Double positiveShare,
      Map<String, Long> classes) {}

  public record Freshness(String column, Instant oldest, Instant newest, long unreadable) {}

  /**
   * Groups side by side. Lowest and highest are picked by the ends of their intervals, not by rates
   * that a few rows swing.
   *
   * @param fourFifths lowest label rate divided by the highest, among groups large enough to
   *     compare; nothing when fewer than two are
   * @param predictedFourFifths the same for the rate of positive predictions
   * @param unsure whether chance alone may lie between the lowest and the highest
   * @param gaps wrong answers that hit one group ten points more often than another
   * @param turns other columns within whose values the groups compare otherwise
   */
  public record GroupAudit(
      String column,
      List<Group> groups,
      Double fourFifths,
      String lowest,
      String highest,
      Double predictedFourFifths,
      boolean unsure,
      List<Gap> gaps,
      List<Turn> turns) {

    public GroupAudit {
      gaps = gaps == null ? List.of() : List.copyOf(gaps);
      turns = turns == null ? List.of() : List.copyOf(turns);
    }

    /** Whether the ratio reaches four fifths; a ratio that could not be computed never does. */
    public boolean passes() {
      return fourFifths != null
          && fourFifths >= 0.8
          && !(predictedFourFifths != null && !(predictedFourFifths >= 0.8));
    }

    /** Lowest and highest with their rates and sizes. */
    public String extremes() {
      return lowest == null ? "" : told(lowest) + " against " + told(highest);
    }

    private String told(String value) {
      return group(value)
          .map(group -> value + ", " + Figures.percent(group.labelRate()) + " of "
              + Figures.count(group.rows()) + " rows")
          .orElse(value);
    }

    public Optional<Group> group(String value) {
      return groups.stream().filter(group -> group.value().equals(value)).findFirst();
    }
  }

  /** One group; rates are shares, and nothing where there is nothing to divide by. */
  public record Group(
      String value,
      long rows,
      double share,
      Double labelRate,
      Double predictedRate,
      Double falsePositiveRate,
      Double falseNegativeRate,
      boolean compared) {}

  /**
   * A rate of wrong answers that differs between two groups; the rows are those that could be
   * answered wrongly in that way.
   */
  public record Gap(
      String kind,
      String lowest,
      double lowestRate,
      long lowestRows,
      String highest,
      double highestRate,
      long highestRows) {

    public String sentence() {
      return kind + " hit “" + highest + "” more often than “" + lowest + "”: "
          + Figures.percent(highestRate) + " of " + Figures.count(highestRows) + " rows against "
          + Figures.percent(lowestRate) + " of " + Figures.count(lowestRows) + ".";
    }
  }

  /**
   * Two groups that compare otherwise within the values of another column than in sum.
   *
   * @param reversed whether the other group is ahead there; else the difference hides in the sum
   * @param within the values where it is so, of those large enough to compare
   * @param example the clearest of them
   */
  public record Turn(
      String by,
      boolean reversed,
      String ahead,
      String behind,
      @JsonUnwrapped Rates rates,
      int within,
      int compared,
      Stratum example) {

    public String sentence() {
      var sum = "In sum " + told(rates);
      var cell = "in “" + example.value() + "” " + told(example.rates());
      return (reversed
              ? "The picture turns within “" + by + "”. " + sum + ", but in " + within + " of "
                  + compared + " of its values “" + behind + "” is ahead: "
              : "A difference hides within “" + by + "”. " + sum + ", but ")
          + cell + ". Compare like with like.";
    }

    private String told(Rates side) {
      return "“" + ahead + "” has " + Figures.percent(side.aheadRate()) + " of "
          + Figures.count(side.aheadRows()) + " rows and “" + behind + "” "
          + Figures.percent(side.behindRate()) + " of " + Figures.count(side.behindRows());
    }
  }

  /** How often the label is the wanted one in the group ahead and in the one behind. */
  public record Rates(double aheadRate, long aheadRows, double behindRate, long behindRows) {}

  /** The two groups within one value of another column. */
  public record Stratum(String value, @JsonUnwrapped Rates rates) {}

  /**
   * A column of which one value means one label.
   *
   * @param rows rows with that value and that label, of those with the value; the largest of such
   *     values
   * @param others how many more values do the same
   * @param covered share of the rows with that label that such values hold
   */
  public record Giveaway(
      String column,
      String value,
      String label,
      long rows,
      long labelled,
      int others,
      double covered) {

    /**
     * Whether much of the label hangs on it; else it is one value among many, as an age at which
     * nobody earns much.
     */
    public boolean much() {
      return covered >= 0.25;
    }

    public String words() {
      return "“" + value + "” of “" + column + "” means “" + label + "” in " + Figures.count(rows)
          + " of " + Figures.count(labelled) + " rows";
    }

    public String sentence() {
      var more = others == 1 ? " more value does" : " more values do";
      return "Column “" + column + "” gives the label away: “" + value + "” means “" + label
          + "” in " + Figures.count(rows) + " of " + Figures.count(labelled) + " rows"
          + (others == 0 ? "" : ", and " + others + more + " the same")
          + ". Leave it out if it is known only afterwards.";
    }
  }

  public Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  public Optional<GroupAudit> by(String column) {
    return groups.stream().filter(audit -> audit.column().equals(column)).findFirst();
  }

  public long missingCells() {
    return columns.stream().mapToLong(Column::missing).sum();
  }

  /** The lowest four-fifths ratio of all group columns; nothing when none could be computed. */
  public Optional<GroupAudit> mostUneven() {
    return groups.stream()
        .filter(audit -> audit.fourFifths() != null)
        .min(java.util.Comparator.comparingDouble(GroupAudit::fourFifths));
  }
}
