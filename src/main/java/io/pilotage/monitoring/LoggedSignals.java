package io.pilotage.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
@ConditionalOnProperty(prefix = "pilotage.monitoring", name = "source", havingValue = "log", matchIfMissing = true)
class LoggedSignals implements Monitoring {

  private static final Logger LOG = LoggerFactory.getLogger(LoggedSignals.class);

  private static final Set<Signal> TOLD_BY_PREDICTIONS = EnumSet.of(Signal.ERROR_RATE, Signal.LATENCY_P95, Signal.COST, Signal.CACHE_HITS, Signal.THROUGHPUT);

  private final LogFile file;
  private final MonitoringProperties properties;
  private final References references;
  private final Agreements agreements;

  LoggedSignals(LogFile file, MonitoringProperties properties, References references, Agreements agreements) {
    this.file = file;
    this.properties = properties;
    this.references = references;
    this.agreements = agreements;
  }

  @Override
  public List<Reading> read(Signal signal, List<Window> windows) {
    if (windows.isEmpty()) return List.of();
    try {
      return switch (signal) {
        case AGREEMENT -> agreements.read(windows);
        case FAIRNESS -> fairness(windows);
        case INPUT_DRIFT, PREDICTION_DRIFT -> drift(signal, windows);
        case ACCURACY -> values(List.of(signal), SignalSql.ACCURACY, windows).get(signal);
        default -> values(List.of(signal), SignalSql.values(List.of(signal)), windows).get(signal);
      };
    } catch (SQLException | RuntimeException failure) {
      return unreadable(signal, windows, failure);
    }
  }

  @Override
  public Map<Signal, List<Reading>> read(Set<Signal> signals, List<Window> windows) {
    var together = signals.stream().filter(TOLD_BY_PREDICTIONS::contains).toList();
    if (together.size() < 2 || windows.isEmpty()) return Monitoring.super.read(signals, windows);
    var readings = Monitoring.super.read(signals.stream().filter(signal -> !together.contains(signal)).collect(Collectors.toSet()), windows);
    try {
      readings.putAll(values(together, SignalSql.values(together), windows));
    } catch (SQLException | RuntimeException failure) {
      together.forEach(signal -> readings.put(signal, unreadable(signal, windows, failure)));
    }
    return readings;
  }

  private static List<Reading> unreadable(Signal signal, List<Window> windows, Exception failure) {
    LOG.warn("Signal {} could not be read", signal.label(), failure);
    return windows.stream().map(window -> Reading.unreadable(signal, window, "The prediction log cannot be read: " + failure.getMessage())).toList();
  }

  @Override
  public List<Tally> tallies(Signal signal, List<Window> windows, Duration block) {
    try {
      return switch (signal) {
        case AGREEMENT -> agreements.tallies(windows, block);
        case ACCURACY, ERROR_RATE -> tally(signal, rows(windows, window -> null), block);
        default -> List.of();
      };
    } catch (SQLException | RuntimeException failure) {
      LOG.warn("Signal {} could not be counted", signal.label(), failure);
      return List.of();
    }
  }

  @Override
  public List<Tally> slower(Map<Window, Double> limits, Duration block) {
    try {
      return tally(Signal.LATENCY_P95, rows(List.copyOf(limits.keySet()), limits::get), block);
    } catch (SQLException | RuntimeException failure) {
      LOG.warn("Slow predictions could not be counted", failure);
      return List.of();
    }
  }

  @Override
  public List<GroupTally> groups(List<Window> windows, Duration block) {
    try {
      var tallies = new ArrayList<GroupTally>();
      ask(rows(windows, window -> null), false, SignalSql.groups(block), row -> {
        var window = windows.get(row.getInt(1));
        tallies.add(new GroupTally(window.model(), window.version(), row.getString(2), row.getString(3), Micros.instant(row.getLong(4)),
            row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10)));
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
      var windows = beside.entrySet().stream().flatMap(pair -> Stream.of(pair.getKey(), pair.getValue())).toList();
      var tallies = new ArrayList<PairTally>();
      if (windows.isEmpty()) return tallies;
      ask(rows(windows, window -> null), false, SignalSql.pairs(block), row -> {
        var window = windows.get(row.getInt(1));
        tallies.add(new PairTally(window.model(), window.version(), Micros.instant(row.getLong(2)), row.getLong(3), row.getLong(4), row.getLong(5)));
      });
      return tallies;
    } catch (SQLException | RuntimeException failure) {
      LOG.warn("Requests that both versions answered could not be counted", failure);
      return List.of();
    }
  }

  /** Without groups too small to have a rate; an attribute with one group left has nothing to compare. */
  private List<GroupTally> largeEnough(List<GroupTally> tallies) {
    record Group(String model, String version, String attribute, String group) {}
    var sizes = tallies.stream().collect(Collectors.groupingBy(tally -> new Group(tally.model(), tally.version(), tally.attribute(), tally.group()),
        Collectors.summingLong(GroupTally::n)));
    return tallies.stream()
        .filter(tally -> sizes.get(new Group(tally.model(), tally.version(), tally.attribute(), tally.group())) >= properties.smallestGroup()).toList();
  }

  @Override
  public boolean available() {
    try (var connection = file.connect(); var statement = connection.createStatement()) {
      return statement.execute("select 1");
    } catch (SQLException failure) {
      return false;
    }
  }

  private Map<Signal, List<Reading>> values(List<Signal> signals, String sql, List<Window> windows) throws SQLException {
    var readings = new EnumMap<Signal, List<Reading>>(Signal.class);
    signals.forEach(signal -> readings.put(signal, windows.stream().map(window -> Reading.nothing(signal, window)).collect(Collectors.toCollection(ArrayList::new))));
    ask(rows(windows, window -> null), false, sql, row -> {
      int i = row.getInt(1);
      for (int at = 0; at < signals.size(); at++) {
        long n = row.getLong(3 + 3 * at);
        var signal = signals.get(at);
        if (n > 0) readings.get(signal).set(i, Reading.of(signal, windows.get(i), row.getDouble(2 + 3 * at), n, Micros.instant(row.getLong(4 + 3 * at))));
      }
    });
    return readings;
  }

  private List<Reading> fairness(List<Window> windows) throws SQLException {
    var found = Stream.generate(() -> new Fairness(properties.smallestGroup())).limit(windows.size()).toList();
    ask(rows(windows, window -> null), false, SignalSql.GROUPS, row ->
        found.get(row.getInt(1)).add(row.getString(2), row.getLong(4), row.getLong(5), Micros.instant(row.getLong(6))));
    return IntStream.range(0, windows.size()).mapToObj(i -> found.get(i).reading(windows.get(i))).toList();
  }

  private List<Reading> drift(Signal signal, List<Window> windows) throws SQLException {
    var reference = references.finder();
    var rows = windows.stream().map(window -> row(window, reference.apply(window), null)).toList();
    var found = Stream.generate(Drift::new).limit(rows.size()).toList();
    ask(rows, true, SignalSql.bins(signal), row -> collect(found.get(row.getInt(1)), row));
    return IntStream.range(0, rows.size()).mapToObj(i -> found.get(i).reading(signal, rows.get(i), properties.driftSample())).toList();
  }

  private static void collect(Drift drift, ResultSet row) throws SQLException {
    drift.add(row.getString(2), row.getString(3), row.getLong(4), row.getLong(5));
    long newest = row.getLong(6);
    if (!row.wasNull()) drift.newest(Micros.instant(newest));
  }

  private List<Tally> tally(Signal signal, List<Asked.Row> rows, Duration block) throws SQLException {
    if (rows.isEmpty()) return List.of();
    var tallies = new ArrayList<Tally>();
    ask(rows, false, SignalSql.tally(signal, block), row -> {
      var window = rows.get(row.getInt(1)).window();
      tallies.add(new Tally(window.model(), window.version(), Micros.instant(row.getLong(2)), row.getLong(3), row.getLong(4)));
    });
    return tallies;
  }

  private interface EachRow {
    void take(ResultSet row) throws SQLException;
  }

  private void ask(List<Asked.Row> rows, boolean references, String sql, EachRow each) throws SQLException {
    var limited = sql.formatted(Micros.literal(Asked.earliest(rows, references)), Micros.literal(Asked.latest(rows)));
    try (var connection = file.connect()) {
      Asked.put(connection, rows, properties.favourable());
      try (var statement = connection.createStatement(); var row = statement.executeQuery(limited)) {
        while (row.next()) each.take(row);
      }
    }
  }

  private List<Asked.Row> rows(List<Window> windows, Function<Window, Double> limit) {
    return windows.stream().map(window -> row(window, window, limit.apply(window))).toList();
  }

  private Asked.Row row(Window window, Window reference, Double limitMs) {
    var model = properties.of(window.model());
    return new Asked.Row(window, reference, properties.toleranceOf(window.model()), model.threshold(), model.favourable(), limitMs);
  }
}
