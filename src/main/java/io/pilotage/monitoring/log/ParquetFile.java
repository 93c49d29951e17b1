package io.pilotage.monitoring.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.duckdb.DuckDBConnection;

/**
 * The predictions of a window as a Parquet file that is gone when it is closed. A prediction sent
 * twice is in it once, with the last known actual beside it; features and groups are JSON texts.
 */
class ParquetFile implements AutoCloseable {

  private static final String COPY = """
      copy (
        with chosen as (
          select * from prediction where model = '%1$s' and made_at >= %2$s and made_at < %3$s
          qualify row_number() over (partition by id, version order by seq) = 1),
        rival as (
          select id, arg_min(model, seq) as first_model, min(seq) as first_seq from prediction
          where id in (select id from chosen) group by id having min(model) <> max(model)),
        truth as (
          select o.* from outcome o left join rival r on r.id = o.id
          where o.id in (select id from chosen)
            and (o.model = '%1$s' or o.model is null
              and (r.id is null or r.first_model = '%1$s' and r.first_seq < o.seq))
          qualify row_number() over (partition by o.id order by known_at desc, o.seq desc) = 1)
        select chosen.id, chosen.model, version, made_at as "at", chosen.label as prediction, score,
          features, traits as "groups",
          latency_ms as "latencyMs", failed as "error", cost, cached, truth.label as actual, known_at as "actualAt"
        from chosen left join truth on truth.id = chosen.id order by made_at, chosen.seq
      ) to '%4$s' (format parquet, compression zstd)""";

  private final Path path;

  private ParquetFile(Path path) {
    this.path = path;
  }

  static ParquetFile of(DuckDBConnection connection, String model, String from, String to)
      throws SQLException, IOException {
    var file = new ParquetFile(Files.createTempFile("predictions-", ".parquet"));
    try (var statement = connection.createStatement()) {
      statement.execute(
          String.format(Locale.ROOT, COPY, quoted(model), from, to, quoted(file.path.toString())));
      return file;
    } catch (SQLException failure) {
      file.close();
      throw failure;
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }
}
