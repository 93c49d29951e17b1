package io.pilotage.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.pilotage.WebTest;
import io.pilotage.incident.Incidents;
import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.StageVerdict;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** A look that takes longer than its interval. */
class OneLookAtATimeTest extends WebTest {

  @Autowired
  private Watches watches;

  @Autowired
  private Turns turns;

  @Autowired
  private WatchTable table;

  @Autowired
  private Incidents incidents;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private Routes routes;

  @Autowired
  private Models models;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private MeterRegistry meters;

  private final String slow = UUID.randomUUID().toString();
  private final String next = UUID.randomUUID().toString();
  private String key;
  private String model;

  @BeforeEach
  void serve() {
    key = "TURN-" + (UUID.randomUUID().hashCode() >>> 1);
    model = key.toLowerCase(Locale.ROOT);
    initiatives.register("Turn " + key, key, "pm");
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    // Whatever look another test may have left under way has lost its turn by then.
    clock.pass(Duration.ofMinutes(2));
  }

  @Test
  @DisplayName(
      "R70 a look that is due while another is under way is left out and counted; the one after is not")
  void leavesOut() {
    var before = leftOut();
    watches.query(slow);

    watches.query(next);
    watches.judge(next);
    watches.raise(next);

    assertThat(verdict()).isEmpty();
    assertThat(leftOut()).as("counted once, not at each step").isEqualTo(before + 1);

    watches.judge(slow);
    watches.raise(slow);
    assertThat(verdict()).isPresent();
    var judged = verdict().orElseThrow().judgedAt();
    clock.pass(Duration.ofSeconds(1));
    look(UUID.randomUUID().toString());
    assertThat(verdict().orElseThrow().judgedAt()).isAfter(judged);
  }

  @Test
  @DisplayName(
      "R70 a look that found no turn when it asked ahead is left out, whoever ends meanwhile")
  void leavesOutWhatAskedInVain() {
    var before = leftOut();
    watches.query(slow);

    watches.askBeforeQuery(next);
    watches.raise(slow);
    watches.query(next);
    watches.judge(next);
    watches.raise(next);

    assertThat(verdict()).as("nobody was asked within a transaction").isEmpty();
    assertThat(leftOut()).isEqualTo(before + 1);
    look(UUID.randomUUID().toString());
    assertThat(verdict()).isPresent();
  }

  @Test
  @DisplayName(
      "R70 a look nobody carries on has had its turn after a minute, and does not take it back")
  void givesUp() {
    watches.query(slow);
    clock.pass(Duration.ofSeconds(61));

    watches.query(next);
    watches.judge(slow);

    assertThat(verdict()).isEmpty();
    watches.judge(next);
    assertThat(verdict()).isPresent();
    watches.raise(next);
  }

  @Test
  @DisplayName("R70 a turn that has ended is not taken back by whoever still wanted to keep it")
  void keepsNoTurnThatHasEnded() {
    turns.during(slow, () -> {
      turns.end(slow);

      turns.keep();

      assertThat(turns.during(next, () -> {})).as("the next look has its turn").isTrue();
    });
    turns.end(next);
  }

  @Test
  @DisplayName("R70 a turn another look took meanwhile stays lost, whatever becomes of that look")
  void keepsNoTurnOfAnother() {
    var third = UUID.randomUUID().toString();
    turns.during(slow, () -> {
      clock.pass(Duration.ofSeconds(61));
      assertThat(takes(next)).isTrue();
      clock.pass(Duration.ofSeconds(61));

      turns.keep();

      assertThat(takes(third)).isTrue();
    });
    turns.end(third);
  }

  @Test
  @Timeout(60)
  @DisplayName("R70 a look keeps its turn while another ends that had lost it")
  void keepsItsTurnWhenAnotherEnds() throws Exception {
    var begun = new CountDownLatch(1);
    var over = new CountDownLatch(1);
    var node = Executors.newSingleThreadExecutor();
    try {
      var lost = node.submit(() -> turns.during(slow, () -> {
        begun.countDown();
        await(over);
      }));
      begun.await();
      clock.pass(Duration.ofSeconds(61));

      turns.during(next, () -> {
        over.countDown();
        assertThat(lost).succeedsWithin(Duration.ofSeconds(30));
        clock.pass(Duration.ofSeconds(40));
        turns.keep();
        clock.pass(Duration.ofSeconds(40));

        assertThat(takes(UUID.randomUUID().toString())).as("kept 40 s ago").isFalse();
      });
      turns.end(next);
    } finally {
      over.countDown();
      node.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("R70 what a look found is raised, whoever has the turn by then")
  void raisesWhatItFound() {
    watches.query(slow);
    table.found(
        slow, new WatchTable.Finding(model, "v1", false, "silence", "breach", "Nothing heard."));
    clock.pass(Duration.ofSeconds(61));
    watches.query(next);

    watches.raise(slow);

    assertThat(table.toRaise(slow)).isEmpty();
    assertThat(incidents.of(key)).isNotEmpty();
    assertThat(takes(UUID.randomUUID().toString())).as("the other look goes on").isFalse();
    watches.raise(next);
  }

  private boolean takes(String look) {
    return table.takeTurn(look, clock.instant(), Turns.LEASE);
  }

  private void look(String look) {
    watches.query(look);
    watches.judge(look);
    watches.raise(look);
  }

  private Optional<StageVerdict> verdict() {
    return rollouts.verdictOf(model);
  }

  private double leftOut() {
    var counter = meters.find("pilotage.watch.left.out").counter();
    return counter == null ? 0 : counter.count();
  }
}
