package io.pilotage.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.TestClock;
import io.pilotage.traffic.Evaluations.Handed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

class EvaluationsTest {

  private final DriverManagerDataSource database = new DriverManagerDataSource(
      "jdbc:h2:mem:evaluations-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
  private final TestClock clock = new TestClock();
  private final Evaluations one = node(1, RouterKind.OFREP);
  private final Evaluations other = node(1, RouterKind.OFREP);

  @BeforeEach
  void makeTable() {
    new ResourceDatabasePopulator(
            new ClassPathResource("db/migration/V112__evaluation.sql"),
            new ClassPathResource("db/migration/V160__evaluation_counting.sql"))
        .execute(database);
  }

  @Test
  @DisplayName("Two nodes add to the same hours; what one has not told yet, it knows by itself")
  void nodesAddUp() {
    IntStream.range(0, 100)
        .parallel()
        .forEach(i -> one.count(Answer.of(route(500), "caller-" + i)));
    IntStream.range(0, 100).forEach(i -> other.count(Answer.of(route(500), "caller-" + i)));

    assertThat(all(one)).isEqualTo(100);
    one.keep();
    other.keep();
    one.keep();
    assertThat(all(one)).isEqualTo(200);
    assertThat(all(other)).isEqualTo(200);
    clock.pass(Duration.ofHours(3));
    one.keep();
    assertThat(one.since(clock.instant())).isEmpty();
    assertThat(one.since(clock.instant().minus(Duration.ofHours(4))))
        .containsKeys(new Handed("fraud", "v1"));
  }

  @Test
  @DisplayName(
      "In the shadow both versions answer what was asked once; without a candidate, or beside another "
          + "router, nothing is counted")
  void countsWhoAnswers() {
    one.count(Answer.of(route(0).shiftTo(0, Route.SHADOW), "anna"));

    assertThat(all(one)).isEqualTo(2);
    other.count(Answer.of(
        new Route("fraud", null, "v1", null, 0, null, false, "full", 1, clock.instant(), null),
        "anna"));
    assertThat(all(other)).isZero();
    var elsewhere = node(1, RouterKind.HAPROXY);
    elsewhere.count(Answer.of(route(500), "anna"));
    assertThat(elsewhere.reportsPerAnswer()).isZero();
    assertThat(all(elsewhere)).isZero();
  }

  @Test
  void tellsOnceAnHour() {
    assertThat(one.mayTell("fraud", "v2")).isTrue();
    assertThat(other.mayTell("fraud", "v2")).isFalse();
    assertThat(other.mayTell("fraud", "v1")).isTrue();
    clock.pass(Duration.ofHours(1));
    assertThat(other.mayTell("fraud", "v2")).isTrue();
  }

  @Test
  void knowsSinceWhenItCountsWithoutABreak() {
    node(0, RouterKind.OFREP).begin();
    one.begin();
    var since = one.countingSince();
    clock.pass(Duration.ofHours(1));
    other.begin();
    assertThat(other.countingSince()).as("another node goes on counting").isEqualTo(since);

    node(0, RouterKind.OFREP).begin();
    one.begin();
    assertThat(one.countingSince())
        .as("after a time without")
        .isAfter(since.plus(Duration.ofMinutes(59)));
  }

  @AfterEach
  void leaveRealTime() {
    clock.reset();
  }

  private long all(Evaluations node) {
    return node.since(clock.instant().truncatedTo(ChronoUnit.HOURS)).values().stream()
        .flatMap(hours -> hours.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  private Evaluations node(int reportsPerAnswer, RouterKind router) {
    return new Evaluations(
        new EvaluationTable(JdbcClient.create(database)),
        new TrafficProperties(
            router,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            100,
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            List.of(),
            reportsPerAnswer),
        clock);
  }

  private Route route(int share) {
    return new Route(
        "fraud",
        "FRAUD-1",
        "v1",
        "v2",
        share,
        null,
        false,
        "canary",
        3,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
