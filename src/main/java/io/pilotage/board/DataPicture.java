package io.pilotage.board;

import io.pilotage.dataset.Profile;
import io.pilotage.dataset.Profile.Bar;
import io.pilotage.dataset.Profile.Column;
import io.pilotage.dataset.Profile.Group;
import io.pilotage.dataset.Profile.GroupAudit;
import io.pilotage.dataset.Profile.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A profile as small drawings: one a column, one of the classes, one for each way of grouping.
 * Widths and heights are parts of a hundred.
 */
record DataPicture(
    List<ColumnPicture> columns, int more, List<Line> classes, List<GroupPicture> groups) {

  static final int COLUMNS_DRAWN = 60;
  private static final double FOUR_FIFTHS = 0.8;

  static DataPicture of(Profile profile) {
    return new DataPicture(
        profile.columns().stream()
            .limit(COLUMNS_DRAWN)
            .map(column -> column(column, profile.rows()))
            .toList(),
        Math.max(0, profile.columns().size() - COLUMNS_DRAWN),
        classes(profile),
        profile.groups().stream().map(DataPicture::group).toList());
  }

  private static ColumnPicture column(Column column, long rows) {
    var bands = column.from() != null && column.shape().size() > 1;
    var most = column.shape().stream().mapToLong(Bar::rows).max().orElse(0);
    var given = rows - column.missing();
    return new ColumnPicture(
        column.name(),
        column.kind().name().replace('_', ' ').toLowerCase(Locale.ROOT),
        share(column.missing(), rows),
        column.missing() == 0
            ? "nothing missing"
            : count(column.missing()) + " missing (" + percent(share(column.missing(), rows)) + ")"
                + spelled(column),
        count(column.distinct()) + (column.distinct() == 1 ? " value" : " different values"),
        ends(column.spread()),
        column.misfits() == 0
            ? null
            : count(column.misfits()) + " do not fit, such as “" + column.misfit() + "”",
        bands ? bands(column.shape(), most) : List.of(),
        bands
            ? List.of()
            : column.shape().stream()
                .map(bar -> new Line(
                    bar.label(),
                    share(bar.rows(), most),
                    count(bar.rows()) + ", " + percent(share(bar.rows(), given)),
                    false))
                .toList());
  }

  private static Ends ends(Spread spread) {
    return new Ends(
        spread.from(), spread.mean() == null ? null : figure(spread.mean()), spread.to());
  }

  private static String spelled(Column column) {
    var spellings = column.missingAs().keySet().stream()
        .filter(spelling -> !spelling.isEmpty())
        .map(spelling -> "“" + spelling + "”")
        .limit(3)
        .toList();
    return spellings.isEmpty() ? "" : ", written " + String.join(", ", spellings);
  }

  private static List<Pillar> bands(List<Bar> shape, long most) {
    var width = 100.0 / shape.size();
    return IntStream.range(0, shape.size())
        .mapToObj(i -> new Pillar(
            i * width + 0.5,
            width - 1,
            share(shape.get(i).rows(), most),
            shape.get(i).label().isEmpty()
                ? "no rows"
                : shape.get(i).label() + ": " + count(shape.get(i).rows())))
        .toList();
  }

  private static List<Line> classes(Profile profile) {
    var balance = profile.balance();
    if (balance == null) return List.of();
    return balance.classes().entrySet().stream()
        .map(found -> new Line(
            found.getKey(),
            share(found.getValue(), balance.labelled()),
            count(found.getValue()) + ", " + percent(share(found.getValue(), balance.labelled())),
            found.getKey().equals(balance.positive())))
        .toList();
  }

  private static GroupPicture group(GroupAudit audit) {
    var highest = audit.group(audit.highest()).map(Group::labelRate).orElse(0.0);
    var rows = audit.groups().stream().map(group -> row(group, highest)).toList();
    var errors = audit.groups().stream()
        .flatMap(group -> Stream.of(group.falsePositiveRate(), group.falseNegativeRate()))
        .anyMatch(Objects::nonNull);
    var notes = Stream.concat(
            audit.gaps().stream().map(Profile.Gap::sentence),
            audit.turns().stream().map(Profile.Turn::sentence))
        .toList();
    return new GroupPicture(
        audit.column(), sentence(audit), colour(audit, notes), highest > 0, errors, notes, rows);
  }

  private static String sentence(GroupAudit audit) {
    if (audit.fourFifths() == null)
      return "Not comparable: fewer than two groups are large enough and labelled.";
    var ratio = String.format(Locale.ROOT, "%.3f", audit.fourFifths());
    var predicted = audit.predictedFourFifths() == null
        ? ""
        : String.format(
            Locale.ROOT, " Of the predictions it is %.3f.", audit.predictedFourFifths());
    if (audit.fourFifths() >= FOUR_FIFTHS)
      return "The lowest rate is " + ratio + " of the highest: within four fifths." + predicted;
    return "The rate of “" + audit.lowest() + "” is " + ratio + " of that of “" + audit.highest()
        + "”: below four fifths"
        + (audit.unsure() ? ", but so few rows may differ by chance." : ".")
        + predicted;
  }

  private static String colour(GroupAudit audit, List<String> notes) {
    if (audit.fourFifths() == null) return "";
    if (!audit.passes()) return "bad";
    return notes.isEmpty() ? "good" : "warn";
  }

  private static GroupRow row(Group group, double highest) {
    var rate = group.labelRate();
    return new GroupRow(
        group.value(),
        count(group.rows()),
        group.share() * 100,
        percent(group.share() * 100),
        rate == null || highest == 0 ? 0 : Math.min(100, rate / highest * 100),
        percent(rate == null ? null : rate * 100),
        group.compared() && rate != null && rate < FOUR_FIFTHS * highest,
        group.compared(),
        percent(group.falsePositiveRate() == null ? null : group.falsePositiveRate() * 100),
        percent(group.falseNegativeRate() == null ? null : group.falseNegativeRate() * 100));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }

  private static String count(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  private static String percent(Double hundredths) {
    return hundredths == null ? "–" : String.format(Locale.ENGLISH, "%.2f\u00a0%%", hundredths);
  }

  private static String figure(double number) {
    return String.format(Locale.ENGLISH, Math.abs(number) >= 1_000 ? "%,.0f" : "%.4g", number);
  }

  /**
   * One column: bands for numbers and times, lines for values that repeat, neither for texts that
   * do not.
   */
  record ColumnPicture(
      String name,
      String kind,
      double missing,
      String missingWords,
      String distinct,
      Ends ends,
      String misfit,
      List<Pillar> bands,
      List<Line> values) {}

  /** What stands below the bands. */
  record Ends(String from, String mean, String to) {}

  /** An upright bar. */
  record Pillar(double left, double width, double height, String words) {}

  /** A lying bar with its words. */
  record Line(String label, double width, String words, boolean wanted) {}

  /**
   * Groups side by side; the rates are drawn as parts of the highest, so that four fifths is always
   * the same place.
   */
  record GroupPicture(
      String column,
      String words,
      String colour,
      boolean rated,
      boolean errors,
      List<String> notes,
      List<GroupRow> rows) {}

  record GroupRow(
      String value,
      String rows,
      double share,
      String shareWords,
      double rate,
      String rateWords,
      boolean below,
      boolean compared,
      String falsePositives,
      String falseNegatives) {}
}
