package io.pilotage.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R81 what asks the signers again, and what time alone may change")
class ChangesTest {

  private static final Criterion BASELINE =
      new Criterion("Baseline", Effect.PASS, "Reaches 91 %, the baseline 75 %.");
  private static final Criterion FRESH =
      new Criterion("Fresh", Effect.PASS, "20 samples, the newest of 10:00.");

  @Test
  void nothingChanged() {
    assertThat(between(List.of(BASELINE, FRESH), List.of(FRESH, BASELINE)).none())
        .isTrue();
  }

  @Test
  void evidenceCountsByItsFact() {
    var found = between(
        List.of(BASELINE),
        List.of(new Criterion("Baseline", Effect.PASS, "Reaches 91 %, the baseline 90 %.")));

    assertThat(found.sentences())
        .containsExactly(
            "“Baseline” was PASS (Reaches 91 %, the baseline 75 %), now it is PASS (Reaches 91 %, the baseline 90 %).");
  }

  @Test
  void evidenceCountsByItsEffect() {
    assertThat(between(
                List.of(BASELINE), List.of(new Criterion("Baseline", Effect.WARN, BASELINE.fact())))
            .none())
        .isFalse();
    assertThat(between(
                List.of(new Criterion("Baseline", Effect.BLOCK, BASELINE.fact())),
                List.of(BASELINE))
            .none())
        .isFalse();
  }

  @Test
  void whatMovesByItselfCountsOnlyWhenItBlocksOrBlocksNoLonger() {
    assertThat(between(
                List.of(FRESH),
                List.of(new Criterion("Fresh", Effect.PASS, "21 samples, the newest of 10:05.")))
            .none())
        .isTrue();
    assertThat(between(List.of(FRESH), List.of(new Criterion("Fresh", Effect.WARN, "Few samples.")))
            .none())
        .isTrue();
    assertThat(between(List.of(FRESH), List.of(new Criterion("Fresh", Effect.NOT_YET, "Later.")))
            .none())
        .isTrue();
    assertThat(between(List.of(FRESH), List.of(new Criterion("Fresh", Effect.BLOCK, "Silent.")))
            .none())
        .isFalse();
    assertThat(between(List.of(new Criterion("Fresh", Effect.BLOCK, "Silent.")), List.of(FRESH))
            .none())
        .isFalse();
  }

  @Test
  void aRuleThatIsNewOrGoneIsTold() {
    assertThat(between(List.of(BASELINE), List.of(BASELINE, FRESH)).none())
        .as("new and content")
        .isTrue();
    assertThat(between(
                List.of(BASELINE),
                List.of(BASELINE, new Criterion("Strict", Effect.BLOCK, "Missing.")))
            .sentences())
        .containsExactly("“Strict” was not asked, now it is BLOCK (Missing).");
    assertThat(between(List.of(BASELINE, FRESH), List.of(BASELINE)).sentences())
        .containsExactly("“Fresh” is asked no longer.");
  }

  private static Changes between(List<Criterion> shown, List<Criterion> now) {
    return Changes.between(shown, now, Set.of("Fresh"));
  }
}
