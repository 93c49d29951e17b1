package io.pilotage.dataset;

import io.pilotage.dataset.Profile.Bar;
import io.pilotage.dataset.Profile.Column;
import io.pilotage.dataset.Workbench.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Counts how the values of a column are spread, in so few bars that they can be drawn. */
record ColumnShape(Workbench bench, Table table, Column column) {

  static final int BANDS = 12;
  private static final int MOST_FREQUENT = 8;
  private static final int REPEATED_ENOUGH = 50;

  List<Bar> take() throws SQLException {
    if (column.from() != null && !column.from().equals(column.to())) return banded();
    return column.kind() == Profile.Kind.EMPTY || column.distinct() > REPEATED_ENOUGH
        ? List.of()
        : frequent();
  }

  private List<Bar> banded() throws SQLException {
    var numeric = column.spread().mean() != null;
    if (numeric && column.kind() == Profile.Kind.WHOLE_NUMBER && column.distinct() <= BANDS)
      return each();
    var ends = numeric
        ? new String[] {column.from() + "::double", column.to() + "::double"}
        : new String[] {
          "epoch(" + Workbench.text(column.from()) + "::timestamp)",
          "epoch(" + Workbench.text(column.to()) + "::timestamp)"
        };
    if (column.from().contains("inf")
        || column.to().contains("inf")
        || numeric
            && !Double.isFinite(
                Double.parseDouble(column.to()) - Double.parseDouble(column.from())))
      return List.of();
    var place = "least(" + (BANDS - 1) + ", floor((" + (numeric ? "v" : "epoch(v)") + " - "
        + ends[0] + ") / (" + ends[1] + " - " + ends[0] + ") * " + BANDS + "))::int";
    var shown = numeric
        ? "min(v)::varchar, max(v)::varchar"
        : "min(v)::date::varchar, max(v)::date::varchar";
    var bars = new ArrayList<>(Collections.nCopies(BANDS, new Bar("", 0)));
    bench.list(
        "select " + place + " as place, count(*), " + shown + " from (" + values(numeric)
            + ") where v is not null group by 1",
        row -> {
          bars.set(
              row.getInt(1), new Bar(span(row.getString(3), row.getString(4)), row.getLong(2)));
          return null;
        });
    return bars;
  }

  private List<Bar> each() throws SQLException {
    return bench.list(
        "select v::bigint::varchar, count(*) from (" + values(true)
            + ") where v is not null group by v order by v",
        ColumnShape::bar);
  }

  private List<Bar> frequent() throws SQLException {
    return bench.list(
        "select " + table.given(column.name()) + " as value, count(*) as n from " + table.name()
            + " where value is not null group by 1 order by n desc, value limit " + MOST_FREQUENT,
        ColumnShape::bar);
  }

  /** Only what counts as a number, or as a time: misfits are told in words. */
  private String values(boolean numeric) {
    return numeric
        ? "select case when isfinite(n) then n end as v from (select try_cast("
            + table.plain(column.name()) + " as double) as n from " + table.name() + ")"
        : "select moment(" + table.plain(column.name()) + ") as v from " + table.name();
  }

  private static Bar bar(ResultSet row) throws SQLException {
    var label = row.getString(1);
    return new Bar(label.length() <= 60 ? label : label.substring(0, 60) + "…", row.getLong(2));
  }

  private static String span(String from, String to) {
    var first = from.replaceAll("\\.0$", "");
    var last = to.replaceAll("\\.0$", "");
    return first.equals(last) ? first : first + " to " + last;
  }
}
