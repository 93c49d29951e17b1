package io.pilotage.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.unit.DataSize;

/** A data folder for tests, with everything that looks into it. */
final class Bench {

  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  final Path folder;
  final DatasetProperties properties;
  final Benches benches;
  final Profiler profiler;
  final DataFiles files;

  Bench(Path home, String... allowedHosts) {
    this(
        home,
        DataSize.ofMegabytes(5),
        DataSize.ofMegabytes(200),
        List.of(home.resolve("datasets")),
        allowedHosts);
  }

  Bench(
      Path home,
      DataSize largestFile,
      DataSize largestUnpacked,
      List<Path> folders,
      String... allowedHosts) {
    this(home, largestFile, largestUnpacked, folders, false, allowedHosts);
  }

  Bench(
      Path home,
      DataSize largestFile,
      DataSize largestUnpacked,
      List<Path> folders,
      boolean privateAddresses,
      String... allowedHosts) {
    this(
        home,
        largestFile,
        largestUnpacked,
        folders,
        privateAddresses,
        DataSize.ofMegabytes(512),
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        allowedHosts);
  }

  private Bench(
      Path home,
      DataSize largestFile,
      DataSize largestUnpacked,
      List<Path> folders,
      boolean privateAddresses,
      DataSize memory,
      Duration silence,
      Duration within,
      Duration patience,
      String... allowedHosts) {
    this.folder = folders.get(0);
    this.properties = new Binder(new MapConfigurationPropertySource(Map.of(
            "dataset.folders", folders,
            "dataset.work-folder", home.resolve("work"),
            "dataset.allowed-hosts", List.of(allowedHosts),
            "dataset.private-addresses", privateAddresses,
            "dataset.largest-file", largestFile,
            "dataset.largest-unpacked", largestUnpacked,
            "dataset.memory", memory,
            "dataset.fetch-timeout", silence,
            "dataset.fetch-within", within)))
        .bind("dataset", DatasetProperties.class)
        .get();
    var packing = new Packing(properties);
    this.benches = new Benches(properties, packing, scheduler(), patience);
    this.profiler = new Profiler(properties, benches, Clock.fixed(NOW, ZoneOffset.UTC));
    this.files = new DataFiles(properties, new Downloads(properties), packing);
    try {
      Files.createDirectories(folder);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** Little memory to work in. */
  static Bench with(Path home, DataSize memory) {
    return limited(
        home, memory, Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofSeconds(30));
  }

  /** Little patience with who sends data. */
  static Bench patient(Path home, Duration silence, Duration within, String... allowedHosts) {
    return limited(
        home, DataSize.ofMegabytes(512), silence, within, Duration.ofSeconds(30), allowedHosts);
  }

  /** No patience at all with benches that are taken. */
  static Bench hasty(Path home, String... allowedHosts) {
    return limited(
        home,
        DataSize.ofMegabytes(512),
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        Duration.ZERO,
        allowedHosts);
  }

  private static Bench limited(
      Path home,
      DataSize memory,
      Duration silence,
      Duration within,
      Duration patience,
      String... allowedHosts) {
    return new Bench(
        home,
        DataSize.ofGigabytes(1),
        DataSize.ofGigabytes(4),
        List.of(home.resolve("datasets")),
        false,
        memory,
        silence,
        within,
        patience,
        allowedHosts);
  }

  Path write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Path write(String name, byte[] data) {
    try {
      return Files.write(folder.resolve(name), data);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** The same table as Parquet, beside it. */
  Path parquet(Path csv) {
    var to = Path.of(csv.toString().replaceAll("csv$", "parquet"));
    try (var database = DriverManager.getConnection("jdbc:duckdb:");
        var statement = database.createStatement()) {
      statement.execute("copy (from '" + csv + "') to '" + to + "' (format parquet)");
    } catch (SQLException broken) {
      throw new AssertionError(broken);
    }
    return to;
  }

  Path pack(String name, String text) throws IOException {
    var path = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  Profile profile(Path path, AuditRequest request) {
    return profiler.profile(path, request, percent -> {});
  }

  static AuditRequest plain(String location) {
    return new AuditRequest(location, null, null, null, List.of(), null);
  }

  /** Looks how far a statement is, as the application's own. */
  static TaskScheduler scheduler() {
    var scheduler = new ThreadPoolTaskScheduler();
    scheduler.setDaemon(true);
    scheduler.initialize();
    return scheduler;
  }
}
