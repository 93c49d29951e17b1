package io.pilotage.dataset;

import io.pilotage.dataset.Workbench.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares rows of two tables by value: a number, a time or a word is the same however it is
 * written. Columns that are different in every row of both files number the rows and say nothing
 * about them; they are left out, unless the rest cannot tell one row from another.
 */
record HoldoutLook(Workbench bench, Table training, Table holdout) {

  // In a handful of rows every column is different in every row.
  private static final long ENOUGH = 20;
  private static final double TWINS = 0.1;

  Overlap take() throws SQLException {
    var trained = rows(training);
    var held = rows(holdout);
    var numbering = trained < ENOUGH || held < 2 ? List.<Numbering>of() : numbering(trained, held);
    for (var left : candidates(numbering)) {
      var shared = shared(left);
      var twins =
          1 - (double) bench.number("select count(distinct content) from training_keys") / trained;
      // A holdout drawn from data that repeats itself shares as many rows as that has twins; copied
      // rows stand out from them.
      if (twins <= TWINS || (double) shared / held >= 2 * twins)
        return new Overlap(trained, held, shared, left, null);
    }
    return new Overlap(
        trained,
        held,
        shared(List.of()),
        List.of(),
        numbering.isEmpty() ? null : comparedWhole(numbering));
  }

  private static String comparedWhole(List<Numbering> numbering) {
    return named(numbering) + " different in every row, but without "
        + (numbering.size() == 1 ? "it" : "them")
        + " the training data repeats itself, so that whole rows were compared.";
  }

  private static String named(List<Numbering> numbering) {
    return numbering.stream()
            .map(column -> "“" + column.column() + "”")
            .collect(Collectors.joining(", "))
        + (numbering.size() == 1 ? " is" : " are");
  }

  /** First without all of them, then without those only that can be nothing but numbers of rows. */
  private List<List<String>> candidates(List<Numbering> numbering) {
    var all = numbering.stream().map(Numbering::column).toList();
    var surely =
        numbering.stream().filter(Numbering::surely).map(Numbering::column).toList();
    return List.of(all, surely).stream()
        .distinct()
        .filter(left -> !left.isEmpty() && left.size() < training.columns().size())
        .toList();
  }

  private long rows(Table table) throws SQLException {
    return bench.number("select count(*) from " + table.name());
  }

  private long shared(List<String> left) throws SQLException {
    for (var table : List.of(training, holdout))
      bench.run("create or replace table " + table.name()
          + "_keys as select md5_number(concat_ws(chr(31), "
          + table.columns().stream()
              .filter(column -> !left.contains(column))
              .map(column -> "coalesce(" + value(table, column) + ", chr(30))")
              .collect(Collectors.joining(", "))
          + ")) as content from " + table.name());
    return bench.number("select count(*) from " + holdout.name() + "_keys semi join "
        + training.name() + "_keys using (content)");
  }

  private static String value(Table table, String column) {
    return "same(" + table.plain(column) + ")";
  }

  private List<Numbering> numbering(long trained, long held) throws SQLException {
    var found = new ArrayList<Numbering>();
    for (var column : training.columns()) {
      if (!everyRowDiffers(holdout, column, held) || !everyRowDiffers(training, column, trained))
        continue;
      var kinds = List.of(kind(training, column, trained), kind(holdout, column, held));
      if (!kinds.contains(Kind.MEASURED))
        found.add(new Numbering(column, !kinds.contains(Kind.SPARSE)));
    }
    return found;
  }

  private boolean everyRowDiffers(Table table, String column, long rows) throws SQLException {
    // An estimate of what is written, which is never less than of what it means, spares nearly all
    // columns the count.
    if (bench.number(
            "select approx_count_distinct(" + table.alias(column) + ") from " + table.name())
        < 0.8 * rows) return false;
    return bench.number("select count(distinct " + value(table, column) + ") from " + table.name())
        == rows;
  }

  /**
   * Amounts and times are measured, even where no two are alike; running numbers lie close
   * together, and names are names.
   */
  private Kind kind(Table table, String column, long rows) throws SQLException {
    return bench
        .list(
            "select count(n), count_if(n <> trunc(n)), count_if(n is null and instant(v) is not null), "
                + "max(n) - min(n) from (select v, try_cast(v as double) as n from (select "
                + table.plain(column) + " as v from " + table.name() + "))",
            row -> {
              if (row.getLong(2) > 0 || row.getLong(3) == rows) return Kind.MEASURED;
              return row.getLong(1) < rows || row.getDouble(4) < 2.0 * rows
                  ? Kind.NUMBERED
                  : Kind.SPARSE;
            })
        .get(0);
  }

  private enum Kind {
    MEASURED,
    NUMBERED,
    SPARSE
  }

  /** A column that may number the rows, and whether it can be nothing else. */
  private record Numbering(String column, boolean surely) {}
}
