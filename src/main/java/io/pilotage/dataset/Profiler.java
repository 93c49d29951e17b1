package io.pilotage.dataset;

import io.pilotage.dataset.Profile.Balance;
import io.pilotage.dataset.Profile.Column;
import io.pilotage.dataset.Profile.Freshness;
import io.pilotage.dataset.Workbench.Table;
import io.pilotage.engine.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Measures a table. Every figure is counted on all rows; only quartiles, and distinct values of
 * long tables, are estimates.
 */
@Component
class Profiler {

  private static final int CLASSES_SHOWN = 20;

  private final DatasetProperties properties;
  private final Benches benches;
  private final Clock clock;

  Profiler(DatasetProperties properties, Benches benches, Clock clock) {
    this.properties = properties;
    this.benches = benches;
    this.clock = clock;
  }

  /** The column names of a file, read without loading it whole, for somebody at a form. */
  List<String> columns(Path path) {
    var file = TableFile.look(path);
    if (!file.parquet()) return ColumnNames.of(file.csv().header()).names();
    return benches.now(bench -> bench.columnsOf(file).names(), file);
  }

  /** The same for an audit, which waits its turn. */
  List<String> columnsInTurn(Path path) {
    var file = TableFile.look(path);
    return benches.inTurn(bench -> bench.columnsOf(file).names(), file);
  }

  Profile profile(Path path, AuditRequest request, IntConsumer percent) {
    percent.accept(1);
    var file = TableFile.look(path);
    return benches.inTurn(bench -> profile(bench, file, request, percent), file);
  }

  private Profile profile(
      Workbench bench, TableFile file, AuditRequest request, IntConsumer percent)
      throws SQLException {
    percent.accept(10);
    var loaded = bench
        .load("data", file, done -> percent.accept(10 + 35 * done / 100))
        .grouped(request.groups(), request.missingInGroups());
    percent.accept(45);
    refuseHeaderlessTable(bench, loaded);
    var rows = bench.number("select count(*) from data");
    var notations = look(bench, file, loaded, Map.of());
    var table = loaded.written(notations);
    var columns = new ArrayList<Column>();
    for (var name : table.columns()) {
      columns.add(new ColumnLook(bench, table, name).take(rows));
      percent.accept(45 + 35 * columns.size() / table.columns().size());
    }
    var duplicates = rows - bench.number("select count(distinct content) from data");
    var digest = digestOf(bench, table, rows);
    percent.accept(90);
    var balance = balance(bench, table, request);
    var freshness = freshness(bench, table, request);
    var giveaways = new GiveawayLook(bench, table, request, balance, columns, rows).take();
    percent.accept(93);
    var groups =
        new BiasLook(bench, table, request, columns, rows, properties.smallestGroup()).take();
    percent.accept(99);
    var reading = new Reading(bench, table, request, columns).told(bench.remarks(file), notations);
    var odd =
        Stream.concat(table.warnings().stream(), notations.warnings().stream()).toList();
    var found = new Profile(
        rows, columns, duplicates, digest, balance, freshness, groups, reading, giveaways, odd);
    return new Warnings(properties, clock.instant()).added(found, request);
  }

  private static Notations look(
      Workbench bench, TableFile file, Table table, Map<String, Notation> hint)
      throws SQLException {
    return new NotationLook(bench, table, !file.parquet() && file.csv().delimiter() == ';', hint)
        .take();
  }

  Overlap overlap(Path training, Path holdout) {
    var trained = TableFile.look(training);
    var held = TableFile.look(holdout);
    return benches.now(bench -> overlap(bench, trained, held), trained, held);
  }

  private static Overlap overlap(Workbench bench, TableFile trained, TableFile held)
      throws SQLException {
    var first = bench.load("training", trained);
    var second = bench.load("holdout", held, first);
    var writtenHere = look(bench, trained, first, Map.of());
    var writtenThere = look(bench, held, second, writtenHere.columns());
    // What the training data leaves open, the holdout may settle.
    var settled = writtenHere.columns().equals(writtenThere.columns())
        ? writtenHere
        : look(bench, trained, first, writtenThere.columns());
    return new HoldoutLook(bench, first.written(settled), second.written(writtenThere)).take();
  }

  String digest(Path path) {
    var file = TableFile.look(path);
    return benches.now(
        bench ->
            digestOf(bench, bench.load("data", file), bench.number("select count(*) from data")),
        file);
  }

  /**
   * A sum does not mind the order of its parts, so two runs that write the same rows differently
   * sorted agree.
   */
  private static String digestOf(Workbench bench, Table table, long rows) throws SQLException {
    var sums = bench
        .list(
            "select sum((content & 18446744073709551615::uhugeint)::ubigint)::varchar, sum((content >> "
                + "64)::ubigint)::varchar from "
                + table.name(),
            row -> row.getString(1) + "/" + row.getString(2))
        .get(0);
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest(
              (String.join("\u001f", table.columns()) + "\u001e" + rows + "\u001e" + sums)
                  .getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /**
   * A file of texts without a header cannot be told by its first row alone, but that row then turns
   * up again below.
   */
  private static void refuseHeaderlessTable(Workbench bench, Table table) throws SQLException {
    var again = new ArrayList<String>();
    for (var name : table.columns())
      if (bench.number("select count(*) from (select 1 from data where trim(" + table.alias(name)
              + ") = " + Workbench.text(name) + " limit 1)")
          > 0) again.add(name);
    Refusal.unless(
        again.size() * 2 < table.columns().size(),
        TableFile.FIELD,
        "The first row seems to be data: "
            + String.join(", ", again.subList(0, Math.min(3, again.size())))
            + " occur again further down. Put the column names into the first row.");
  }

  private static Balance balance(Workbench bench, Table table, AuditRequest request)
      throws SQLException {
    if (request.label() == null) return null;
    var label = table.given(request.label());
    var classes = new LinkedHashMap<String, Long>();
    for (var found : bench.list(
        "select " + label
            + " as class, count(*) as n from data where class is not null group by 1 order by n desc, class limit "
            + CLASSES_SHOWN,
        row -> new Object[] {row.getString(1), row.getLong(2)}))
      classes.put((String) found[0], (Long) found[1]);
    var labelled = bench.number("select count(" + label + ") from data");
    var positives = request.positive() == null
        ? 0
        : bench.number("select count(*) from data where " + label + " = "
            + Workbench.text(request.positive()));
    return new Balance(
        request.label(),
        request.positive(),
        labelled,
        positives,
        labelled == 0 || request.positive() == null ? null : (double) positives / labelled,
        classes);
  }

  private static Freshness freshness(Workbench bench, Table table, AuditRequest request)
      throws SQLException {
    if (request.time() == null) return null;
    var given = table.given(request.time());
    var plain = table.plain(request.time());
    // Numbers count as seconds, or milliseconds, since 1970 when they fall between 2001 and 2286.
    var number = "try_cast(" + plain + " as double)";
    var time = "case when " + number + " between 1e9 and 1e10 then make_timestamp((" + number
        + " * 1e6)::bigint)"
        + " when " + number + " between 1e12 and 1e13 then make_timestamp((" + number
        + " * 1e3)::bigint)"
        + " when " + number + " is null then instant(" + plain + ") end";
    return bench
        .list(
            "select epoch_ms(min(t)), epoch_ms(max(t)), count(g) - count(t) from (select " + given
                + " as g, " + time + " as t from data)",
            row -> {
              var oldest = row.getLong(1);
              var known = !row.wasNull();
              return new Freshness(
                  request.time(),
                  known ? Instant.ofEpochMilli(oldest) : null,
                  known ? Instant.ofEpochMilli(row.getLong(2)) : null,
                  row.getLong(3));
            })
        .get(0);
  }
}
