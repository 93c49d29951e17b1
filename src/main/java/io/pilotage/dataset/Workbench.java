package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBPreparedStatement;
import org.springframework.scheduling.TaskScheduler;

/**
 * One DuckDB for the length of one look at the data. It sees the files it was given and its own
 * folder, which goes away with it; what the files hold is only ever a value, never a name or a
 * piece of SQL.
 */
class Workbench implements AutoCloseable {

  private static final String FOLDER = "audit-";
  private static final Duration TELL_EVERY = Duration.ofMillis(500);

  private final DatasetProperties properties;
  private final TaskScheduler scheduler;
  private final Path folder;
  private final Map<Path, Path> readable = new LinkedHashMap<>();
  private final Connection database;

  private Workbench(
      DatasetProperties properties, Packing packing, TaskScheduler scheduler, List<TableFile> files)
      throws IOException, SQLException {
    this.properties = properties;
    this.scheduler = scheduler;
    this.folder = Files.createTempDirectory(
        Files.createDirectories(properties.workFolder().toAbsolutePath()), FOLDER);
    try {
      for (var file : files)
        readable.put(file.path(), file.packed() ? unpacked(packing, file) : file.path());
      for (var file : files) if (!file.parquet() && !file.csv().straight()) straighten(file);
      this.database = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("bench.duckdb"));
    } catch (RuntimeException | IOException | SQLException refused) {
      clear();
      throw refused;
    }
    try {
      fence();
    } catch (SQLException refused) {
      close();
      throw refused;
    }
  }

  static Workbench over(
      DatasetProperties properties, Packing packing, TaskScheduler scheduler, TableFile... files) {
    try {
      return new Workbench(properties, packing, scheduler, List.of(files));
    } catch (IOException | SQLException broken) {
      throw new IllegalStateException(
          "The workbench could not be opened below " + properties.workFolder(), broken);
    }
  }

  /** Whether this was made for a workbench. */
  static boolean isFolder(Path path) {
    return path.getFileName().toString().matches(FOLDER + "\\d+")
        && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
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
    run("set allowed_paths = ["
        + Stream.concat(readable.values().stream(), readable.keySet().stream().map(this::copyOf))
            .map(path -> text(path.toString()))
            .collect(Collectors.joining(", "))
        + "]");
    run("set enable_external_access = false");
    run("set lock_configuration = true");
    // A day such as 1/9/26 would be one of the first century.
    run(
        "create macro moment(cell) as case when try_cast(cell as timestamp) >= timestamp '0100-01-01' "
            + "then try_cast(cell as timestamp) end");
    run("create macro instant(cell) as case when try_cast(cell as timestamptz) >= timestamptz "
        + "'0100-01-01' then try_cast(try_cast(cell as timestamptz) as timestamp) end");
    // One text for one value, however it is written: 12.50 and 12.5, a day and its first second,
    // capital letters, blanks that no key types.
    run(
        "create macro bare(cell) as trim(cell, chr(32) || chr(9) || chr(10) || chr(13) || chr(160) || "
            + "chr(8239) || chr(65279))");
    run(
        "create macro same(cell) as case when abs(try_cast(bare(cell) as double)) < 1e15 then "
            + "(try_cast(bare(cell) as double) + 0.0)::varchar"
            + " when try_cast(bare(cell) as double) is not null then bare(cell)"
            // Typed copies of a file make truth values of yes and no, or of 1 and 0.
            + " when lower(bare(cell)) in ('true', 'yes') then '1.0' when lower(bare(cell)) in ('false', "
            + "'no') then '0.0' else coalesce(instant(bare(cell))::varchar, lower(nfc_normalize(bare(cell)))) end");
    run("create macro given(cell) as case when cell is null or upper(trim(cell)) in (" + missing()
        + ") then null else trim(cell) end");
  }

  private String missing() {
    return Stream.concat(Stream.of(""), properties.missing().stream())
        .map(token -> text(token.toUpperCase(Locale.ROOT)))
        .collect(Collectors.joining(", "));
  }

  /**
   * Reads a file whole into a table of texts with one digest a row; refuses it at the first row
   * that does not fit.
   */
  Table load(String name, TableFile file) {
    return load(name, file, null, percent -> {});
  }

  /** As above, telling how far it is. */
  Table load(String name, TableFile file, IntConsumer percent) {
    return load(name, file, null, percent);
  }

  /**
   * As above, with the columns in the order of another table; refuses when they are not the same
   * columns.
   */
  Table load(String name, TableFile file, Table like) {
    return load(name, file, like, percent -> {});
  }

  private Table load(String name, TableFile file, Table like, IntConsumer percent) {
    var found = columnsOf(file);
    Refusal.unless(
        found.names().size() <= properties.mostColumns(),
        TableFile.FIELD,
        "The file has " + found.names().size() + " columns; up to " + properties.mostColumns()
            + " are audited. Leave out columns that no model will use.");
    var places = like == null
        ? IntStream.range(0, found.names().size()).boxed().toList()
        : aligned(found.names(), like);
    var table = Table.of(name, like == null ? found.names() : like.columns(), found.warnings());
    try {
      fill(table, file, places, percent);
    } catch (SQLException unreadable) {
      fillStraightened(table, file, places, percent, unreadable);
    }
    try {
      Refusal.unless(
          number("select count(*) from " + name) > 0,
          TableFile.FIELD,
          "The file has column names but no rows. Give a file with data.");
      // Far below the head DuckDB takes a zero byte for a letter.
      Refusal.unless(
          number("select count(*) from " + name + " where contains(concat_ws('', "
                  + String.join(", ", table.aliases()) + "), chr(0))")
              == 0,
          TableFile.FIELD,
          "“" + file.name() + "” holds binary data among its texts. Export the table again.");
      return table;
    } catch (SQLException broken) {
      throw new IllegalStateException("The table “" + name + "” could not be counted", broken);
    }
  }

  private void fill(Table table, TableFile file, List<Integer> places, IntConsumer percent)
      throws SQLException {
    var casts = IntStream.range(0, places.size())
        .mapToObj(i -> "f" + places.get(i) + "::varchar as c" + i)
        .collect(Collectors.joining(", "));
    var whole = table.aliases().stream()
        .map(alias -> "coalesce(" + alias + ", chr(30))")
        .collect(Collectors.joining(", "));
    runWatched(
        "create table " + table.name() + " as select *, md5_number(concat_ws(chr(31), " + whole
            + ")) as content from (select " + casts + " from " + source(file, places.size()) + ")",
        percent);
  }

  /**
   * What DuckDB does not read is looked at row by row: that finds the line that is wrong, or mends
   * what is not.
   */
  private void fillStraightened(
      Table table,
      TableFile file,
      List<Integer> places,
      IntConsumer percent,
      SQLException unreadable) {
    if (file.parquet()
        || readable.get(file.path()).equals(copyOf(file.path()))
        || lacksMemory(unreadable)) throw new Refusal(TableFile.FIELD, sentence(file, unreadable));
    try {
      straighten(file);
      fill(table, file, places, percent);
    } catch (IOException | SQLException still) {
      throw new Refusal(TableFile.FIELD, sentence(file, still));
    }
  }

  private void straighten(TableFile file) throws IOException {
    CsvCopy.write(readable.get(file.path()), file.name(), file.csv(), copyOf(file.path()));
    readable.put(file.path(), copyOf(file.path()));
  }

  private Path copyOf(Path path) {
    return folder.resolve("straight-" + List.copyOf(readable.keySet()).indexOf(path) + ".csv");
  }

  /** What was remarkable about how the file is written, as far as it was looked at. */
  List<String> remarks(TableFile file) {
    if (file.parquet()) return List.of();
    var mended = file.csv().straight() && readable.get(file.path()).equals(copyOf(file.path()));
    return mended ? List.of(CsvHead.UNEVEN) : file.csv().remarks();
  }

  /** The names of the columns, each once. */
  ColumnNames columnsOf(TableFile file) {
    try {
      return ColumnNames.of(file.parquet() ? parquetColumns(file) : file.csv().header());
    } catch (SQLException unreadable) {
      throw new Refusal(TableFile.FIELD, sentence(file, unreadable));
    }
  }

  /**
   * Where the columns of the other table lie in this file; capital letters decide only where they
   * have to.
   */
  private static List<Integer> aligned(List<String> found, Table like) {
    var places = like.columns().stream()
        .map(column -> place(column, found, like.columns()))
        .toList();
    var absent = IntStream.range(0, places.size())
        .filter(i -> places.get(i) < 0)
        .mapToObj(like.columns()::get)
        .toList();
    var extra = IntStream.range(0, found.size())
        .filter(i -> !places.contains(i))
        .mapToObj(found::get)
        .toList();
    Refusal.unless(
        absent.isEmpty() && extra.isEmpty(),
        TableFile.FIELD,
        "The two files do not have the same columns"
            + (absent.isEmpty() ? "" : ": the second lacks " + String.join(", ", absent))
            + (extra.isEmpty() ? "" : ": only the second has " + String.join(", ", extra))
            + ". Make them the same and try again.");
    return places;
  }

  private static int place(String column, List<String> found, List<String> wanted) {
    if (found.contains(column)) return found.indexOf(column);
    var alike = IntStream.range(0, found.size())
        .filter(i -> found.get(i).equalsIgnoreCase(column) && !wanted.contains(found.get(i)))
        .toArray();
    return alike.length == 1 ? alike[0] : -1;
  }

  private List<String> parquetColumns(TableFile file) throws SQLException {
    var path = text(readable.get(file.path()).toString());
    var rows = number("select num_rows from parquet_file_metadata(" + path + ")");
    var size =
        number("select coalesce(sum(total_uncompressed_size), 0)::bigint from parquet_metadata("
            + path + ")");
    Refusal.unless(
        rows <= properties.mostRows() && size <= properties.largestUnpacked().toBytes(),
        TableFile.FIELD,
        "The file holds " + rows
            + " rows, more than are audited at once. Give a sample, or the newest part.");
    return topLevel(list(
        "select name, coalesce(num_children, 0) from parquet_schema(" + path + ")",
        row -> Map.entry(row.getString(1), row.getInt(2))));
  }

  /**
   * The schema lists each column before its parts; DuckDB's own list would rename those that differ
   * only in case.
   */
  private static List<String> topLevel(List<Map.Entry<String, Integer>> schema) {
    var names = new ArrayList<String>();
    for (int at = 1; at < schema.size(); at = behind(schema, at))
      names.add(schema.get(at).getKey());
    return names;
  }

  private static int behind(List<Map.Entry<String, Integer>> schema, int at) {
    var next = at + 1;
    for (int part = 0; part < schema.get(at).getValue(); part++) next = behind(schema, next);
    return next;
  }

  /** The columns are numbered: two names that differ only in case are one name to DuckDB. */
  private String source(TableFile file, int columns) {
    var path = text(readable.get(file.path()).toString());
    var numbered = IntStream.range(0, columns).mapToObj(i -> "f" + i);
    if (file.parquet())
      return "read_parquet(" + path + ") as file(" + numbered.collect(Collectors.joining(", "))
          + ")";
    return "read_csv(" + path + ", auto_detect = false, header = true, delim = "
        + text(String.valueOf(file.csv().delimiter()))
        + ", quote = '\"', escape = '\"', nullstr = '', strict_mode = true, null_padding = false, columns = {"
        + numbered.map(column -> column + ": 'VARCHAR'").collect(Collectors.joining(", ")) + "})";
  }

  static boolean lacksMemory(Exception broken) {
    return broken.getMessage() != null
        && broken.getMessage().toLowerCase(Locale.ROOT).contains("memory");
  }

  static String tooLittle(String what) {
    return what
        + " needs more memory than an audit may use. Give a sample, or raise pilotage.dataset.memory.";
  }

  private static String sentence(TableFile file, Exception unreadable) {
    var name = "“" + file.name() + "”";
    if (lacksMemory(unreadable)) return tooLittle(name);
    if (file.parquet())
      return "The Parquet file " + name
          + " is damaged or cut off. Write it again, and give that file.";
    return "In " + name
        + " the data cannot be read as a table. Open it in a spreadsheet, save it as CSV (UTF-8) or "
        + "Parquet, and give it again.";
  }

  void run(String sql) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs what may take minutes, and tells every half second how much of it is done. */
  private void runWatched(String sql, IntConsumer percent) throws SQLException {
    // The statement must not be closed under somebody who looks at it.
    var looking = new Object();
    try (var statement = database.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class)) {
      var watch = scheduler.scheduleWithFixedDelay(
          () -> {
            synchronized (looking) {
              tell(statement, percent);
            }
          },
          scheduler.getClock().instant().plus(TELL_EVERY),
          TELL_EVERY);
      try {
        statement.execute();
      } finally {
        watch.cancel(false);
        synchronized (looking) {
          statement.close();
        }
      }
    }
  }

  private static void tell(DuckDBPreparedStatement statement, IntConsumer percent) {
    try {
      var done = statement.isClosed() ? 0 : statement.getQueryProgress().getPercentage();
      if (done > 0) percent.accept((int) Math.min(100, done));
    } catch (SQLException unknown) {
      // Progress is a courtesy: the statement itself tells what goes wrong.
    }
  }

  long number(String sql) throws SQLException {
    return list(sql, row -> row.getLong(1)).get(0);
  }

  <T> List<T> list(String sql, Row<T> reader) throws SQLException {
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(sql)) {
      var found = new ArrayList<T>();
      while (rows.next()) found.add(reader.read(rows));
      return found;
    }
  }

  /**
   * A value as a literal; column names and cells reach SQL only through here or as a numbered
   * alias.
   */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
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

  /**
   * A loaded table: its columns by the names people gave them.
   *
   * @param groups columns in which only an empty cell is missing, or a word somebody named: a
   *     region may be called NA
   * @param notations columns that write numbers or times in their own way
   * @param warnings what was odd about the names
   */
  record Table(
      String name,
      List<String> columns,
      List<String> groups,
      List<String> missingInGroups,
      Map<String, Notation> notations,
      List<String> warnings) {

    static Table of(String name, List<String> columns, List<String> warnings) {
      return new Table(name, columns, List.of(), List.of(), Map.of(), warnings);
    }

    Table grouped(List<String> groups, List<String> missingInGroups) {
      return new Table(name, columns, groups, missingInGroups, notations, warnings);
    }

    Table written(Notations found) {
      return new Table(name, columns, groups, missingInGroups, found.columns(), warnings);
    }

    String alias(String column) {
      return "c" + columns.indexOf(column);
    }

    List<String> aliases() {
      return columns.stream().map(this::alias).toList();
    }

    /** The column's value as it is written, or null when it is missing in any spelling. */
    String given(String column) {
      if (!groups.contains(column)) return "given(" + alias(column) + ")";
      return "case when upper(trim(" + alias(column) + ")) in ('', "
          + missingInGroups.stream()
              .map(word -> text(word.toUpperCase(Locale.ROOT)) + ", ")
              .collect(Collectors.joining())
          + "'') then null else trim(" + alias(column) + ") end";
    }

    Notation notation(String column) {
      return notations.getOrDefault(column, Notation.PLAIN);
    }

    /** The column's number or time as programs write it. */
    String plain(String column) {
      return notation(column).plain(given(column));
    }
  }
}
