package io.pilotage.dataset;

import io.pilotage.dataset.Profile.Group;
import io.pilotage.dataset.Profile.GroupAudit;
import io.pilotage.dataset.Workbench.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts groups side by side: each named column, and all of them together. Numbers with many values are cut into four bands of equal size;
 * of texts with many values the largest groups are kept and the others counted as one.
 */
record BiasLook(Workbench bench, Table table, AuditRequest request, long rows, int smallest) {

  private static final int MOST_GROUPS = 40;
  private static final String UNKNOWN = "unknown";

  List<GroupAudit> take() throws SQLException {
    var audits = new ArrayList<GroupAudit>();
    var parts = new ArrayList<String>();
    for (var column : request.groups()) {
      parts.add(grouping(column));
      audits.add(audit(column, parts.get(parts.size() - 1)));
    }
    if (parts.size() > 1) audits.add(audit(String.join(" × ", request.groups()), "concat_ws(' × ', " + String.join(", ", parts) + ")"));
    return audits;
  }

  private String grouping(String column) throws SQLException {
    var given = table.given(column);
    var number = "try_cast(" + given + " as double)";
    var distinct = bench.number("select count(distinct " + given + ") from data");
    var allNumbers = bench.number("select count(" + given + ") - count(" + number + ") from data") == 0;
    if (distinct <= MOST_GROUPS || !allNumbers) return "coalesce(" + given + ", '" + UNKNOWN + "')";
    var cuts = bench.list("select quantile_disc(" + number + ", [0.25, 0.5, 0.75]), min(" + number + "), max(" + number + ") from data", row -> {
      var cut = (Object[]) row.getArray(1).getArray();
      return new double[] {row.getDouble(2), (Double) cut[0], (Double) cut[1], (Double) cut[2], row.getDouble(3)};
    }).get(0);
    return "case when " + number + " is null then '" + UNKNOWN + "'"
        + " when " + number + " <= " + cuts[1] + " then " + band("", cuts[1])
        + " when " + number + " <= " + cuts[2] + " then " + band("over " + plain(cuts[1]), cuts[2])
        + " when " + number + " <= " + cuts[3] + " then " + band("over " + plain(cuts[2]), cuts[3])
        + " else 'over " + plain(cuts[3]) + "' end";
  }

  private static String band(String from, double to) {
    return "'" + (from + " up to " + plain(to)).strip() + "'";
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15 ? String.valueOf((long) number) : String.valueOf(number);
  }

  private GroupAudit audit(String column, String grouping) throws SQLException {
    var label = request.label() == null || request.positive() == null ? "null::varchar" : table.given(request.label());
    var predicted = request.predictions() == null || request.positive() == null ? "null::varchar" : table.given(request.predictions());
    var positive = Workbench.text(Objects.toString(request.positive(), ""));
    var groups = bench.list("with facts as (select " + grouping + " as g, " + label + " = " + positive + " as l, " + predicted + " = " + positive
            + " as p from data), sizes as (select g, count(*) as n, row_number() over (order by count(*) desc, g) as place from facts group by g)"
            + " select case when place <= " + MOST_GROUPS + " then facts.g else 'all others' end as value, count(*) as size,"
            + " count(l), count_if(l), count(p), count_if(p), count_if(p and not l), count_if(not l and p is not null),"
            + " count_if(not p and l), count_if(l and p is not null)"
            + " from facts join sizes on facts.g = sizes.g group by 1 order by size desc, value",
        this::group);
    var compared = groups.stream().filter(Group::compared).toList();
    var byLabel = compared.stream().filter(group -> group.labelRate() != null).sorted(Comparator.comparingDouble(Group::labelRate)).toList();
    var uneven = byLabel.size() > 1;
    return new GroupAudit(column, groups, ratio(compared, Group::labelRate), uneven ? byLabel.get(0).value() : null,
        uneven ? byLabel.get(byLabel.size() - 1).value() : null, ratio(compared, Group::predictedRate));
  }

  private Group group(ResultSet row) throws SQLException {
    var value = row.getString(1);
    var size = row.getLong(2);
    return new Group(value, size, (double) size / rows, share(row.getLong(4), row.getLong(3)), share(row.getLong(6), row.getLong(5)),
        share(row.getLong(7), row.getLong(8)), share(row.getLong(9), row.getLong(10)),
        size >= smallest && !value.contains(UNKNOWN) && !value.equals("all others"));
  }

  private static Double share(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }

  /** Lowest rate by highest; nothing when fewer than two groups have one, or nobody is positive. */
  private static Double ratio(List<Group> groups, Function<Group, Double> rate) {
    var rates = groups.stream().map(rate).filter(Objects::nonNull).collect(Collectors.summarizingDouble(Double::doubleValue));
    return rates.getCount() < 2 || rates.getMax() == 0 ? null : rates.getMin() / rates.getMax();
  }
}
