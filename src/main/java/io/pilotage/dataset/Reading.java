package io.pilotage.dataset;

import io.pilotage.dataset.Profile.Column;
import io.pilotage.dataset.Workbench.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells how a file was read: how it is written, and what was taken as missing, for nobody can see
 * that from the figures.
 */
record Reading(Workbench bench, Table table, AuditRequest request, List<Column> columns) {

  private static final int TOLD = 6;

  List<String> told(List<String> remarks, Notations notations) throws SQLException {
    var told = new ArrayList<>(List.of(notations.reading()));
    told.addAll(remarks);
    var missing = columns.stream().filter(column -> !words(column).isEmpty()).toList();
    if (!missing.isEmpty())
      told.add("Taken as missing besides empty cells: "
          + missing.stream()
              .limit(TOLD)
              .map(column -> words(column) + " in “" + column.name() + "”")
              .collect(Collectors.joining("; "))
          + (missing.size() > TOLD ? "; and in " + (missing.size() - TOLD) + " more columns" : "")
          + ".");
    for (var column : request.groups()) {
      var groups = wordsThatAreGroups(column);
      if (!groups.isEmpty())
        told.add(
            "In “" + column + "” " + String.join(", ", groups)
                + (groups.size() == 1 ? " is a group of its own" : " are groups of their own")
                + ": among groups only an empty cell is missing, unless the order of the audit names more.");
    }
    return told;
  }

  private static String words(Column column) {
    return column.missingAs().entrySet().stream()
        .filter(word -> !word.getKey().isEmpty())
        .limit(3)
        .map(word -> "“" + word.getKey() + "” (" + Figures.count(word.getValue()) + ")")
        .collect(Collectors.joining(", "));
  }

  private List<String> wordsThatAreGroups(String column) throws SQLException {
    return bench.list(
        "select trim(" + table.alias(column) + ") as word, count(*) as n from " + table.name()
            + " where " + table.given(column) + " is not null and given(" + table.alias(column)
            + ") is null group by 1 order by n desc, word limit " + TOLD,
        row -> "“" + row.getString(1) + "” (" + Figures.count(row.getLong(2)) + " rows)");
  }
}
