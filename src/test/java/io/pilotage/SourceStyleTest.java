package io.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the formatter leaves as it is: long words in texts and text blocks. */
class SourceStyleTest {

  private static final int COLUMNS = 120;

  @Test
  void noLineIsLongerThanAScreenIsWide() throws IOException {
    try (var files = Files.walk(Path.of("src"))) {
      assertThat(files
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(SourceStyleTest::tooLong))
          .isEmpty();
    }
  }

  @Test
  void aLongLineIsFound() {
    assertThat(tooLong(Path.of("Some.java"), List.of("é".repeat(COLUMNS), "x".repeat(COLUMNS + 1))))
        .containsExactly("Some.java:2 has 121 columns");
  }

  private static Stream<String> tooLong(Path file) {
    try {
      return tooLong(file, Files.readAllLines(file)).stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> tooLong(Path file, List<String> lines) {
    var found = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      int columns = lines.get(i).codePointCount(0, lines.get(i).length());
      if (columns > COLUMNS) found.add(file + ":" + (i + 1) + " has " + columns + " columns");
    }
    return found;
  }
}
