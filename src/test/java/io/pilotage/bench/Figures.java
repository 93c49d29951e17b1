package io.pilotage.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures as they are taken, for a person to read and for a program to compare. */
public final class Figures {

  private final String name;
  private final List<Map<String, Object>> taken = new ArrayList<>();

  public Figures(String name) {
    this.name = name;
  }

  public void add(String what, double figure, String unit) {
    take(what, figure, unit, null);
  }

  /** What two figures of this run say together, and what is aimed at. */
  public void ratio(String what, double figure, String aim) {
    take(what, figure, "×", aim);
  }

  /** Many measurements of the same: their median and their 99th percentile, which is answered. */
  public double add(String what, List<Double> figures, String unit) {
    var sorted = figures.stream().sorted().toList();
    take(what + ", median of " + sorted.size(), sorted.get(sorted.size() / 2), unit, null);
    var p99 = sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
    take(what + ", p99", p99, unit, null);
    return p99;
  }

  private void take(String what, double figure, String unit, String aim) {
    var line = new LinkedHashMap<String, Object>();
    line.put("what", what);
    line.put("figure", Math.round(figure * 1000) / 1000.0);
    line.put("unit", unit);
    if (aim != null) line.put("aim", aim);
    taken.add(line);
    System.out.println(written(line));
  }

  /** Prints them once more in one table and keeps them in target/bench. */
  public void keep() throws IOException {
    System.out.printf(
        "%n%s on %d cores, Java %d, load %.1f%n",
        name, Runtime.getRuntime().availableProcessors(), Runtime.version().feature(), load());
    taken.forEach(line -> System.out.println(written(line)));
    var folder = Files.createDirectories(Path.of("target", "bench"));
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(
            folder.resolve(name + ".json").toFile(),
            Map.of(
                "at",
                Instant.now().toString(),
                "cores",
                Runtime.getRuntime().availableProcessors(),
                "load",
                load(),
                "figures",
                taken));
  }

  private static String written(Map<String, Object> line) {
    return String.format(
        Locale.ROOT,
        "%-76s %,12.2f %-10s %s",
        line.get("what"),
        ((Number) line.get("figure")).doubleValue(),
        line.get("unit"),
        line.containsKey("aim") ? "aim: " + line.get("aim") : "");
  }

  private static double load() {
    return java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
