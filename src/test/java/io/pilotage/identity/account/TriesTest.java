package io.pilotage.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.simulated.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TriesTest {

  private final MovableClock clock = new MovableClock();
  private final Tries tries = new Tries(clock);

  @Test
  void aFewMistakesHoldNobody() {
    wrong(9, "ada", "198.51.100.1");

    assertThat(tries.waitAtStrange("ada", "198.51.100.1")).isZero();
  }

  @Test
  void tooManyAreHeldWhereTheyCameFromAndForMinutesOnly() {
    wrong(50, "ada", "198.51.100.1");

    assertThat(tries.waitAtStrange("Ada", "198.51.100.1")).isPositive();
    assertThat(tries.waitAtStrange("ada", "198.51.100.2")).isZero();
    assertThat(tries.waitAtKnown("ada", "198.51.100.2")).isZero();
    clock.move(Duration.ofMinutes(1));
    assertThat(tries.waitAtStrange("ada", "198.51.100.1")).isZero();
  }

  @Test
  void oneAddressTriesNotEverybodysName() {
    for (var i = 0; i < 50; i++) wrong(1, "somebody-" + i, "198.51.100.1");

    assertThat(tries.waitAtStrange("ada", "198.51.100.1")).isPositive();
    assertThat(tries.waitAtKnown("ada", "198.51.100.1"))
        .as("who has logged in there before")
        .isZero();
  }

  @Test
  void manyAddressesTryNotOneNameForEver() {
    for (var i = 0; i < 100; i++) wrong(1, "ada", "198.51.100." + i);

    assertThat(tries.waitAtStrange("ada", "203.0.113.1")).isPositive();
    assertThat(tries.waitAtKnown("ada", "203.0.113.1")).isZero();
    assertThat(tries.waitAtStrange("bob", "203.0.113.1")).isZero();
    clock.move(Duration.ofMinutes(5));
    assertThat(tries.waitAtStrange("ada", "203.0.113.1")).isZero();
  }

  @Test
  void theRightOneForgivesAndAClockSetBackHoldsNobodyLonger() {
    wrong(10, "ada", "198.51.100.1");
    tries.right("ada", "198.51.100.1");
    assertThat(tries.waitAtStrange("ada", "198.51.100.1")).isZero();

    wrong(10, "ada", "198.51.100.1");
    clock.move(Duration.ofDays(-1));
    assertThat(tries.waitAtStrange("ada", "198.51.100.1"))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    clock.move(Duration.ofSeconds(30));
    assertThat(tries.waitAtStrange("ada", "198.51.100.1")).isZero();
  }

  private void wrong(int times, String user, String address) {
    for (var i = 0; i < times; i++) tries.wrongAtStrange(user, address);
  }
}
