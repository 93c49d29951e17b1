package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBPreparedStatement;

/**
 * One DuckDB for the length of one look at the data. It sees the files it was given and its own folder, which goes away with it;
 * what the files hold is only ever a value, never a name or a piece of SQL.
 */
class Workbench implements AutoCloseable {

  private final DatasetProperties properties;
  private final Path folder;
  private final Map<Path, Path> readable = new LinkedHashMap<>();
  private final Connection database;

  private Workbench(DatasetProperties properties, Packing packing, List<TableFile> files) throws IOException, SQLException {
    this.properties = properties;
    this.folder = Files.createTempDirectory(Files.createDirectories(properties.workFolder().toAbsolutePath()), "audit-");
    try {
      for (var file : files) readable.put(file.path(), file.packed() ? unpacked(packing, file) : file.path());
      this.database = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("bench.duckdb"));
    } catch (RuntimeException | SQLException refused) {
      clear();
      throw refused;
    }
    fence();
  }

  static Workbench over(DatasetProperties properties, Packing packing, TableFile... files) {
    try {
      return new Workbench(properties, packing, List.of(files));
    } catch (IOException | SQLException broken) {
      throw new IllegalStateException("The workbench could not be opened below " + properties.workFolder(), broken);
    }
  }

  private Path unpacked(Packing packing, TableFile file) {
    var copy = folder.resolve("input-" + readable.size() + ".csv");
    packing.unpack(file.path(), copy);
    return copy;
  }

  private void fence() throws SQLException {
    run("set memory_limit = " + text(properties.memory().toMegabytes() + "MB"));
    run("set threads = 2");
    run("set temp_directory = " + text(folder.resolve("spill").toString()));
    run("set preserve_insertion_order = false");
    run("set enable_progress_bar = true");
    run("set enable_progress_bar_print = false");
    run("set TimeZone = 'UTC'");
    run("set allowed_paths = [" + readable.values().stream().map(path -> text(path.toString())).collect(Collectors.joining(", ")) + "]");
    run("set enable_external_access = false");
    run("set lock_configuration = true");
    run("create macro given(cell) as case when cell is null or upper(trim(cell)) in ("
        + missing() + ") then null else trim(cell) end");
  }

  private String missing() {
    return Stream.concat(Stream.of(""), properties.missing().stream())
        .map(token -> text(token.toUpperCase(Locale.ROOT))).collect(Collectors.joining(", "));
  }

  /** Reads a file whole into a table of texts with one digest a row; refuses it at the first row that does not fit. */
  Table load(String name, TableFile file) {
    return load(name, file, null, percent -> {});
  }

  /** As above, telling how far it is. */
  Table load(String name, TableFile file, IntConsumer percent) {
    return load(name, file, null, percent);
  }

  /** As above, with the columns in the order of another table; refuses when they are not the same columns. */
  Table load(String name, TableFile file, Table like) {
    return load(name, file, like, percent -> {});
  }

  private Table load(String name, TableFile file, Table like, IntConsumer percent) {
    try {
      var source = source(file);
      var found = columnsOf(file);
      Refusal.unless(found.size() <= properties.mostColumns(), TableFile.FIELD, "The file has " + found.size() + " columns; up to "
          + properties.mostColumns() + " are audited. Leave out columns that no model will use.");
      var order = like == null ? found : aligned(found, like);
      var table = new Table(name, order);
      var casts = order.stream().map(column -> quoted(column) + "::varchar as " + table.alias(column)).collect(Collectors.joining(", "));
      var whole = order.stream().map(column -> "coalesce(" + table.alias(column) + ", chr(30))").collect(Collectors.joining(", "));
      runWatched("create table " + name + " as select *, md5_number(concat_ws(chr(31), " + whole + ")) as content from (select " + casts
          + " from " + source + ")", percent);
      Refusal.unless(number("select count(*) from " + name) > 0, TableFile.FIELD,
          "The file has column names but no rows. Give a file with data.");
      return table;
    } catch (SQLException unreadable) {
      throw new Refusal(TableFile.FIELD, sentence(file, unreadable.getMessage()));
    }
  }

  List<String> columnsOf(TableFile file) {
    try {
      return file.parquet() ? parquetColumns(file) : file.header();
    } catch (SQLException unreadable) {
      throw new Refusal(TableFile.FIELD, sentence(file, unreadable.getMessage()));
    }
  }

  private static List<String> aligned(List<String> found, Table like) {
    var absent = like.columns().stream().filter(column -> !found.contains(column)).toList();
    var extra = found.stream().filter(column -> !like.columns().contains(column)).toList();
    Refusal.unless(absent.isEmpty() && extra.isEmpty(), TableFile.FIELD, "The two files do not have the same columns"
        + (absent.isEmpty() ? "" : ": the second lacks " + String.join(", ", absent))
        + (extra.isEmpty() ? "" : ": only the second has " + String.join(", ", extra)) + ". Make them the same and try again.");
    return like.columns();
  }

  private List<String> parquetColumns(TableFile file) throws SQLException {
    var path = text(readable.get(file.path()).toString());
    var rows = number("select num_rows from parquet_file_metadata(" + path + ")");
    var size = number("select coalesce(sum(total_uncompressed_size), 0)::bigint from parquet_metadata(" + path + ")");
    Refusal.unless(rows <= properties.mostRows() && size <= properties.largestUnpacked().toBytes(), TableFile.FIELD,
        "The file holds " + rows + " rows, more than are audited at once. Give a sample, or the newest part.");
    return list("select column_name from (describe select * from read_parquet(" + path + "))", row -> row.getString(1));
  }

  private String source(TableFile file) {
    var path = text(readable.get(file.path()).toString());
    if (file.parquet()) return "read_parquet(" + path + ")";
    return "read_csv(" + path + ", auto_detect = false, header = true, delim = " + text(String.valueOf(file.delimiter()))
        + ", quote = '\"', escape = '\"', nullstr = '', strict_mode = true, null_padding = false, columns = {"
        + file.header().stream().map(column -> text(column) + ": 'VARCHAR'").collect(Collectors.joining(", ")) + "})";
  }

  private static String sentence(TableFile file, String message) {
    var name = "“" + file.path().getFileName() + "”";
    var line = Pattern.compile("Line: (\\d+)").matcher(message);
    var where = line.find() ? "Near row " + line.group(1) + " of " + name : "In " + name;
    var columns = Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)").matcher(message);
    if (columns.find()) return where + " there are " + columns.group(2) + " columns instead of " + columns.group(1)
        + ". Make the rows equal, or check the quotes around that row.";
    if (message.contains("unterminated quote") || message.contains("quote should"))
      return where + " a quote is not closed or stands inside a cell. Close it, or double the quotes inside the cell.";
    if (message.contains("utf-8") || message.contains("unicode")) return where + " the text is not UTF-8. Save the file as CSV with encoding UTF-8.";
    if (message.contains("Out of Memory") || message.contains("memory")) return name + " needs more memory than an audit may use. Give a sample, or raise pilotage.dataset.memory.";
    return where + " the data cannot be read as a table. Open it in a spreadsheet, save it as CSV (UTF-8) or Parquet, and give it again.";
  }

  void run(String sql) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs what may take minutes, and tells every half second how much of it is done. */
  private void runWatched(String sql, IntConsumer percent) throws SQLException {
    try (var statement = database.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class)) {
      var watch = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "audit-progress");
        thread.setDaemon(true);
        return thread;
      });
      watch.scheduleWithFixedDelay(() -> tell(statement, percent), 500, 500, TimeUnit.MILLISECONDS);
      try {
        statement.execute();
      } finally {
        stop(watch);
      }
    }
  }

  private static void tell(DuckDBPreparedStatement statement, IntConsumer percent) {
    try {
      var done = statement.getQueryProgress().getPercentage();
      if (done > 0) percent.accept((int) Math.min(100, done));
    } catch (SQLException unknown) {
      // Progress is a courtesy: the statement itself tells what goes wrong.
    }
  }

  /** The statement must not be closed under somebody who looks at it. */
  private static void stop(ScheduledExecutorService watch) {
    watch.shutdown();
    try {
      watch.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  long number(String sql) throws SQLException {
    return list(sql, row -> row.getLong(1)).get(0);
  }

  <T> List<T> list(String sql, Row<T> reader) throws SQLException {
    try (var statement = database.createStatement(); var rows = statement.executeQuery(sql)) {
      var found = new ArrayList<T>();
      while (rows.next()) found.add(reader.read(rows));
      return found;
    }
  }

  /** A value as a literal; column names and cells reach SQL only through here or as a numbered alias. */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private static String quoted(String column) {
    return "\"" + column.replace("\"", "\"\"") + "\"";
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException closing) {
      // The folder goes away below, and nothing else is held.
    }
    clear();
  }

  private void clear() {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }

  /** Reads one row of a result. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** A loaded table: its columns by the names people gave them. */
  record Table(String name, List<String> columns) {

    String alias(String column) {
      return "c" + columns.indexOf(column);
    }

    /** The column's value, or null when it is missing in any spelling. */
    String given(String column) {
      return "given(" + alias(column) + ")";
    }
  }
}
