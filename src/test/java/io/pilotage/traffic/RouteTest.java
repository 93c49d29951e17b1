package io.pilotage.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.engine.Refusal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RouteTest {

  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  static Route route() {
    return new Route("churn", "CHURN-1", "v1", null, 0, "rules", false, "live", 1, START, START);
  }

  @Test
  void everyVerbIsOneGenerationLaterAndUnconfirmed() {
    var route = route().withCandidate("v2");
    var verbs = List.of(
        route.shiftTo(500),
        route.withoutCandidate(),
        route.toFallback(),
        route.toStable("v0"),
        route.ownedBy("CHURN-2"),
        route.fallingBackTo("people"),
        route.shiftTo(10_000).promoted());

    assertThat(verbs.subList(0, 6)).allMatch(next -> next.generation() == 3 && !next.confirmed());
    assertThat(verbs.get(6).generation()).isEqualTo(4);
  }

  @Test
  void aCandidateStartsWithoutTraffic() {
    var route = route().withCandidate("v2");

    assertThat(route.share()).isZero();
    assertThat(route.stage()).isEqualTo("waiting");
    assertThat(route.serves("v2")).isFalse();
    assertThat(route.serves("v1")).isTrue();
  }

  @Test
  void namesTheStageByItsShare() {
    var route = route().withCandidate("v2");

    assertThat(IntStream.of(0, 500, 2_500, 7_500, 10_000)
            .mapToObj(share -> route.shiftTo(share).stage()))
        .containsExactly("waiting", "canary", "ramp", "majority", "full");
  }

  @Test
  void onlyACandidateWithEverythingBecomesStable() {
    var majority = route().withCandidate("v2").shiftTo(7_500);

    assertThatThrownBy(majority::promoted)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("75.0 %");
    assertThat(majority.shiftTo(10_000).promoted())
        .extracting(Route::stable, Route::candidate, Route::share, Route::stage)
        .containsExactly("v2", null, 0, "live");
  }

  @Test
  void onTheFallbackNoVersionServes() {
    var route = route().withCandidate("v2").shiftTo(7_500).toFallback();

    assertThat(route.serves("v1")).isFalse();
    assertThat(route.serves("v2")).isFalse();
    assertThat(route.candidate()).isEqualTo("v2");
    assertThat(route.shiftTo(500).onFallback()).isFalse();
  }

  @Test
  void refusesSharesThatAreNone() {
    var route = route().withCandidate("v2");

    assertThatThrownBy(() -> route.shiftTo(-1)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> route.shiftTo(10_001)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> route().shiftTo(500))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no candidate");
  }

  @Test
  void tellsAWayDownFromAWayUp() {
    var canary = route().withCandidate("v2").shiftTo(500);
    var full = canary.shiftTo(10_000);

    assertThat(new RouteChanged(canary, full, "pm", "up", START).wentDown()).isFalse();
    assertThat(new RouteChanged(full, canary, "pm", "down", START).wentDown()).isTrue();
    assertThat(new RouteChanged(full, full.promoted(), "pm", "promoted", START).wentDown())
        .isFalse();
    assertThat(
            new RouteChanged(canary, canary.withoutCandidate(), "pm", "given up", START).wentDown())
        .isTrue();
    assertThat(new RouteChanged(route(), route().toFallback(), "pm", "fallback", START).wentDown())
        .isTrue();
  }

  @Test
  @DisplayName("R60 who has the candidate keeps it from 5 to 25 to 75 to 100 percent")
  void movesNobodyBackWhileTheShareRises() {
    var route = route().withCandidate("v2");
    Set<String> had = new HashSet<>();
    for (int share : new int[] {500, 2_500, 7_500, 10_000}) {
      var has = keysOn(route.shiftTo(share));
      // Asked of the set itself: the assertion library compares each with each, which takes minutes
      // here.
      assertThat(has.containsAll(had)).isTrue();
      assertThat(has.size()).isGreaterThan(had.size());
      had = has;
    }
    assertThat(had.size()).isEqualTo(100_000);
  }

  @Test
  @DisplayName("R60 a share is what it says: within four standard deviations over 100,000 callers")
  void givesTheShareItSays() {
    for (int share : new int[] {100, 500, 2_500, 7_500}) {
      var expected = 100_000 * share / 10_000.0;
      var deviation = Math.sqrt(expected * (1 - share / 10_000.0));
      assertThat((double) keysOn(route().withCandidate("v2").shiftTo(share)).size())
          .isBetween(expected - 4 * deviation, expected + 4 * deviation);
    }
  }

  @Test
  void bucketsAsOtherImplementationsOfTheHashDo() {
    // Reference values of murmur3 x86 32, seed 0: "" → 0, "hello" → 0x248bfa47, "hello, world" →
    // 0x149bbb7f.
    assertThat(Answer.bucket("", "")).isZero();
    assertThat(Answer.bucket("hel", "lo")).isEqualTo((int) (0x248bfa47L * 10_000 >>> 32));
    assertThat(Answer.bucket("hello, ", "world")).isEqualTo((int) (0x149bbb7fL * 10_000 >>> 32));
  }

  @Test
  void answersTheFallbackWhileThereIsNoVersion() {
    var first =
        new Route("churn", "CHURN-1", null, "v1", 0, "rules", false, "waiting", 2, START, START);

    assertThat(Answer.of(first, "anna"))
        .extracting(Answer::version, Answer::variant, Answer::reason)
        .containsExactly("rules", "fallback", "STATIC");
    assertThat(Answer.of(first.shiftTo(10_000), "anna").version()).isEqualTo("v1");
  }

  @Test
  void leavesTheChoiceToTheCallerWithoutAFallback() {
    var route =
        new Route("churn", "CHURN-1", "v1", null, 0, null, true, "fallback", 2, START, START);

    var answer = Answer.of(route, "anna");

    assertThat(answer.reason()).isEqualTo("DISABLED");
    assertThat(answer.spelled()).doesNotContainKey("value").containsEntry("variant", "fallback");
  }

  @Test
  void saysWhatIsSplitAndWhatIsNot() {
    var route = route().withCandidate("v2");

    assertThat(Answer.of(route, "anna").reason()).isEqualTo("STATIC");
    assertThat(Answer.of(route.shiftTo(500), "anna").reason()).isEqualTo("SPLIT");
    assertThat(Answer.of(route.shiftTo(10_000), "anna").reason()).isEqualTo("STATIC");
  }

  private static Set<String> keysOn(Route route) {
    var keys = new HashSet<String>();
    IntStream.range(0, 100_000)
        .mapToObj(number -> "caller-" + number)
        .filter(key -> Answer.of(route, key).variant().equals("candidate"))
        .forEach(keys::add);
    return keys;
  }
}
