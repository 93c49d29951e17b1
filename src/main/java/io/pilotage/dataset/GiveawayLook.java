package io.pilotage.dataset;

import io.pilotage.dataset.Profile.Balance;
import io.pilotage.dataset.Profile.Column;
import io.pilotage.dataset.Profile.Giveaway;
import io.pilotage.dataset.Workbench.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds columns that know the answer already: one of their values means one label in nearly all of
 * its rows. All columns in one pass.
 */
record GiveawayLook(
    Workbench bench,
    Table table,
    AuditRequest request,
    Balance balance,
    List<Column> columns,
    long rows) {

  private static final int ENOUGH = 50;
  private static final double NEARLY_ALL = 0.995;
  // A column with more values is a number or a name; its values repeat too rarely, and counting
  // them would take the memory.
  private static final long MOST_VALUES = 50_000;
  private static final double BY_CHANCE = 0.01;

  List<Giveaway> take() throws SQLException {
    var suspects = columns.stream()
        .filter(column ->
            !column.name().equals(request.label()) && !column.name().equals(request.predictions()))
        .filter(column -> column.distinct() <= Math.min(MOST_VALUES, rows / 2))
        .map(Column::name)
        .toList();
    if (balance == null || balance.classes().size() < 2 || suspects.isEmpty()) return List.of();
    var seen = seen(suspects);
    var found = new ArrayList<Giveaway>();
    seen.forEach((place, values) -> {
      var telling = values.stream()
          .filter(value -> value.tells(values.size(), share(value.label())))
          .toList();
      if (!telling.isEmpty()) found.add(giveaway(suspects.get(place), telling));
    });
    return found;
  }

  private Giveaway giveaway(String column, List<Value> telling) {
    var largest = telling.get(0);
    var held = telling.stream()
        .filter(value -> value.label().equals(largest.label()))
        .mapToLong(Value::rows)
        .sum();
    return new Giveaway(
        column,
        largest.value(),
        largest.label(),
        largest.rows(),
        largest.labelled(),
        telling.size() - 1,
        held / (share(largest.label()) * balance.labelled()));
  }

  private double share(String label) {
    return (double) balance.classes().getOrDefault(label, 1L) / balance.labelled();
  }

  /**
   * The values with enough rows, the largest first. An empty cell is one too: what is filled in
   * only afterwards gives the label away by being empty.
   */
  private Map<Integer, List<Value>> seen(List<String> suspects) throws SQLException {
    var values = suspects.stream()
        .map(column -> "coalesce(" + table.given(column) + ", 'no value')")
        .collect(Collectors.joining(", "));
    var places = IntStream.range(0, suspects.size())
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", "));
    var found = new LinkedHashMap<Integer, List<Value>>();
    bench.list(
        "select i, v, arg_max(l, n), max(n), sum(n)::bigint as labelled from (select i, v, l, count(*) "
            + "as n from (select "
            + table.given(request.label())
            + " as l, unnest([" + values + "]) as v, unnest([" + places
            + "]) as i from data) where l is not null group by all) group by i, v having labelled >= "
            + ENOUGH
            + " order by i, labelled desc, v",
        row -> found
            .computeIfAbsent(row.getInt(1), any -> new ArrayList<>())
            .add(new Value(row.getString(2), row.getString(3), row.getLong(4), row.getLong(5))));
    return found;
  }

  private record Value(String value, String label, long rows, long labelled) {

    /**
     * Where nearly all rows have that label anyway, a value without an exception says nothing
     * (Chernoff's bound for so few exceptions).
     */
    boolean tells(int values, double share) {
      var exceptions = 1 - (double) rows / labelled;
      if (!(rows > NEARLY_ALL * labelled) || exceptions >= 1 - share) return false;
      var surprise = (1 - exceptions) * Math.log((1 - exceptions) / share)
          + (exceptions == 0 ? 0 : exceptions * Math.log(exceptions / (1 - share)));
      return values * Math.exp(-labelled * surprise) < BY_CHANCE;
    }
  }
}
