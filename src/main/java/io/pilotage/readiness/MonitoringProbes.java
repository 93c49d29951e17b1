package io.pilotage.readiness;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import io.pilotage.audit.Ledger;
import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Window;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks monitoring whether every required signal is there and fresh, for the serving or the
 * candidate version.
 */
@Service
public class MonitoringProbes {

  private static final Set<Signal> LATE =
      EnumSet.of(Signal.ACCURACY, Signal.FAIRNESS, Signal.AGREEMENT);

  private final Monitoring monitoring;
  private final Readiness readiness;
  private final Routes routes;
  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final ReadinessProperties properties;
  private final Clock clock;

  MonitoringProbes(
      Monitoring monitoring,
      Readiness readiness,
      Routes routes,
      JdbcClient jdbc,
      Ledger ledger,
      ReadinessProperties properties,
      Clock clock) {
    this.monitoring = monitoring;
    this.readiness = readiness;
    this.routes = routes;
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.properties = properties;
    this.clock = clock;
  }

  /** Asks now and stores what was found. Not fresh is an answer, not an error. */
  @Transactional
  public List<MonitoringProbe> probe(String initiative) {
    var found = look(initiative);
    jdbc.sql("delete from monitoring_probe where initiative = ?")
        .param(initiative)
        .update();
    found.forEach(probe -> store(initiative, probe));
    ledger.record(
        initiative,
        "system",
        "monitoring-probed",
        initiative,
        Map.of(
            "fresh",
            found.stream().filter(MonitoringProbe::fresh).count(),
            "required",
            found.size()));
    return found;
  }

  /** Asks now; empty before anybody said which signals are required. */
  public List<MonitoringProbe> look(String initiative) {
    var connection = readiness.find(initiative, MonitoringConnection.class);
    if (connection.isEmpty()) return List.of();
    var registration = readiness.registration(initiative);
    return connection.get().answer().required().stream()
        .map(signal -> look(signal, registration))
        .toList();
  }

  /** Why a signal gives no fresh data now; nothing when it does. */
  Optional<String> silence(String initiative, Signal signal) {
    var probe = look(signal, readiness.registration(initiative));
    return probe.fresh() ? Optional.empty() : Optional.of(probe.fact());
  }

  /** What the newest stored probe found. */
  public List<MonitoringProbe> of(String initiative) {
    return jdbc.sql(
            "select signal, version, fresh, samples, newest, fact from monitoring_probe where initiative "
                + "= ? order by signal")
        .param(initiative)
        .query((row, number) -> new MonitoringProbe(
            row.getString(1),
            row.getString(2),
            row.getBoolean(3),
            row.getLong(4),
            instant(row, 5),
            row.getString(6)))
        .list();
  }

  private MonitoringProbe look(Signal signal, Registration registration) {
    var now = clock.instant();
    var allowed = LATE.contains(signal) ? properties.lateFreshWithin() : properties.freshWithin();
    var windows = inPlay(registration)
        .map(version -> new Window(registration.model(), version, now.minus(allowed), now))
        .toList();
    var readings = monitoring.read(signal, windows);
    return readings.stream()
        .filter(reading -> fresh(reading, now.minus(allowed)))
        .max(Comparator.comparing(Reading::newest))
        .map(reading -> new MonitoringProbe(
            signal.label(),
            reading.version(),
            true,
            reading.n(),
            reading.newest(),
            signal.label() + " of version " + reading.version() + ": " + reading.n()
                + " samples, newest at " + reading.newest() + "."))
        .orElseGet(() -> silent(signal, readings, allowed));
  }

  /** What was registered, and what a later rollout or retraining has put in its place. */
  private Stream<String> inPlay(Registration registration) {
    var routed = routes.find(registration.model()).stream()
        .flatMap(route -> Stream.of(route.stable(), route.candidate()));
    return Stream.concat(Stream.of(registration.serving(), registration.candidate()), routed)
        .filter(Objects::nonNull)
        .distinct();
  }

  // NaN never compares as fine, so a value that is not finite is no data.
  private static boolean fresh(Reading reading, Instant oldest) {
    return reading.problem() == null
        && reading.n() > 0
        && Double.isFinite(reading.value())
        && reading.newest() != null
        && !reading.newest().isBefore(oldest);
  }

  private static MonitoringProbe silent(Signal signal, List<Reading> readings, Duration allowed) {
    var problem = readings.stream()
        .map(reading ->
            reading.tooFew() == null ? reading.problem() : "only " + reading.tooFew() + ".")
        .filter(Objects::nonNull)
        .findFirst();
    return new MonitoringProbe(
        signal.label(),
        null,
        false,
        0,
        null,
        problem
            .map(why -> signal.label() + " could not be read: " + why)
            .orElse(signal.label() + ": no sample within " + allowed
                + ", neither of the serving version nor of the candidate."));
  }

  private void store(String initiative, MonitoringProbe probe) {
    jdbc.sql(
            "insert into monitoring_probe (initiative, signal, version, fresh, samples, newest, fact, "
                + "probed_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(Arrays.asList(
            initiative,
            probe.signal(),
            probe.version(),
            probe.fresh(),
            probe.samples(),
            utc(probe.newest()),
            probe.fact(),
            utc(clock.instant())))
        .update();
  }
}
