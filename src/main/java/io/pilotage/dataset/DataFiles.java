package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Brings data within reach, and keeps everything else out of it: only files below the configured
 * folders and hosts on the list.
 */
@Component
public class DataFiles {

  // A form that is being completed holds a connection of the database.
  private static final Duration WHILE_SOMEBODY_WAITS = Duration.ofMinutes(1);

  private static final String ARRIVING = ".arriving-";

  private final DatasetProperties properties;
  private final Downloads downloads;
  private final Packing packing;

  DataFiles(DatasetProperties properties, Downloads downloads, Packing packing) {
    this.properties = properties;
    this.downloads = downloads;
    this.packing = packing;
  }

  /** Stores an upload whole or not at all, and answers the location to name it by. */
  public String upload(String initiative, String name, InputStream data) {
    return store(initiative, name, new Incoming(data, -1), "file", (bytes, of) -> {});
  }

  /**
   * Answers a place from which data may be taken, as it is written; refuses every other. Fetches
   * nothing.
   */
  String reach(String location) {
    var given = Refusal.unlessGiven(
        location,
        TableFile.FIELD,
        "Name the data: a file below the data folder, the location an upload answered, or an address on "
            + "the list of allowed hosts.");
    if (isAddress(given)) downloads.checked(given);
    else TableFile.look(resolve(given));
    return given;
  }

  /** The file, where the place is not an address from which it has to be fetched first. */
  Optional<Path> here(String location) {
    return isAddress(location) ? Optional.empty() : Optional.of(resolve(location));
  }

  /**
   * Fetches data now, so that what is looked at stays what it was, and answers the location to read
   * it by.
   */
  String fetch(String initiative, String address, Arrival arrival) {
    return fetch(initiative, address, properties.fetchWithin(), arrival);
  }

  /** The same for somebody who waits at a form, and only if it lies elsewhere. */
  String bring(String initiative, String location) {
    var given = reach(location);
    return isAddress(given)
        ? fetch(initiative, given, WHILE_SOMEBODY_WAITS, (bytes, of) -> {})
        : given;
  }

  private String fetch(String initiative, String location, Duration within, Arrival arrival) {
    var address = downloads.checked(location);
    try (var data = downloads.open(address, within)) {
      return store(initiative, lastName(address.getPath()), data, TableFile.FIELD, arrival);
    } catch (IOException unreadable) {
      throw new Refusal(
          TableFile.FIELD,
          "The data could not be fetched from " + address.getHost()
              + ". Try again, or upload the file.");
    }
  }

  private static boolean isAddress(String location) {
    return location.matches("(?i)[a-z][a-z0-9+.-]*://.*");
  }

  /** The files kept for an initiative, newest first; those still arriving are left out. */
  List<Upload> of(String initiative) {
    var folder = properties.folders().get(0).toAbsolutePath().resolve(checked(initiative));
    if (!Files.isDirectory(folder)) return List.of();
    try (var found = Files.list(folder)) {
      return found
          .filter(file ->
              Files.isRegularFile(file) && !file.getFileName().toString().startsWith("."))
          .map(file -> new Upload(
              initiative + "/" + file.getFileName(),
              file.toFile().length(),
              Instant.ofEpochMilli(file.toFile().lastModified())))
          .sorted(
              Comparator.comparing(Upload::at).thenComparing(Upload::location).reversed())
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Whether this is a file that has not come whole. */
  static boolean isArriving(Path path) {
    return path.getFileName().toString().matches(Pattern.quote(ARRIVING) + "\\d+-.*")
        && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Does something with data within reach. What was fetched for it goes again when that is refused.
   */
  <T> T with(String initiative, List<String> locations, Function<List<String>, T> work) {
    var brought = new ArrayList<String>();
    try {
      for (var location : locations) brought.add(bring(initiative, location));
      return work.apply(brought);
    } catch (RuntimeException refused) {
      for (int i = 0; i < brought.size(); i++) discard(brought.get(i), locations.get(i));
      throw refused;
    }
  }

  /** Removes a download whose order was refused; what was there before stays. */
  void discard(String location, String source) {
    if (location.equals(source.strip())) return;
    try {
      Files.deleteIfExists(resolve(location));
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }

  /**
   * The file behind a location; refuses what is missing, no file, or outside the folders, links
   * followed.
   */
  Path resolve(String location) {
    try {
      for (var folder : properties.folders()) {
        var root = Files.createDirectories(folder.toAbsolutePath().normalize()).toRealPath();
        var wanted = folder.toAbsolutePath().normalize().resolve(location).normalize();
        var candidate = Files.exists(wanted) ? wanted : asGiven(location);
        if (candidate == null || !Files.isRegularFile(candidate)) continue;
        var real = candidate.toRealPath();
        if (real.startsWith(root)) return real;
      }
    } catch (IOException | InvalidPathException unreadable) {
      // Falls through: a path that cannot be followed and one outside the folders get the same
      // answer.
    }
    throw new Refusal(
        TableFile.FIELD,
        "There is no data file “" + location
            + "” within the allowed folders. Upload the file, or ask for its folder to be put into "
            + "pilotage.dataset.folders.");
  }

  private static Path asGiven(String location) {
    var path = Path.of(location).toAbsolutePath().normalize();
    return Files.exists(path) ? path : null;
  }

  private String store(
      String initiative, String name, Incoming data, String field, Arrival arrival) {
    try {
      var folder = Files.createDirectories(
          properties.folders().get(0).toAbsolutePath().resolve(checked(initiative)));
      var part = Files.createTempFile(folder, ARRIVING, "-" + safe(name));
      try {
        copy(data, part, field, arrival);
        TableFile look = look(part, name);
        if (look.packed()) packing.measure(part);
        return initiative + "/" + settle(part, folder, safe(name)).getFileName();
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException full) {
      throw new Refusal(
          field,
          "The file could not be stored. Nothing was kept; try again, and tell the administrator when it "
              + "happens again.");
    }
  }

  static String tooLarge(DataSize most) {
    return "The file is larger than " + most.toMegabytes()
        + " MB. Put it into a data folder on the server and name it there, or give a sample as Parquet.";
  }

  private static String checked(String initiative) {
    Refusal.unless(
        initiative.matches("[A-Za-z0-9][A-Za-z0-9_-]*"),
        "initiative",
        "Name an initiative by its key.");
    return initiative;
  }

  private static TableFile look(Path part, String name) {
    try {
      return TableFile.look(part);
    } catch (Refusal refused) {
      throw new Refusal(
          "file", refused.getMessage().replace(part.getFileName().toString(), safe(name)));
    }
  }

  private void copy(Incoming data, Path to, String field, Arrival arrival) throws IOException {
    var most = properties.largestFile().toBytes();
    Refusal.unless(data.size() <= most, field, tooLarge(properties.largestFile()));
    try (OutputStream out = Files.newOutputStream(to)) {
      var buffer = new byte[1 << 16];
      long total = 0;
      for (int n; (n = data.bytes().read(buffer)) > 0; out.write(buffer, 0, n)) {
        total += n;
        Refusal.unless(total <= most, field, tooLarge(properties.largestFile()));
        arrival.came(total, data.size());
      }
    }
  }

  /** Never replaces a file: an audit speaks about the one it read. */
  private static Path settle(Path part, Path folder, String name) throws IOException {
    for (int number = 1; ; number++) {
      var wanted = folder.resolve(number == 1 ? name : number + "-" + name);
      try {
        Files.createFile(wanted);
        return Files.move(part, wanted, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      } catch (FileAlreadyExistsException taken) {
        // The next number is free sooner or later.
      }
    }
  }

  private static String lastName(String path) {
    return path == null || path.isEmpty() ? "data" : path.substring(path.lastIndexOf('/') + 1);
  }

  private static String safe(String name) {
    var last = name == null
        ? ""
        : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    var clean =
        last.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^[._-]+", "").toLowerCase(Locale.ROOT);
    return clean.isEmpty() ? "data" : clean.substring(Math.max(0, clean.length() - 100));
  }

  /** Hears how much has come. */
  interface Arrival {
    /** Bytes so far, of so many; below zero when nobody knows of how many. */
    void came(long bytes, long of);
  }

  /** Bytes on their way, and how many there will be: below zero when nobody knows. */
  record Incoming(InputStream bytes, long size) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }
}
