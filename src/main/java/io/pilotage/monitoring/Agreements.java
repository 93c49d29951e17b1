package io.pilotage.monitoring;

import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The human signal: which share of looked-at predictions people agree with. It counts when it was
 * said.
 */
@Component
public class Agreements {

  private record Version(String model, String version) {}

  private final AgreementTable table;

  Agreements(AgreementTable table) {
    this.table = table;
  }

  /** Keeps what a person said; asked again, the last answer of that person counts. */
  public void keep(
      String model, String version, String prediction, boolean agrees, String by, Instant now) {
    table.record(model, version, prediction, agrees, by, now);
  }

  public List<Reading> read(List<Window> windows) {
    var said = said(windows);
    return windows.stream().map(window -> reading(window, inside(window, said))).toList();
  }

  public List<Tally> tallies(List<Window> windows, Duration block) {
    var said = said(windows);
    var tallies = new ArrayList<Tally>();
    for (var window : windows) tallies.addAll(tally(window, inside(window, said), block));
    return tallies;
  }

  private Map<Version, List<AgreementTable.Agreement>> said(List<Window> windows) {
    if (windows.isEmpty()) return Map.of();
    var from = windows.stream().map(Window::from).min(Instant::compareTo).orElseThrow();
    var to = windows.stream().map(Window::to).max(Instant::compareTo).orElseThrow();
    return table.between(from, to).stream()
        .collect(Collectors.groupingBy(one -> new Version(one.model(), one.version())));
  }

  private static List<AgreementTable.Agreement> inside(
      Window window, Map<Version, List<AgreementTable.Agreement>> said) {
    return said.getOrDefault(new Version(window.model(), window.version()), List.of()).stream()
        .filter(one -> !one.saidAt().isBefore(window.from()) && one.saidAt().isBefore(window.to()))
        .toList();
  }

  private static Reading reading(Window window, List<AgreementTable.Agreement> said) {
    if (said.isEmpty()) return Reading.nothing(Signal.AGREEMENT, window);
    long agreed = said.stream().filter(AgreementTable.Agreement::agrees).count();
    var newest = said.stream()
        .map(AgreementTable.Agreement::saidAt)
        .max(Instant::compareTo)
        .orElseThrow();
    return Reading.of(Signal.AGREEMENT, window, (double) agreed / said.size(), said.size(), newest);
  }

  private static List<Tally> tally(
      Window window, List<AgreementTable.Agreement> said, Duration length) {
    var blocks = new TreeMap<Instant, long[]>();
    for (var one : said)
      blocks
          .computeIfAbsent(start(one.saidAt(), length), any -> new long[2])[one.agrees() ? 0 : 1]++;
    return blocks.entrySet().stream()
        .map(block -> new Tally(
            window.model(),
            window.version(),
            block.getKey(),
            block.getValue()[0],
            block.getValue()[1]))
        .toList();
  }

  private static Instant start(Instant time, Duration length) {
    return Instant.ofEpochMilli(
        Math.floorDiv(time.toEpochMilli(), length.toMillis()) * length.toMillis());
  }
}
