package io.pilotage.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.incident.Incident;
import io.pilotage.incident.Incidents;
import io.pilotage.initiative.Initiatives;
import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Tally;
import io.pilotage.monitoring.Window;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.retraining.Retrainings;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The watch while monitoring is out of reach. */
class MonitoringOutageTest extends WebTest {

  @Autowired
  private WatchTable table;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private Triggers triggers;

  @Autowired
  private Retrainings retrainings;

  @Autowired
  private Savings savings;

  @Autowired
  private EachAlone eachAlone;

  @Autowired
  private Turns turns;

  @Autowired
  private Notices notices;

  @Autowired
  private WatchProperties properties;

  @Autowired
  private TransactionTemplate transactions;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private JdbcClient jdbc;

  @Autowired
  private Incidents incidents;

  private final Unreachable monitoring = new Unreachable();
  private Watches watches;

  @BeforeEach
  void serve() {
    watches = new Watches(
        table,
        routes,
        monitoring,
        rollouts,
        triggers,
        retrainings,
        savings,
        eachAlone,
        turns,
        notices,
        properties,
        clock);
    var key = "OUT-" + (UUID.randomUUID().hashCode() >>> 1);
    initiatives.register("Outage " + key, key, "pm");
    models.adopt(key.toLowerCase(Locale.ROOT), "v1", key, "s3://models/v1", "engineering");
    routes.open(key.toLowerCase(Locale.ROOT), key, "v1", "rules", "engineering");
  }

  @AfterEach
  void answerAgain() {
    monitoring.reachable = true;
    look();
    outages().forEach(incident -> {
      incidents.reviewed(incident.id(), "It was a test");
      engine
          .getRuntimeService()
          .createProcessInstanceQuery()
          .processDefinitionKey("handle-incident")
          .variableValueEquals("incident", (int) incident.id())
          .list()
          .forEach(instance -> engine
              .getRuntimeService()
              .deleteProcessInstanceIfExists(
                  instance.getId(), "test is over", true, true, true, true));
      // Open at a time that is still to come, it would trouble the weeks of every other model.
      jdbc.sql("delete from incident where id = ?").param(incident.id()).update();
    });
  }

  @Test
  @DisplayName(
      "R64 R73 an outage of monitoring is dated, told once, and one incident after two intervals")
  void tellsOfAnOutage() {
    var before = told();

    look();
    look();

    assertThat(watches.unreachableSince()).isPresent();
    assertThat(told() - before).isOne();
    assertThat(outages()).isEmpty();

    clock.pass(properties.interval().multipliedBy(2).plus(Duration.ofSeconds(1)));
    look();
    look();

    assertThat(told() - before).isOne();
    assertThat(outages()).singleElement().satisfies(incident -> {
      assertThat(incident.severity()).isEqualTo("critical");
      assertThat(incident.why()).contains("connection refused");
    });
  }

  @Test
  void judgesNothingWhileItIsBlind() {
    var verdicts =
        routes.all().stream().map(route -> rollouts.verdictOf(route.model())).toList();

    look();

    assertThat(routes.all().stream()
            .map(route -> rollouts.verdictOf(route.model()))
            .toList())
        .isEqualTo(verdicts);
  }

  @Test
  void endsWhenMonitoringAnswersAgain() {
    look();
    var before = count("Monitoring answers again");
    monitoring.reachable = true;

    look();

    assertThat(watches.unreachableSince()).isEmpty();
    assertThat(count("Monitoring answers again") - before).isOne();
  }

  @Test
  void keepsWhyAFindingCouldNotBeRaised() {
    var look = UUID.randomUUID().toString();
    table.found(
        look,
        new WatchTable.Finding(
            "gone-meanwhile", "v1", false, "silence", "warning", "Nothing is heard."));

    watches.raise(look);

    assertThat(table.toRaise(look)).hasSize(1);
    assertThat(jdbc.sql("select problem from watch_finding where look = ?")
            .param(look)
            .query(String.class)
            .single())
        .contains("gone-meanwhile");
  }

  private void look() {
    var look = UUID.randomUUID().toString();
    transactions.executeWithoutResult(status -> watches.query(look));
    if (!monitoring.reachable) transactions.executeWithoutResult(status -> watches.judge(look));
    if (!monitoring.reachable) watches.raise(look);
    turns.end(look);
  }

  private long told() {
    return count("Monitoring does not answer");
  }

  /** How often it was told, ever: of the newest ones other tests may have told every one. */
  private long count(String subject) {
    return jdbc.sql("select count(*) from notice where subject = ?")
        .param(subject)
        .query(Long.class)
        .single();
  }

  private List<Incident> outages() {
    return incidents.open().stream()
        .filter(incident -> incident.cause().equals("monitoring"))
        .toList();
  }

  /** A source that cannot be asked until the test says so. */
  private static class Unreachable implements Monitoring {

    private boolean reachable;

    @Override
    public List<Reading> read(Signal signal, List<Window> windows) {
      return windows.stream()
          .map(window -> new Reading(
              signal,
              window.model(),
              window.version(),
              reachable ? 1 : Double.NaN,
              reachable ? 1 : 0,
              reachable ? window.to() : null,
              reachable ? null : "connection refused"))
          .toList();
    }

    @Override
    public List<Tally> tallies(Signal signal, List<Window> windows, Duration block) {
      return List.of();
    }

    @Override
    public List<Tally> slower(Map<Window, Double> limits, Duration block) {
      return List.of();
    }

    @Override
    public boolean available() {
      return reachable;
    }
  }
}
