package io.pilotage.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where the sample worker leaves what it has trained, and the sample service finds it. */
final class TrainedModels {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<Path, LogisticModel> read = new ConcurrentHashMap<>();

  TrainedModels(Path folder) {
    this.folder = folder;
  }

  /** Writes the artifact and answers its name. */
  String keep(String model, String version, LogisticModel trained) {
    try {
      var file = file(model, version);
      Files.createDirectories(file.getParent());
      Files.writeString(file, JSON.writeValueAsString(trained));
      read.put(file, trained);
      return "models/" + model + "/" + version + ".json";
    } catch (IOException cannotWrite) {
      throw new UncheckedIOException(cannotWrite);
    }
  }

  /** Nothing for a version that was not trained here. */
  Optional<LogisticModel> find(String model, String version) {
    var file = file(model, version);
    return Files.exists(file)
        ? Optional.of(read.computeIfAbsent(file, TrainedModels::parsed))
        : Optional.empty();
  }

  private Path file(String model, String version) {
    return folder.resolve(model).resolve(version + ".json");
  }

  private static LogisticModel parsed(Path file) {
    try {
      return JSON.readValue(file.toFile(), LogisticModel.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
