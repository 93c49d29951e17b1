package io.pilotage.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the data itself says.
 *
 * @param duplicates surplus of repeated rows: three equal rows are two duplicates
 * @param digest the same for the same rows in any order, and different otherwise
 */
public record Profile(
    long rows, List<Column> columns, long duplicates, String digest, Balance balance, Freshness freshness, List<GroupAudit> groups,
    List<String> warnings) {

  /** What the values of a column turned out to be. */
  public enum Kind { WHOLE_NUMBER, NUMBER, TIME, YES_NO, TEXT, MIXED, EMPTY }

  /**
   * One column.
   *
   * @param missingAs how often each spelling of "missing" occurs; an empty key is an empty cell
   * @param distinct different values; an estimate beyond 200,000 rows
   * @param from smallest number or earliest time, as text; nothing for texts
   * @param misfits values that do not fit the kind of the others
   * @param shape how the values are spread, for a picture: bands of equal width from smallest to largest, or the most frequent values;
   *     nothing for texts that hardly repeat, which would name people
   */
  public record Column(
      String name, Kind kind, long missing, Map<String, Long> missingAs, long distinct, String from, String to, Double mean,
      List<Double> quartiles, long misfits, String misfit, List<Bar> shape) {

    public Column {
      // Profiles kept before there were pictures have none.
      shape = shape == null ? List.of() : List.copyOf(shape);
    }
  }

  /** Rows that share a value or a band of values; the label is empty where a band holds none. */
  public record Bar(String label, long rows) {}

  /** How the values of the label are spread. Shares are of the labelled rows. */
  public record Balance(String column, String positive, long labelled, long positives, Double positiveShare, Map<String, Long> classes) {}

  public record Freshness(String column, Instant oldest, Instant newest, long unreadable) {}

  /**
   * Groups side by side.
   *
   * @param fourFifths lowest label rate divided by the highest, among groups large enough to compare; nothing when fewer than two are
   * @param predictedFourFifths the same for the rate of positive predictions
   */
  public record GroupAudit(String column, List<Group> groups, Double fourFifths, String lowest, String highest, Double predictedFourFifths) {

    /** Whether the ratio reaches four fifths; a ratio that could not be computed never does. */
    public boolean passes() {
      return fourFifths != null && fourFifths >= 0.8 && !(predictedFourFifths != null && !(predictedFourFifths >= 0.8));
    }

    public Optional<Group> group(String value) {
      return groups.stream().filter(group -> group.value().equals(value)).findFirst();
    }
  }

  /** One group; rates are shares, and nothing where there is nothing to divide by. */
  public record Group(
      String value, long rows, double share, Double labelRate, Double predictedRate, Double falsePositiveRate, Double falseNegativeRate,
      boolean compared) {}

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
    return groups.stream().filter(audit -> audit.fourFifths() != null)
        .min(java.util.Comparator.comparingDouble(GroupAudit::fourFifths));
  }
}
