package io.pilotage.monitoring.log;

import io.pilotage.monitoring.Agreements;
import io.pilotage.monitoring.GroupTally;
import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.PairTally;
import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Tally;
import io.pilotage.monitoring.Vocabulary;
import io.pilotage.monitoring.Window;
import io.pilotage.monitoring.intake.Micros;
import io.pilotage.verdict.Signal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Signals from the prediction log. */
@Component
@ConditionalOnProperty(
    prefix = "pilotage.monitoring",
    name = "source",
    havingValue = "log",
    matchIfMissing = true)
class LoggedSignals implements Monitoring {

  private static final Logger LOG = LoggerFactory.getLogger(LoggedSignals.class);

  private static final Set<Signal> IN_ONE_PASS = EnumSet.of(
      Signal.ACCURACY,
      Signal.ERROR_RATE,
      Signal.LATENCY_P95,
      Signal.COST,
      Signal.CACHE_HITS,
      Signal.THROUGHPUT);

  private final LogFile file;
  private final MonitoringProperties properties;
  private final References references;
  private final Agreements agreements;
  private final String favourable;

  LoggedSignals(
      LogFile file, MonitoringProperties properties, References references, Agreements agreements) {
    this.file = file;
    this.properties = properties;
    this.references = references;
    this.agreements = agreements;
    this.favourable = SignalSql.words(properties.favourable());
  }

  @Override
  public List<Reading> read(Signal signal, List<Window> windows) {
    if (windows.isEmpty()) return List.of();
    try {
      return switch (signal) {
        case AGREEMENT -> agreements.read(windows);
        case FAIRNESS -> fairness(windows);
        case INPUT_DRIFT, PREDICTION_DRIFT -> drift(signal, windows);
        default -> values(List.of(signal), windows).get(signal);
      };
    } catch (SQLException | RuntimeException failure) {
      return unreadable(signal, windows, failure);
    }
  }

  @Override
  public Map<Signal, List<Reading>> read(Set<Signal> signals, List<Window> windows) {
    var together = signals.stream().filter(IN_ONE_PASS::contains).toList();
    if (together.size() < 2 || windows.isEmpty()) return Monitoring.super.read(signals, windows);
    var readings = Monitoring.super.read(
        signals.stream().filter(signal -> !together.contains(signal)).collect(Collectors.toSet()),
        windows);
    try {
      readings.putAll(values(together, windows));
    } catch (SQLException | RuntimeException failure) {
      together.forEach(signal -> readings.put(signal, unreadable(signal, windows, failure)));
    }
    return readings;
  }

  private static List<Reading> unreadable(Signal signal, List<Window> windows, Exception failure) {
    LOG.warn("Signal {} could not be read", signal.label(), failure);
    return windows.stream()
        .map(window -> Reading.unreadable(
            signal, window, "The prediction log cannot be read: " + failure.getMessage()))
        .toList();
  }

  @Override
  public List<Tally> tallies(Signal signal, List<Window> windows, Duration block) {
    if (signal == Signal.LATENCY_P95) return List.of();
    // The window itself is what matters; only the latency has a limit to be held against.
    return count(
            Map.of(
                signal,
                windows.stream()
                    .distinct()
                    .collect(Collectors.toMap(Function.identity(), window -> Double.NaN))),
            block)
        .get(signal);
  }

  @Override
  public List<Tally> slower(Map<Window, Double> limits, Duration block) {
    return count(Map.of(Signal.LATENCY_P95, limits), block).get(Signal.LATENCY_P95);
  }

  @Override
  public Map<Signal, List<Tally>> count(Map<Signal, Map<Window, Double>> asked, Duration block) {
    var tallies = new EnumMap<Signal, List<Tally>>(Signal.class);
    asked.keySet().forEach(signal -> tallies.put(signal, new ArrayList<>()));
    try {
      var agreement = asked.get(Signal.AGREEMENT);
      if (agreement != null)
        tallies.put(Signal.AGREEMENT, agreements.tallies(List.copyOf(agreement.keySet()), block));
      var signals = SignalSql.COUNTED.stream().filter(asked::containsKey).toList();
      var windows = signals.stream()
          .flatMap(signal -> asked.get(signal).keySet().stream())
          .distinct()
          .toList();
      if (windows.isEmpty()) return tallies;
      ask(
          rows(
              windows,
              window -> asked.getOrDefault(Signal.LATENCY_P95, Map.of()).get(window)),
          false,
          SignalSql.tallies(signals, block),
          row -> {
            var window = windows.get(row.getInt(1));
            for (int at = 0; at < signals.size(); at++) {
              long right = row.getLong(3 + 2 * at);
              long wrong = row.getLong(4 + 2 * at);
              var signal = signals.get(at);
              if (right + wrong == 0 || !asked.get(signal).containsKey(window)) continue;
              tallies
                  .get(signal)
                  .add(new Tally(
                      window.model(),
                      window.version(),
                      Micros.instant(row.getLong(2)),
                      right,
                      wrong));
            }
          });
      return tallies;
    } catch (SQLException | RuntimeException failure) {
      LOG.warn("Signals {} could not be counted", asked.keySet(), failure);
      tallies.replaceAll((signal, some) -> List.of());
      return tallies;
    }
  }

  @Override
  public List<GroupTally> groups(List<Window> windows, Duration block) {
    try {
      var tallies = new ArrayList<GroupTally>();
      ask(rows(windows, window -> null), false, SignalSql.groups(block), row -> {
        var window = windows.get(row.getInt(1));
        tallies.add(new GroupTally(
            window.model(),
            window.version(),
            row.getString(2),
            row.getString(3),
            Micros.instant(row.getLong(4)),
            row.getLong(5),
            row.getLong(6),
            new GroupTally.Known(row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10))));
      });
      return largeEnough(tallies);
    } catch (SQLException | RuntimeException failure) {
      LOG.warn("Groups of people could not be counted", failure);
      return List.of();
    }
  }

  @Override
  public List<PairTally> pairs(Map<Window, Window> beside, Duration block) {
    try {
      var windows = beside.entrySet().stream()
          .flatMap(pair -> Stream.of(pair.getKey(), pair.getValue()))
          .toList();
      var tallies = new ArrayList<PairTally>();
      if (windows.isEmpty()) return tallies;
      ask(rows(windows, window -> null), false, SignalSql.pairs(block), row -> {
        var window = windows.get(row.getInt(1));
        tallies.add(new PairTally(
            window.model(),
            window.version(),
            Micros.instant(row.getLong(2)),
            row.getLong(3),
            row.getLong(4),
            row.getLong(5)));
      });
      return tallies;
    } catch (SQLException | RuntimeException failure) {
      LOG.warn("Requests that both versions answered could not be counted", failure);
      return List.of();
    }
  }

  @Override
  public long answeredByBoth(Window version, Window beside) {
    try {
      var shared = new AtomicLong();
      ask(
          rows(List.of(version, beside), window -> null),
          false,
          SignalSql.SHARED,
          row -> shared.set(row.getLong(1)));
      return shared.get();
    } catch (SQLException | RuntimeException failure) {
      LOG.warn(
          "Requests that both versions of {} claim to have answered could not be counted",
          version.model(),
          failure);
      return 0;
    }
  }

  public List<Vocabulary> vocabularies(List<Window> windows) {
    try {
      var vocabularies = new ArrayList<Vocabulary>();
      if (windows.isEmpty()) return vocabularies;
      ask(rows(windows, window -> null), false, SignalSql.VOCABULARIES, row -> {
        var window = windows.get(row.getInt(1));
        vocabularies.add(new Vocabulary(
            window.model(),
            window.version(),
            texts(row, 2),
            row.getLong(3),
            texts(row, 4),
            row.getLong(5),
            row.getLong(3) + row.getLong(5) - row.getLong(6)));
      });
      return vocabularies;
    } catch (SQLException | RuntimeException failure) {
      LOG.warn("Answers and outcomes could not be listed", failure);
      return List.of();
    }
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    return Stream.of((Object[]) row.getArray(column).getArray())
        .map(String::valueOf)
        .toList();
  }

  /**
   * Without groups too small to have a rate; an attribute with one group left has nothing to
   * compare.
   */
  private List<GroupTally> largeEnough(List<GroupTally> tallies) {
    record Group(String model, String version, String attribute, String group) {}
    var sizes = tallies.stream()
        .collect(Collectors.groupingBy(
            tally -> new Group(tally.model(), tally.version(), tally.attribute(), tally.group()),
            Collectors.summingLong(GroupTally::n)));
    return tallies.stream()
        .filter(tally ->
            sizes.get(new Group(tally.model(), tally.version(), tally.attribute(), tally.group()))
                >= properties.smallestGroup())
        .toList();
  }

  @Override
  public boolean available() {
    try (var connection = file.connect();
        var statement = connection.createStatement()) {
      return statement.execute("select 1");
    } catch (SQLException failure) {
      return false;
    }
  }

  private Map<Signal, List<Reading>> values(List<Signal> signals, List<Window> windows)
      throws SQLException {
    var readings = new EnumMap<Signal, List<Reading>>(Signal.class);
    signals.forEach(signal -> readings.put(
        signal,
        windows.stream()
            .map(window -> Reading.nothing(signal, window))
            .collect(Collectors.toCollection(ArrayList::new))));
    ask(rows(windows, window -> null), false, SignalSql.values(signals), row -> {
      int i = row.getInt(1);
      for (int at = 0; at < signals.size(); at++) {
        long n = row.getLong(3 + 3 * at);
        var signal = signals.get(at);
        if (n > 0)
          readings
              .get(signal)
              .set(
                  i,
                  Reading.of(
                      signal,
                      windows.get(i),
                      row.getDouble(2 + 3 * at),
                      n,
                      Micros.instant(row.getLong(4 + 3 * at))));
      }
    });
    return readings;
  }

  private List<Reading> fairness(List<Window> windows) throws SQLException {
    var found = Stream.generate(() -> new Fairness(properties.smallestGroup()))
        .limit(windows.size())
        .toList();
    ask(
        rows(windows, window -> null),
        false,
        SignalSql.GROUPS,
        row -> found
            .get(row.getInt(1))
            .add(row.getString(2), row.getLong(4), row.getLong(5), Micros.instant(row.getLong(6))));
    return IntStream.range(0, windows.size())
        .mapToObj(i -> found.get(i).reading(windows.get(i)))
        .toList();
  }

  private List<Reading> drift(Signal signal, List<Window> windows) throws SQLException {
    var reference = references.finder();
    var rows = windows.stream()
        .map(window -> row(window, reference.apply(window), null))
        .toList();
    var found = Stream.generate(Drift::new).limit(rows.size()).toList();
    ask(rows, true, SignalSql.bins(signal), row -> collect(found.get(row.getInt(1)), row));
    return IntStream.range(0, rows.size())
        .mapToObj(i -> found.get(i).reading(signal, rows.get(i), properties.driftSample()))
        .toList();
  }

  private static void collect(Drift drift, ResultSet row) throws SQLException {
    drift.add(row.getString(2), row.getString(3), row.getLong(4), row.getLong(5));
    long newest = row.getLong(6);
    if (!row.wasNull()) drift.newest(Micros.instant(newest));
  }

  private interface EachRow {
    void take(ResultSet row) throws SQLException;
  }

  private void ask(List<Asked.Row> rows, boolean references, String sql, EachRow each)
      throws SQLException {
    var limited = String.format(
        Locale.ROOT,
        sql,
        Micros.literal(Asked.earliest(rows, references)),
        Micros.literal(Asked.latest(rows)),
        favourable,
        file.ofSeveralModels());
    try (var connection = file.connect()) {
      Asked.put(connection, rows);
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(limited)) {
        while (row.next()) each.take(row);
      }
    }
  }

  private List<Asked.Row> rows(List<Window> windows, Function<Window, Double> limit) {
    return windows.stream()
        .map(window -> row(window, window, limit.apply(window)))
        .toList();
  }

  private Asked.Row row(Window window, Window reference, Double limitMs) {
    var model = properties.of(window.model());
    return new Asked.Row(
        window,
        reference,
        properties.toleranceOf(window.model()),
        model.threshold(),
        model.favourable(),
        limitMs);
  }
}
