package io.pilotage.dataset;

import io.pilotage.dataset.Interval.Portion;
import io.pilotage.dataset.Profile.Column;
import io.pilotage.dataset.Profile.Kind;
import io.pilotage.dataset.Profile.Rates;
import io.pilotage.dataset.Profile.Stratum;
import io.pilotage.dataset.Profile.Turn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Looks for Simpson's paradox: two groups compare one way in sum and another way within the values
 * of a third column. All columns in one pass.
 *
 * @param strata the third columns, by their SQL
 * @param smallest labelled rows each of the two needs within a value to be compared there
 */
record StrataLook(
    Workbench bench,
    String group,
    String missing,
    String label,
    Map<String, String> strata,
    int smallest) {

  private static final int MOST_COLUMNS = 12;
  private static final int MOST_VALUES = 12;
  private static final int EACH_WITH_EACH = 5;
  private static final int TOLD = 3;
  private static final double WORTH_TELLING = 0.02;
  private static final double FOUR_FIFTHS = 0.8;

  /** Whether a column has few enough values to look within each. */
  static boolean fits(Column column) {
    var kinds = List.of(Kind.TEXT, Kind.YES_NO, Kind.WHOLE_NUMBER, Kind.MIXED);
    return kinds.contains(column.kind())
        && column.distinct() > 1
        && column.distinct() <= MOST_VALUES;
  }

  List<Turn> take(List<Portion> groups) throws SQLException {
    var pairs = pairs(groups);
    if (pairs.isEmpty() || strata.isEmpty()) return List.of();
    var names = strata.keySet().stream().limit(MOST_COLUMNS).toList();
    var found = new ArrayList<Turn>();
    var cells = cells(names, pairs);
    for (int i = 0; i < names.size(); i++) {
      var within = cells.getOrDefault(i, Map.of());
      var name = names.get(i);
      pairs.stream()
          .flatMap(pair -> turn(name, pair, within).stream())
          .max(Comparator.comparingDouble(StrataLook::weight))
          .ifPresent(found::add);
    }
    return found.stream()
        .sorted(Comparator.comparingDouble(StrataLook::weight).reversed())
        .limit(TOLD)
        .toList();
  }

  /**
   * Of few groups each with each, of many the two furthest apart; the first of a pair is ahead in
   * sum.
   */
  private static List<Extremes> pairs(List<Portion> groups) {
    if (groups.size() > EACH_WITH_EACH) return Extremes.of(groups).stream().toList();
    var pairs = new ArrayList<Extremes>();
    for (int i = 0; i < groups.size(); i++)
      for (int j = 0; j < i; j++)
        Extremes.of(List.of(groups.get(i), groups.get(j))).ifPresent(pairs::add);
    return pairs;
  }

  private Map<Integer, Map<String, Map<String, Portion>>> cells(
      List<String> names, List<Extremes> pairs) throws SQLException {
    var groups = pairs.stream()
        .flatMap(pair -> List.of(pair.lowest().group(), pair.highest().group()).stream())
        .distinct()
        .map(Workbench::text)
        .collect(Collectors.joining(", "));
    var values = names.stream().map(strata::get).collect(Collectors.joining(", "));
    var places = IntStream.range(0, names.size())
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", "));
    var found = new LinkedHashMap<Integer, Map<String, Map<String, Portion>>>();
    bench.list(
        "select i, s, g, count_if(l), count(l) from (select g, l, unnest([" + values
            + "]) as s, unnest([" + places + "]) as i from (select *, " + group + " as g, " + label
            + " as l from data where not " + missing + ") where l is not null and g in (" + groups
            + ")) where s is not null group by all order by i, s",
        row -> {
          found
              .computeIfAbsent(row.getInt(1), any -> new LinkedHashMap<>())
              .computeIfAbsent(row.getString(2), any -> new LinkedHashMap<>())
              .put(row.getString(3), new Portion(row.getString(3), row.getLong(4), row.getLong(5)));
          return null;
        });
    return found;
  }

  private Optional<Turn> turn(String by, Extremes pair, Map<String, Map<String, Portion>> values) {
    var compared = new ArrayList<Cell>();
    values.forEach((value, within) -> {
      var ahead = within.get(pair.highest().group());
      var behind = within.get(pair.lowest().group());
      if (ahead != null
          && behind != null
          && ahead.whole() >= smallest
          && behind.whole() >= smallest) compared.add(new Cell(value, ahead, behind));
    });
    var rows = compared.stream().mapToLong(Cell::rows).sum();
    if (compared.size() < 2 || rows * 2 < pair.lowest().whole() + pair.highest().whole())
      return Optional.empty();
    var reversed = compared.stream().filter(cell -> cell.lead() < 0).toList();
    // What would be left of the lead if both groups were spread alike.
    var lead = compared.stream().mapToDouble(cell -> cell.lead() * cell.rows()).sum() / rows;
    var mostly = reversed.stream().mapToLong(Cell::rows).sum() * 2 > rows && lead <= -WORTH_TELLING;
    if (pair.highest().rate() - pair.lowest().rate() >= WORTH_TELLING
        && (mostly || reversed.size() == compared.size() && lead <= -WORTH_TELLING / 2))
      return Optional.of(turn(by, true, pair, reversed, compared.size()));
    var hidden = pair.ratio() == null || pair.ratio() < FOUR_FIFTHS
        ? List.<Cell>of()
        : compared.stream().filter(Cell::uneven).toList();
    return hidden.isEmpty()
        ? Optional.empty()
        : Optional.of(turn(by, false, pair, hidden, compared.size()));
  }

  private static Turn turn(
      String by, boolean reversed, Extremes pair, List<Cell> cells, int compared) {
    var clearest = cells.stream()
        .max(Comparator.comparingDouble(cell -> Math.abs(cell.lead())))
        .orElseThrow();
    return new Turn(
        by,
        reversed,
        pair.highest().group(),
        pair.lowest().group(),
        rates(pair.highest(), pair.lowest()),
        cells.size(),
        compared,
        new Stratum(clearest.value(), rates(clearest.ahead(), clearest.behind())));
  }

  private static Rates rates(Portion ahead, Portion behind) {
    return new Rates(ahead.rate(), ahead.whole(), behind.rate(), behind.whole());
  }

  private static double weight(Turn turn) {
    var rates = turn.example().rates();
    return (turn.reversed() ? 1 : 0) + Math.abs(rates.aheadRate() - rates.behindRate());
  }

  /** The two groups within one value. */
  private record Cell(String value, Portion ahead, Portion behind) {

    long rows() {
      return ahead.whole() + behind.whole();
    }

    double lead() {
      return ahead.rate() - behind.rate();
    }

    /** Below four fifths, and not by chance although many cells are looked at. */
    boolean uneven() {
      var low = lead() < 0 ? ahead : behind;
      var high = lead() < 0 ? behind : ahead;
      return low.rate() < FOUR_FIFTHS * high.rate()
          && Interval.amongMany(low.part(), low.whole()).high()
              < Interval.amongMany(high.part(), high.whole()).low();
    }
  }
}
