package io.pilotage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What each test class leaves for the checks that judge all of them together ({@code …CoverageIT}):
 * a file of lines by its name in {@code target/notes}, whichever JVM it ran in. The build empties
 * the folder before the tests.
 */
public record Notes(String about) {

  private static final Path FOLDER = Path.of("target", "notes");

  public void write(Class<?> test, Collection<String> lines) {
    try {
      Files.createDirectories(FOLDER.resolve(about));
      Files.write(file(test.getName()), new TreeSet<>(lines));
    } catch (IOException cannotWrite) {
      throw new UncheckedIOException(cannotWrite);
    }
  }

  /** Empty when the test class has not run. */
  public Optional<Set<String>> of(String test) {
    if (!Files.exists(file(test))) return Optional.empty();
    try {
      return Optional.of(Set.copyOf(Files.readAllLines(file(test))));
    } catch (IOException cannotRead) {
      throw new UncheckedIOException(cannotRead);
    }
  }

  private Path file(String test) {
    return FOLDER.resolve(about).resolve(test);
  }
}
