package io.pilotage.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The blocks a life has met: what stood in the way, the sentence people read, and what mended it.
 */
final class BlockTable {

  private final Map<String, Row> rows = new LinkedHashMap<>();

  private record Row(String requirement, String block, String sentence, String mendedBy) {

    private Row mended(String by) {
      return new Row(requirement, block, sentence, by);
    }
  }

  /** A block was met. Its sentence has to say what the test is about. */
  void met(String requirement, String block, String sentence, String part) {
    assertThat(sentence).as(block).contains(part);
    assertThat(rows).as("each block is met once").doesNotContainKey(block);
    rows.put(block, new Row(requirement, block, sentence, null));
  }

  boolean knows(String block) {
    return rows.containsKey(block);
  }

  void mended(String block, String by) {
    assertThat(rows).containsKey(block);
    rows.computeIfPresent(block, (name, row) -> row.mended(by));
  }

  void allAreMended() {
    assertThat(rows.values())
        .filteredOn(row -> row.mendedBy() == null)
        .extracting(Row::block)
        .as("met and never mended")
        .isEmpty();
  }

  /** How many blocks each requirement met. */
  Map<String, Long> perRequirement() {
    return rows.values().stream()
        .collect(Collectors.groupingBy(Row::requirement, TreeMap::new, Collectors.counting()));
  }

  /** The table as Markdown, on the console and as a file. */
  void print(Path file) {
    var text = rows.values().stream()
        .map(row -> "| " + row.requirement() + " | " + row.block() + " | "
            + row.sentence().replace("|", "/").replaceAll("\\s+", " ") + " | "
            + (row.mendedBy() == null ? "not mended" : row.mendedBy()) + " |")
        .collect(Collectors.joining(
            "\n", "| Row | Block | Sentence | Mended by |\n|---|---|---|---|\n", "\n"));
    System.out.println(text + rows.size() + " blocks met.");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
