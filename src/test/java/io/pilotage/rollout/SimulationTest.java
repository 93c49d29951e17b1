package io.pilotage.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.pilotage.rollout.Simulation.Event;
import io.pilotage.simulated.Database;
import io.pilotage.simulated.Memory;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Thousands of rollouts in which everything goes wrong, and none of the promises is broken. */
class SimulationTest {

  private static final int SEEDS = Integer.getInteger("seeds", 20_000);
  private static final int SEEDS_TO_FIND_A_BUG = 5_000;
  private static final int SEEDS_IN_A_DATABASE = 40;
  private static final Logger LOGS =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private static final Level USUAL = LOGS.getLevel();

  /** The failures the product is meant to survive would fill a disk with its warnings. */
  @BeforeAll
  static void beQuiet() {
    LOGS.setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    LOGS.setLevel(USUAL);
  }

  @Test
  @DisplayName(
      "R60 R62 R63 R64 R65 over 20,000 seeds no promise is broken, and everything that can happen happens")
  void keepsEveryPromise() {
    var simulation = new Simulation(new Memory(), RolloutWorld.Bug.NONE);
    var started = System.nanoTime();

    for (long seed = 1; seed <= SEEDS; seed++) simulation.run(seed);

    System.out.printf(
        "%d seeds in %d s: %s%n",
        SEEDS, (System.nanoTime() - started) / 1_000_000_000, simulation.events());
    assertThat(simulation.events()).containsOnlyKeys(Event.values());
    assertThat(simulation.events().get(Event.PROMOTED)).isGreaterThan(SEEDS / 10);
  }

  @ParameterizedTest
  @EnumSource(value = RolloutWorld.Bug.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("A planted bug is found")
  void findsAPlantedBug(RolloutWorld.Bug bug) {
    var found = firstViolation(new Simulation(new Memory(), bug));

    assertThat(found).as("no seed of %d finds %s", SEEDS_TO_FIND_A_BUG, bug).isPresent();
    System.out.println(bug + " is found. " + found.get().lines().findFirst().orElseThrow());
    assertThat(found.get())
        .containsPattern(
            switch (bug) {
              case NAN_COMPARE -> "passed on numbers that are NOT_A_NUMBER";
              case MISSING_FENCE -> "the router";
              case TIMEOUT_PROMOTES -> "passed (on numbers that are|without anybody looking)";
              case BLIND_UPDATE -> "rollback was undone before a person decided";
              case ALERT_ACTS_TWICE -> "one alert moved traffic twice";
              case INCIDENT_ASKS_THE_REGISTRY -> "The answer to an incident was tried again";
              case INCIDENT_COUNTS_AS_NUMBERS -> "a way back by operator counts as one of ALERT";
              case RETRAINING_FOR_EACH_CAUSE -> "two retrainings of one model are open";
              case NOBODY_WAITS -> "are one";
              case TRYING_AGAIN_GIVES_NO_TRIES -> "was tried again and stands still";
              case NONE -> "nothing";
            });
  }

  @Test
  @DisplayName(
      "The tables in memory behave like those of the database: the same seeds live the same lives")
  void memoryBehavesLikeTheDatabase() {
    var inMemory = new Simulation(new Memory(), RolloutWorld.Bug.NONE);
    try (var database = new Database()) {
      var inDatabase = new Simulation(database, RolloutWorld.Bug.NONE);
      for (long seed = 1; seed <= SEEDS_IN_A_DATABASE; seed++) {
        inMemory.run(seed);
        inDatabase.run(seed);
        assertThat(inDatabase.history()).as("seed %d", seed).isEqualTo(inMemory.history());
      }
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "seed", matches = "\\d+")
  @DisplayName("Replays the seed of a failure and prints its history")
  void replays() {
    var simulation = new Simulation(new Memory(), RolloutWorld.Bug.NONE);
    simulation.run(Long.getLong("seed"));
    System.out.println(String.join("\n", simulation.history()));
  }

  private static Optional<String> firstViolation(Simulation simulation) {
    for (long seed = 1; seed <= SEEDS_TO_FIND_A_BUG; seed++) {
      try {
        simulation.run(seed);
      } catch (AssertionError violation) {
        return Optional.of(violation.getMessage());
      }
    }
    return Optional.empty();
  }
}
