package io.pilotage.dataset;

import io.pilotage.dataset.Profile.Column;
import io.pilotage.dataset.Profile.Kind;
import io.pilotage.dataset.Profile.Spread;
import io.pilotage.dataset.Workbench.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures one column: what its values are, how many are missing, and between which limits they
 * lie.
 */
record ColumnLook(Workbench bench, Table table, String name) {

  private static final long COUNTED_EXACTLY = 200_000;

  Column take(long rows) throws SQLException {
    var distinct = rows <= COUNTED_EXACTLY ? "count(distinct x)" : "approx_count_distinct(x)";
    return drawn(bench
        .list(
            "select count(x), count(d), count_if(d = trunc(d)), count(t), count_if(lower(x) in ('true', "
                + "'false', 'yes', 'no')), "
                + distinct
                + ", min(d), max(d), avg(d), approx_quantile(d, 0.25), approx_quantile(d, 0.5), "
                + "approx_quantile(d, 0.75),"
                + " min(t)::varchar, max(t)::varchar, any_value(x) filter (where d is null), "
                + "any_value(x) filter (where t is null)"
                + " from (select x, case when isfinite(n) then n end as d, case when n is null then "
                + "moment(v) end as t"
                + " from (select x, v, try_cast(v as double) as n from (select x, "
                + table.notation(name).plain("x") + " as v from (select " + table.given(name)
                + " as x from "
                + table.name() + "))))",
            row -> column(row, rows))
        .get(0));
  }

  private Column drawn(Column column) throws SQLException {
    return column.with(new ColumnShape(bench, table, column).take());
  }

  private Column column(ResultSet row, long rows) throws SQLException {
    var given = row.getLong(1);
    var numbers = row.getLong(2);
    var dated = row.getLong(4);
    var kind = kind(given, numbers, row.getLong(3), dated, row.getLong(5));
    var numeric = numbers > 0
        && (kind == Kind.WHOLE_NUMBER
            || kind == Kind.NUMBER
            || kind == Kind.MIXED && numbers >= dated);
    var timed = dated > 0 && !numeric && (kind == Kind.TIME || kind == Kind.MIXED);
    var times = timed
        ? new Spread(row.getString(13), row.getString(14), null, List.of())
        : new Spread(null, null, null, List.of());
    var misfits = kind == Kind.MIXED ? given - Math.max(numbers, dated) : 0;
    var misfit = numbers >= dated ? 15 : 16;
    return new Column(
        name,
        kind,
        rows - given,
        given == rows ? Map.of() : missingAs(),
        row.getLong(6),
        numeric ? numbers(row) : times,
        misfits,
        misfits == 0 ? null : shortened(row.getString(misfit)),
        List.of());
  }

  private static Spread numbers(ResultSet row) throws SQLException {
    return new Spread(
        plain(row.getDouble(7)),
        plain(row.getDouble(8)),
        row.getDouble(9),
        List.of(row.getDouble(10), row.getDouble(11), row.getDouble(12)));
  }

  /**
   * Mixed is what is mostly of one kind and sometimes not: a column of texts in which a number
   * turns up is a column of texts.
   */
  private static Kind kind(long given, long numbers, long whole, long times, long flags) {
    if (given == 0) return Kind.EMPTY;
    if (numbers == given) return whole == given ? Kind.WHOLE_NUMBER : Kind.NUMBER;
    if (times == given) return Kind.TIME;
    if (flags == given) return Kind.YES_NO;
    return numbers * 2 >= given || times * 2 >= given ? Kind.MIXED : Kind.TEXT;
  }

  private Map<String, Long> missingAs() throws SQLException {
    var spellings = new LinkedHashMap<String, Long>();
    bench
        .list(
            "select coalesce(trim(" + table.alias(name) + "), '') as spelling, count(*) as n from "
                + table.name() + " where " + table.given(name)
                + " is null group by 1 order by n desc, spelling limit 10",
            row -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> spellings.put(entry.getKey(), entry.getValue()));
    return spellings;
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }

  private static String shortened(String text) {
    return text == null || text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
