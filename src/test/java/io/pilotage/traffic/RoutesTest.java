package io.pilotage.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.PilotageTest;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.registry.Models;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PilotageTest
class RoutesTest {

  @Autowired
  Routes routes;

  @Autowired
  Models models;

  @Autowired
  Ledger ledger;

  @Autowired
  EmbeddedRouter router;

  @Autowired
  Reconciler reconciler;

  @Autowired
  RouteTable table;

  @Autowired
  PlatformTransactionManager transactions;

  private final String model = "churn-" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void openRoute() {
    models.adopt(model, "v1", "CHURN-1", "s3://churn/v1", "pm");
    models.register(model, "v2", "CHURN-1", "s3://churn/v2", "data-science");
    routes.open(model, "CHURN-1", "v1", "rules", "engineering");
  }

  @Test
  void openingTwiceChangesNothing() {
    var again = routes.open(model, "CHURN-1", "v1", "rules", "engineering");

    assertThat(again.generation()).isOne();
    assertThat(routes.history(model)).hasSize(1);
    assertThat(routes.open(model, "CHURN-2", "v1", "rules", "pm").initiative())
        .isEqualTo("CHURN-2");
  }

  @Test
  void unknownModelsAreNamed() {
    assertThatThrownBy(() -> routes.get("nobody"))
        .isInstanceOf(Unknown.class)
        .hasMessageContaining("nobody");
  }

  @Test
  @DisplayName("R53 a version without a recorded approval gets no traffic")
  void givesNoTrafficWithoutApproval() {
    var waiting = routes.change(routes.get(model).withCandidate("v2"), "pm", "Rollout starts.");

    assertThatThrownBy(() -> routes.change(waiting.shiftTo(500), "pm", "Canary."))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("approval");
    assertThatThrownBy(() -> routes.change(waiting.toStable("v2"), "pm", "Skip."))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("approval");
    assertThat(routes.get(model))
        .isEqualTo(routes.find(model).orElseThrow())
        .extracting(Route::share, Route::generation)
        .containsExactly(0, 2L);
  }

  @Test
  @DisplayName(
      "R63 a quarantined version loses its traffic in the same transaction and gets none again")
  void takesTrafficFromAQuarantinedVersion() {
    var canary = onCanary();

    models.quarantine(model, "v2", "stepped back twice");

    assertThat(routes.get(model))
        .extracting(Route::candidate, Route::share, Route::generation)
        .containsExactly(null, 0, canary.generation() + 1);
    assertThat(router.find(model).orElseThrow().share()).isZero();
    var waiting = routes.change(routes.get(model).withCandidate("v2"), "pm", "Once more.");
    assertThatThrownBy(() -> routes.change(waiting.shiftTo(500), "pm", "Canary."))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("quarantined");
    assertThatThrownBy(() -> routes.drill(model, "pm"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("quarantined");
  }

  @Test
  void aQuarantinedStableVersionLeavesTheFallback() {
    models.quarantine(model, "v1", "poisoned training data");

    assertThat(routes.get(model).onFallback()).isTrue();
  }

  @Test
  void keepsEveryChangeWithWhatWasBefore() {
    var canary = onCanary();

    var history = routes.history(model);

    assertThat(history)
        .extracting(change -> change.after().generation())
        .containsExactly(3L, 2L, 1L);
    assertThat(history.get(0).before())
        .extracting(Route::generation, Route::share, Route::stage)
        .containsExactly(2L, 0, "waiting");
    assertThat(history.get(0).after().share()).isEqualTo(canary.share());
    assertThat(history.get(0))
        .extracting(RouteChanged::by, RouteChanged::reason)
        .containsExactly("pm", "Canary.");
    assertThat(history.get(2).before()).isNull();
  }

  @Test
  @DisplayName("R85 every change of traffic is in the audit")
  void writesEveryChangeIntoTheAudit() {
    onCanary();

    assertThat(ledger.of("CHURN-1", 50))
        .filteredOn(entry -> model.equals(entry.subject()))
        .extracting(Entry::action)
        .startsWith("route-changed", "route-changed", "route-changed");
  }

  @Test
  void refusesAChangeWithoutReason() {
    assertThatThrownBy(() -> routes.change(routes.get(model).toFallback(), "operations", " "))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void aLatePromotionDiesAfterARollback() {
    var ramp = routes.change(onCanary().shiftTo(2_500), "pm", "Ramp.");
    var late = ramp.shiftTo(7_500);
    routes.change(ramp.shiftTo(500), "operations", "Errors rise.");

    assertThatThrownBy(() -> routes.change(late, "system", "Promote."))
        .isInstanceOf(StaleRoute.class)
        .hasMessageContaining("Nothing was moved");
    assertThat(routes.get(model).share()).isEqualTo(500);
  }

  @Test
  void aStepThatCameTooLateMayGoOnInItsTransaction() {
    var canary = onCanary();
    routes.change(canary.shiftTo(2_500), "pm", "Ramp.");

    var looked = inTransaction(() -> {
      try {
        return routes.change(canary.shiftTo(7_500), "system", "Promote.").share();
      } catch (StaleRoute late) {
        return routes
            .change(routes.get(model).shiftTo(500), "system", "Looked again.")
            .share();
      }
    });

    assertThat(looked).isEqualTo(500);
    assertThat(routes.get(model).share()).isEqualTo(500);
  }

  @Test
  void ofTwoWritersAtOnceExactlyOneWins() throws Exception {
    for (int round = 0; round < 10; round++) {
      var seen = round == 0 ? onCanary() : routes.get(model);
      var together = new CyclicBarrier(2);
      var threads = Executors.newFixedThreadPool(2);
      List<Callable<Boolean>> writers = List.of(
          () -> wins(seen.shiftTo(2_500), together), () -> wins(seen.shiftTo(500), together));

      var won = threads.invokeAll(writers).stream().filter(RoutesTest::got).count();
      threads.shutdown();

      assertThat(won).isOne();
      assertThat(routes.get(model).generation()).isEqualTo(seen.generation() + 1);
      assertThat(routes.history(model)).hasSize((int) seen.generation() + 1);
    }
  }

  @Test
  void theAnswerChangesWithTheCommitAndNotBefore() {
    var canary = onCanary();
    var whileOpen = inTransaction(() -> {
      routes.change(canary.toFallback(), "operations", "Off.");
      return router.find(model).orElseThrow().onFallback();
    });

    assertThat(whileOpen).isFalse();
    assertThat(router.find(model).orElseThrow().onFallback()).isTrue();
    assertThat(routes.confirmed(model)).isTrue();
  }

  @Test
  void aTransactionThatFailsMovesNothing() {
    var canary = onCanary();
    assertThatThrownBy(() -> inTransaction(() -> {
          routes.change(canary.shiftTo(2_500), "pm", "Ramp.");
          throw new IllegalStateException("the step failed");
        }))
        .hasMessage("the step failed");

    assertThat(routes.get(model).generation()).isEqualTo(canary.generation());
    assertThat(router.find(model).orElseThrow().share()).isEqualTo(500);
    assertThat(routes.history(model)).hasSize(3);
  }

  @Test
  void catchesUpAfterACrashBetweenCommitAndRouter() {
    var canary = onCanary();
    // What a node leaves behind that dies right after its commit: the row, and nobody told the
    // router.
    inTransaction(() -> table.replace(new Route(
        model,
        "CHURN-1",
        "v1",
        "v2",
        0,
        "rules",
        true,
        "fallback",
        canary.generation() + 1,
        canary.changedAt(),
        null)));
    assertThat(routes.confirmed(model)).isFalse();

    reconciler.reconcile();

    assertThat(router.find(model).orElseThrow().onFallback()).isTrue();
    assertThat(routes.confirmed(model)).isTrue();
  }

  @Test
  void hearsOfAChangeMadeOnAnotherNode() {
    var canary = onCanary();
    inTransaction(() -> table.replace(new Route(
        model,
        "CHURN-1",
        "v1",
        "v2",
        0,
        "rules",
        true,
        "fallback",
        canary.generation() + 1,
        Instant.now(),
        null)));

    router.refresh();

    assertThat(router.find(model).orElseThrow().onFallback()).isTrue();
  }

  @Test
  void hearsOfAChangeWithAClockThatIsFarOffAfterAMinute() {
    var canary = onCanary();
    var wrong = Instant.now().minus(Duration.ofDays(1));
    inTransaction(() -> table.replace(new Route(
        model,
        "CHURN-1",
        "v1",
        "v2",
        0,
        "rules",
        true,
        "fallback",
        canary.generation() + 1,
        wrong,
        null)));

    for (int look = 0; look < 60; look++) router.refresh();

    assertThat(router.find(model).orElseThrow().onFallback()).isTrue();
  }

  @Test
  void neverServesAnOlderGeneration() {
    var canary = onCanary();
    routes.change(canary.toFallback(), "operations", "Off.");

    router.apply(canary);

    assertThat(router.find(model).orElseThrow().onFallback()).isTrue();
  }

  @Test
  @DisplayName(
      "R52 the drill moves one percent of an unapproved candidate and back, timed, in the history")
  void drillsARollback() {
    routes.change(routes.get(model).withCandidate("v2"), "engineering", "Version registered.");

    var drill = routes.drill(model, "engineering");

    assertThat(drill.passed()).isTrue();
    assertThat(drill)
        .extracting(Drill::answerBefore, Drill::answerDuring, Drill::answerAfter)
        .containsExactly("v1", "v2", "v1");
    assertThat(drill.forthMillis()).isBetween(1L, 5_000L);
    assertThat(drill.backMillis()).isBetween(1L, 5_000L);
    assertThat(routes.history(model))
        .extracting(change -> change.after().share())
        .startsWith(0, 100, 0);
    assertThat(routes.get(model))
        .extracting(Route::share, Route::stage, Route::confirmed)
        .containsExactly(0, "waiting", true);
  }

  @Test
  void noDrillWhileTheCandidateServes() {
    onCanary();

    assertThatThrownBy(() -> routes.drill(model, "engineering"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("canary");
  }

  private Route onCanary() {
    models.approve(model, "v2", "pm");
    var waiting = routes.change(routes.get(model).withCandidate("v2"), "pm", "Rollout starts.");
    return routes.change(waiting.shiftTo(500), "pm", "Canary.");
  }

  private boolean wins(Route next, CyclicBarrier together) throws Exception {
    together.await();
    try {
      inTransaction(() -> routes.change(next, "writer", "Race."));
      return true;
    } catch (StaleRoute lost) {
      return false;
    }
  }

  private <T> T inTransaction(java.util.function.Supplier<T> work) {
    return new TransactionTemplate(transactions).execute(status -> work.get());
  }

  private static boolean got(java.util.concurrent.Future<Boolean> answer) {
    try {
      return answer.get();
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }
}
