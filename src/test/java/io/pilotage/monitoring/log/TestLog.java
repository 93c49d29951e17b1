package io.pilotage.monitoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pilotage.monitoring.Window;
import io.pilotage.monitoring.intake.Clockwork;
import io.pilotage.monitoring.intake.OutcomeLine;
import io.pilotage.monitoring.intake.PredictionLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** A prediction log in memory, without the application around it. */
class TestLog implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  final LogFile file = new LogFile(":memory:", 256);
  final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  final LogWriter writer =
      new LogWriter(file, clock, Duration.ofDays(400), DataSize.ofGigabytes(1));
  private final Map<String, String> live = new HashMap<>();
  private final MonitoringProperties properties;

  TestLog(Map<String, String> settings) {
    this.properties = properties(settings);
  }

  static MonitoringProperties properties(Map<String, String> settings) {
    var given = new HashMap<>(settings);
    given.putIfAbsent("pilotage.monitoring.file", ":memory:");
    return new Binder(new MapConfigurationPropertySource(given))
        .bindOrCreate("pilotage.monitoring", MonitoringProperties.class);
  }

  LoggedSignals signals() {
    return new LoggedSignals(file, properties, references(), null);
  }

  Baselines baselines() {
    return new Baselines(Optional.of(file));
  }

  void live(String model, String version) {
    live.put(model, version);
  }

  void predictions(List<String> lines) {
    writer
        .store(
            parsed(lines, body -> PredictionLine.read(body, 0, body.length, clockwork())),
            List.of())
        .join();
  }

  void outcomes(List<String> lines) {
    writer
        .store(
            List.of(), parsed(lines, body -> OutcomeLine.read(body, 0, body.length, clockwork())))
        .join();
  }

  private References references() {
    return new References(null, properties) {
      @Override
      Function<Window, Window> finder() {
        return window -> of(window, live.getOrDefault(window.model(), window.version()));
      }
    };
  }

  private Clockwork clockwork() {
    return new Clockwork(clock, Duration.ofDays(400), Duration.ofMinutes(5));
  }

  private static <T> List<T> parsed(List<String> lines, Function<byte[], T> read) {
    var parsed = new ArrayList<T>();
    for (var line : lines) parsed.add(read.apply(line.getBytes(UTF_8)));
    return parsed;
  }

  @Override
  public void close() throws Exception {
    writer.close();
    file.close();
  }
}
