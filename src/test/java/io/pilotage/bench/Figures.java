package io.pilotage.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures as they are taken, for a person to read and for a program to compare. */
final class Figures {

  private final List<Map<String, Object>> taken = new ArrayList<>();

  void add(String what, double figure, String unit) {
    take(what, figure, unit);
  }

  /** Many measurements of the same: their median and 99th percentile. */
  void add(String what, List<Double> figures, String unit) {
    var sorted = figures.stream().sorted().toList();
    take(what + ", median", sorted.get(sorted.size() / 2), unit);
    take(what + ", p99", sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1), unit);
  }

  private void take(String what, double figure, String unit) {
    var line = new LinkedHashMap<String, Object>();
    line.put("what", what);
    line.put("figure", Math.round(figure * 100) / 100.0);
    line.put("unit", unit);
    taken.add(line);
    System.out.printf("%-62s %,12.2f %s%n", what, figure, unit);
  }

  /** Prints them once more in one table and keeps them. */
  void keep(Path file) throws IOException {
    System.out.printf("%n%-62s %12s%n", "On " + Runtime.getRuntime().availableProcessors() + " cores, Java " + Runtime.version().feature(), "");
    taken.forEach(line -> System.out.printf("%-62s %,12.2f %s%n", line.get("what"), line.get("figure"), line.get("unit")));
    Files.createDirectories(file.getParent());
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(),
        Map.of("at", Instant.now().toString(), "cores", Runtime.getRuntime().availableProcessors(), "figures", taken));
  }
}
