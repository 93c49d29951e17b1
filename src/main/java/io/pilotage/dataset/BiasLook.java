package io.pilotage.dataset;

import io.pilotage.dataset.Interval.Portion;
import io.pilotage.dataset.Profile.Column;
import io.pilotage.dataset.Profile.Gap;
import io.pilotage.dataset.Profile.Group;
import io.pilotage.dataset.Profile.GroupAudit;
import io.pilotage.dataset.Workbench.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts groups side by side: each named column, and all of them together. Numbers with many values
 * are cut into four bands of equal size; of texts with many values the largest groups are kept and
 * the others counted as one. Only an empty cell belongs to no group.
 */
record BiasLook(
    Workbench bench,
    Table table,
    AuditRequest request,
    List<Column> columns,
    long rows,
    int smallest) {

  private static final int MOST_GROUPS = 40;
  private static final String UNKNOWN = "unknown";
  private static final String REST = "all others";
  private static final double GAP = 0.1;

  List<GroupAudit> take() throws SQLException {
    var parts = new LinkedHashMap<String, Part>();
    for (var column : request.groups()) parts.put(column, part(column));
    var audits = new ArrayList<GroupAudit>();
    for (var column : request.groups()) audits.add(audit(column, parts.get(column), parts));
    if (parts.size() > 1)
      audits.add(audit(
          String.join(" × ", request.groups()),
          Part.together(parts.values().stream().toList()),
          Map.of()));
    return audits;
  }

  private Part part(String column) throws SQLException {
    var given = table.given(column);
    var number = "try_cast(" + table.plain(column) + " as double)";
    var distinct = bench.number("select count(distinct " + given + ") from data");
    // Words for “missing” among numbers are groups, and spoil no bands.
    var allNumbers = bench.number(
            "select count(given(" + table.alias(column) + ")) - count(" + number + ") from data")
        == 0;
    if (distinct <= MOST_GROUPS || !allNumbers)
      return new Part("coalesce(" + given + ", '" + UNKNOWN + "')", given + " is null");
    var cuts = bench
        .list(
            "select quantile_disc(" + number + ", [0.25, 0.5, 0.75]), min(" + number + "), max("
                + number + ") from data",
            row -> {
              var cut = (Object[]) row.getArray(1).getArray();
              return new double[] {
                row.getDouble(2),
                (Double) cut[0],
                (Double) cut[1],
                (Double) cut[2],
                row.getDouble(3)
              };
            })
        .get(0);
    return new Part(
        "case when " + number + " is null then coalesce(" + given + ", '" + UNKNOWN + "')"
            + " when " + number + " <= " + cuts[1] + " then " + band("", cuts[1])
            + " when " + number + " <= " + cuts[2] + " then "
            + band("over " + plain(cuts[1]), cuts[2])
            + " when " + number + " <= " + cuts[3] + " then "
            + band("over " + plain(cuts[2]), cuts[3])
            + " else 'over " + plain(cuts[3]) + "' end",
        given + " is null");
  }

  private static String band(String from, double to) {
    return "'" + (from + " up to " + plain(to)).strip() + "'";
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }

  private GroupAudit audit(String column, Part part, Map<String, Part> others) throws SQLException {
    var counted = named(bench.list(
        "with facts as (select " + part.value() + " as g, " + part.missing() + " as m, " + label()
            + " as l, " + predicted()
            + " as p from data), sizes as (select g, m, count(*) as n, row_number() over (order by "
            + "count(*) desc, g) as place from facts group by g, m)"
            + " select case when place <= " + MOST_GROUPS + " then facts.g else '" + REST
            + "' end as value, place > " + MOST_GROUPS + " as rest,"
            + " facts.m and not rest as missing, count(*) as size, count(l), count_if(l), count(p), "
            + "count_if(p), count_if(p and not l),"
            + " count_if(not l and p is not null), count_if(not p and l), count_if(l and p is not null)"
            + " from facts join sizes on facts.g = sizes.g and facts.m = sizes.m group by all order by "
            + "size desc, value",
        this::counted));
    var compared = counted.stream().filter(one -> one.group().compared()).toList();
    var labels = Extremes.of(compared.stream().map(Counted::labels).toList());
    var predictions = Extremes.of(compared.stream().map(Counted::predictions).toList());
    return new GroupAudit(
        column,
        counted.stream().map(Counted::group).toList(),
        labels.map(Extremes::ratio).orElse(null),
        labels.map(found -> found.lowest().group()).orElse(null),
        labels.map(found -> found.highest().group()).orElse(null),
        predictions.map(Extremes::ratio).orElse(null),
        labels.filter(Extremes::apart).isEmpty(),
        Stream.of(
                gap("False positives", compared, Counted::falsePositives),
                gap("False negatives", compared, Counted::falseNegatives))
            .filter(Objects::nonNull)
            .toList(),
        others.isEmpty() || request.positive() == null
            ? List.of()
            : turns(column, part, others, compared));
  }

  private String label() {
    return request.label() == null || request.positive() == null
        ? "null::boolean"
        : table.given(request.label()) + " = " + Workbench.text(request.positive());
  }

  private String predicted() {
    return request.predictions() == null || request.positive() == null
        ? "null::boolean"
        : table.given(request.predictions()) + " = " + Workbench.text(request.positive());
  }

  /**
   * A value that is called like the cells without one, or like the rest, keeps its name; those are
   * told apart from it.
   */
  private static List<Counted> named(List<Counted> counted) {
    var own = counted.stream()
        .filter(one -> !one.apart())
        .map(one -> one.group().value())
        .collect(Collectors.toSet());
    return counted.stream()
        .map(one -> one.apart() && own.contains(one.group().value())
            ? one.called(one.group().value() + " (no value of its own)")
            : one)
        .toList();
  }

  private Counted counted(ResultSet row) throws SQLException {
    var size = row.getLong(4);
    var apart = row.getBoolean(2) || row.getBoolean(3);
    var group = new Group(
        row.getString(1),
        size,
        (double) size / rows,
        share(row.getLong(6), row.getLong(5)),
        share(row.getLong(8), row.getLong(7)),
        share(row.getLong(9), row.getLong(10)),
        share(row.getLong(11), row.getLong(12)),
        size >= smallest && !apart);
    return new Counted(group, apart, new long[] {
      row.getLong(6),
      row.getLong(5),
      row.getLong(8),
      row.getLong(7),
      row.getLong(9),
      row.getLong(10),
      row.getLong(11),
      row.getLong(12)
    });
  }

  private static Double share(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }

  private static Gap gap(String kind, List<Counted> compared, Function<Counted, Portion> rate) {
    return Extremes.of(compared.stream().map(rate).toList())
        .filter(
            found -> found.highest().rate() - found.lowest().rate() >= GAP - 1e-9 && found.apart())
        .map(found -> new Gap(
            kind,
            found.lowest().group(),
            found.lowest().rate(),
            found.lowest().whole(),
            found.highest().group(),
            found.highest().rate(),
            found.highest().whole()))
        .orElse(null);
  }

  private List<Profile.Turn> turns(
      String column, Part part, Map<String, Part> others, List<Counted> compared)
      throws SQLException {
    var strata = new LinkedHashMap<String, String>();
    others.forEach((other, grouping) -> strata.put(other, grouping.value()));
    for (var other : columns)
      if (StrataLook.fits(other)
          && !other.name().equals(request.label())
          && !other.name().equals(request.predictions()))
        strata.putIfAbsent(other.name(), table.given(other.name()));
    strata.remove(column);
    return new StrataLook(bench, part.value(), part.missing(), label(), strata, smallest)
        .take(compared.stream().map(Counted::labels).toList());
  }

  /** A grouping in SQL, and whether a row belongs to no group. */
  private record Part(String value, String missing) {

    static Part together(List<Part> parts) {
      return new Part(
          "concat_ws(' × ', " + parts.stream().map(Part::value).collect(Collectors.joining(", "))
              + ")",
          "(" + parts.stream().map(Part::missing).collect(Collectors.joining(" or ")) + ")");
    }
  }

  /**
   * A group with what was counted of it.
   *
   * @param apart whether it is no group of its own: cells without a value, or the rest of many
   */
  private record Counted(Group group, boolean apart, long[] counts) {

    Counted called(String name) {
      return new Counted(
          new Group(
              name,
              group.rows(),
              group.share(),
              group.labelRate(),
              group.predictedRate(),
              group.falsePositiveRate(),
              group.falseNegativeRate(),
              group.compared()),
          apart,
          counts);
    }

    Portion labels() {
      return portion(0);
    }

    Portion predictions() {
      return portion(2);
    }

    Portion falsePositives() {
      return portion(4);
    }

    Portion falseNegatives() {
      return portion(6);
    }

    private Portion portion(int at) {
      return new Portion(group.value(), counts[at], counts[at + 1]);
    }
  }
}
