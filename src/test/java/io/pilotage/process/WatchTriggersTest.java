package io.pilotage.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.CountedQueries;
import io.pilotage.incident.Effect;
import io.pilotage.incident.Incident;
import io.pilotage.incident.Incidents;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.monitoring.log.Callers;
import io.pilotage.registry.Models;
import io.pilotage.retraining.Retraining;
import io.pilotage.retraining.Retrainings;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import io.pilotage.watch.Watch;
import io.pilotage.watch.Watches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the table watch-triggers opens, cause by cause: each with numbers that fire and numbers just
 * inside the limit that do not.
 */
class WatchTriggersTest extends ProcessTest {

  @Autowired
  private JdbcTemplate jdbc;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Callers callers;

  @Autowired
  private Watches watches;

  @Autowired
  private Incidents incidents;

  @Autowired
  private Retrainings retrainings;

  private String key;
  private String model;
  private final List<String> served = new ArrayList<>();

  @BeforeEach
  void openRoute() {
    key = freshKey("TRIGGER");
    model = key.toLowerCase(Locale.ROOT) + "-model";
    serve(key, model);
  }

  /** Nobody calls these models any longer; on the fallback nobody is expected to. */
  @AfterEach
  void serveNoLonger() {
    served.forEach(name -> serveNoLonger(routes.get(name)));
    served.clear();
  }

  private void serveNoLonger(Route route) {
    routes.change(route.toFallback(), "operations", "The test is over.");
  }

  @Test
  @DisplayName("R71 four points less accuracy is within the limit of five")
  void letsAccuracyFallALittle() {
    week(i -> "\"cost\":1");
    callers.of(model, "v1").right(0.94).send(600);

    lookTwice();

    opensNothing();
  }

  @Test
  @DisplayName("R71 forty milliseconds more latency is within the limit of fifty")
  void letsAnswersGetALittleSlower() {
    week(i -> "\"cost\":1");
    callers.of(model, "v1").right(0.97).taking(120).send(600);

    lookTwice();

    opensNothing();
  }

  @Test
  @DisplayName("R71 twice the cost opens one review of the architecture")
  void opensAReviewWhenCostDoubles() {
    week(i -> "\"cost\":1");
    now(400, i -> "\"cost\":2.2");

    lookTwice();

    assertThat(incidents.of(key))
        .singleElement()
        .extracting(Incident::cause, Incident::effect)
        .containsExactly("cost", Effect.REVIEW);
    assertThat(retrainings.of(key)).isEmpty();
  }

  @Test
  @DisplayName("R71 once and a half the cost is within the limit")
  void letsCostRiseALittle() {
    week(i -> "\"cost\":1");
    now(400, i -> "\"cost\":1.5");

    lookTwice();

    opensNothing();
  }

  @Test
  @DisplayName("R70 R71 a cache that no longer answers opens one review, with what it costs")
  void opensAReviewWhenTheCacheStopsHelping() {
    week(i -> "\"cached\":" + (i % 10 < 8));
    now(400, i -> "\"cached\":" + (i % 10 < 3));

    lookTwice();

    assertThat(incidents.of(key))
        .singleElement()
        .extracting(Incident::cause, Incident::effect)
        .containsExactly("cache-hits", Effect.REVIEW);
  }

  @Test
  void letsTheCacheAnswerALittleLess() {
    week(i -> "\"cached\":" + (i % 10 < 8));
    now(400, i -> "\"cached\":" + (i % 10 < 7));

    lookTwice();

    opensNothing();
  }

  @Test
  @DisplayName(
      "R71 paying again and again for the same request opens a review, though nothing got worse")
  void opensAReviewOfABillThatWasNeverRight() {
    repeating(5);
    clock.pass(Duration.ofSeconds(80));
    repeating(5);

    lookTwice();

    assertThat(incidents.of(key)).singleElement().satisfies(review -> {
      assertThat(review.cause()).isEqualTo("cache-hits");
      assertThat(review.effect()).isEqualTo(Effect.REVIEW);
      assertThat(review.why()).contains("repeat an earlier one", "would save");
    });
  }

  @Test
  void everyRequestANewOneNeedsNoCache() {
    callers
        .of(model, "v1")
        .right(0.97)
        .telling(i -> "\"cost\":1,\"features\":{\"x\":" + i + "}")
        .send(400);
    clock.pass(Duration.ofSeconds(80));
    callers
        .of(model, "v1")
        .right(0.97)
        .telling(i -> "\"cost\":1,\"features\":{\"x\":" + (1_000 + i) + "}")
        .send(400);

    lookTwice();

    opensNothing();
  }

  @Test
  @DisplayName("R71 R72 moved inputs call for exactly one retraining")
  void callsForRetrainingWhenInputsDrift() {
    week(i -> "\"features\":{\"amount\":" + i % 100 + "}");
    now(600, i -> "\"features\":{\"amount\":" + (60 + i % 100) + "}");

    lookTwice();

    assertThat(retrainings.of(key))
        .singleElement()
        .extracting(Retraining::cause, Retraining::open)
        .containsExactly("input-drift", true);
    assertThat(incidents.of(key)).isEmpty();
  }

  @Test
  void letsInputsMoveALittle() {
    week(i -> "\"features\":{\"amount\":" + i % 100 + "}");
    now(600, i -> "\"features\":{\"amount\":" + (4 + i % 100) + "}");

    lookTwice();

    opensNothing();
  }

  @Test
  @DisplayName("R71 R72 moved answers call for exactly one retraining")
  void callsForRetrainingWhenAnswersDrift() {
    week(i -> "\"score\":" + score(i % 100 / 100.0));
    now(600, i -> "\"score\":" + score(0.6 + i % 40 / 100.0));

    lookTwice();

    assertThat(retrainings.of(key))
        .singleElement()
        .extracting(Retraining::cause)
        .isEqualTo("prediction-drift");
  }

  @Test
  void letsAnswersMoveALittle() {
    week(i -> "\"score\":" + score(i % 100 / 100.0));
    now(600, i -> "\"score\":" + score(0.03 + i % 97 / 100.0));

    lookTwice();

    opensNothing();
  }

  @Test
  @DisplayName("R71 one group treated worse than four fifths of another opens one incident")
  void opensAnIncidentWhenAGroupIsTreatedWorse() {
    week(i -> group(i, 25));
    now(3_000, i -> group(i, 31));

    lookTwice();

    assertThat(incidents.of(key))
        .singleElement()
        .extracting(Incident::cause, Incident::effect)
        .containsExactly("fairness", Effect.INCIDENT);
  }

  @Test
  void letsGroupsDifferALittle() {
    week(i -> group(i, 25));
    now(3_000, i -> group(i, 26));

    lookTwice();

    opensNothing();
  }

  @Test
  @DisplayName("R70 a quarter of the usual requests opens one incident")
  void opensAnIncidentWhenRequestsStayAway() {
    callers.of(model, "v1").right(0.97).send(8_000);
    clock.pass(Duration.ofMinutes(6));
    callers.of(model, "v1").right(0.97).send(150);

    lookTwice();

    assertThat(incidents.of(key))
        .singleElement()
        .extracting(Incident::cause, Incident::effect)
        .containsExactly("throughput", Effect.INCIDENT);
  }

  @Test
  @DisplayName("R73 a model that is heard of within two intervals opens nothing")
  void waitsTwoIntervalsBeforeSilenceIsAnIncident() {
    lookTwice();
    clock.pass(Duration.ofSeconds(110));

    lookTwice();

    opensNothing();
  }

  @Test
  @DisplayName("R71 what was closed and is still wrong opens again, and only once")
  void opensAgainAfterItWasClosed() {
    week(i -> "\"cost\":1");
    now(400, i -> "\"cost\":2.2");
    lookTwice();
    var first = incidents.of(key).get(0);
    var handling = Running.process(engine, clock, "handle-incident", key);
    handling
        .answer("Investigate incident")
        .as("operations")
        .withRaw("incidentKind", "MODEL_FAILURE")
        .withRaw("finding", "A larger machine")
        .withRaw("incidentAction", "NONE")
        .done();
    handling
        .answer("Review incident")
        .as("operations")
        .withRaw("lesson", "Ask for the price first")
        .done();

    lookTwice();

    assertThat(incidents.of(key))
        .hasSize(2)
        .filteredOn(Incident::open)
        .singleElement()
        .extracting(Incident::id)
        .isNotEqualTo(first.id());
  }

  @Test
  @DisplayName("R72 a model with a calendar is retrained when its day comes, not before, and once")
  void retrainsByTheCalendar() {
    var own = freshKey("CALENDAR");
    serve(own, "calendar-model");
    lookTwice();
    clock.pass(Duration.ofMinutes(59));
    callers.of("calendar-model", "v1").send(10);
    lookTwice();
    assertThat(retrainings.of(own)).isEmpty();

    clock.pass(Duration.ofMinutes(2));
    lookTwice();

    assertThat(retrainings.of(own)).singleElement().satisfies(retraining -> {
      assertThat(retraining.cause()).isEqualTo("schedule");
      assertThat(retraining.why()).contains("every 1h");
    });
    var walk = Running.process(engine, clock, "retrain-model", own);
    walk.answer("Investigate drift")
        .as("data-science")
        .withRaw("retrain", false)
        .withRaw("driftFinding", "Nothing moved since")
        .done();
    lookTwice();
    assertThat(retrainings.of(own))
        .as("declined counts until the next day comes")
        .hasSize(1);
    walk.abandon();
  }

  @Test
  @DisplayName("R72 a model without a calendar is not retrained by one")
  void leavesOthersOffTheCalendar() {
    lookTwice();
    clock.pass(Duration.ofHours(3));
    callers.of(model, "v1").send(200);

    lookTwice();

    assertThat(retrainings.of(key)).isEmpty();
  }

  @Test
  @DisplayName(
      "R73 every model in production has thresholds, a watcher and a next review, handed over or not, "
          + "and a new version its own")
  void givesEveryModelThresholdsAndAReview() {
    week(i -> "\"cost\":1");
    now(400, i -> "\"cost\":1");
    lookTwice();

    assertThat(watches.find(model).orElseThrow()).satisfies(watch -> {
      assertThat(watch.version()).isEqualTo("v1");
      assertThat(watch.nextReview()).isAfter(clock.instant());
      assertThat(watch.thresholds())
          .filteredOn(threshold -> threshold.threshold() != null)
          .extracting(Watch.Threshold::signal)
          .contains(
              "accuracy",
              "error-rate",
              "latency-p95",
              "cost",
              "input-drift",
              "prediction-drift",
              "fairness",
              "throughput");
    });
  }

  @Test
  @DisplayName(
      "R70 a slow decay is held against the first week in service, not against the week before")
  void seesASlowDecay() {
    for (int step = 0; step < 11; step++) {
      callers.of(model, "v1").right(0.97).send(300);
      clock.pass(Duration.ofMinutes(4));
    }
    lookTwice();
    // One point in forty minutes: the week before is never five points better.
    for (int step = 0; step < 18 && retrainings.of(key).isEmpty(); step++) {
      for (int send = 0; send < 4; send++) {
        callers.of(model, "v1").right(0.97 - 0.01 * step).send(300);
        clock.pass(Duration.ofMinutes(10));
      }
      callers.of(model, "v1").right(0.97 - 0.01 * step).send(600);
      start("watch-models").now();
    }

    assertThat(retrainings.of(key)).singleElement().satisfies(retraining -> {
      assertThat(retraining.cause()).isEqualTo("accuracy");
      assertThat(retraining.why()).contains("0.92");
    });
  }

  @Test
  @DisplayName("R70 two hundred models are asked about in as many queries as one")
  void asksAllModelsInAConstantNumberOfQueries() {
    // Models that other tests left behind, some of them on trial, take other ways from look to
    // look.
    routes.all().stream()
        .filter(route -> !route.onFallback() && !route.model().equals(model))
        .forEach(this::serveNoLonger);
    callers.of(model, "v1").right(0.97).send(50);
    var few = fewestQuestions();
    for (int i = 0; i < 200; i++) {
      var another = freshKey("MANY");
      serve(another, another.toLowerCase(Locale.ROOT) + "-model");
      callers.of(another.toLowerCase(Locale.ROOT) + "-model", "v1").right(0.97).send(3);
    }
    var many = fewestQuestions();

    System.out.printf(
        Locale.ROOT,
        "A look asked %d questions of monitoring and %d of the database; with 200 models more %d and %d.%n",
        monitoring(few),
        few.size() - monitoring(few),
        monitoring(many),
        many.size() - monitoring(many));
    assertThat(monitoring(many)).isEqualTo(monitoring(few)).isPositive();
    assertThat(many).as("questions with 200 more models").hasSizeLessThanOrEqualTo(few.size());
  }

  @Test
  @DisplayName("R70 whether a breach is open already is asked of its own processes alone")
  void asksOnlyItsOwnProcesses() {
    for (Runnable slots : List.<Runnable>of(incidents::slots, retrainings::slots))
      assertThat(CountedQueries.during(slots))
          .filteredOn(question -> question.contains("ACT_R"))
          .isNotEmpty()
          .allSatisfy(question -> assertThat(question).contains("KEY_ = ?"));
  }

  /**
   * Of three looks the one that asked least: models other tests left behind fall silent in between,
   * and somebody is told.
   */
  private List<String> fewestQuestions() {
    return Stream.of(questions(), questions(), questions())
        .min(Comparator.comparingInt(List::size))
        .orElseThrow();
  }

  /**
   * What a look of a watch that knows its models asks, reading only; the first look at a model also
   * writes a few lines about it.
   */
  private List<String> questions() {
    clock.pass(Duration.ofSeconds(1));
    var look = UUID.randomUUID().toString();
    return CountedQueries.during(() -> {
          watches.query(look);
          watches.judge(look);
          // Nothing is raised here: what is counted would depend on what other tests left behind.
          jdbc.update("update watch_turn set look = null where look = ?", look);
        })
        .stream()
        .filter(question -> !question.startsWith("prepareStatement insert")
            && !question.startsWith("prepareStatement update")
            && !question.startsWith("prepareStatement delete"))
        .toList();
  }

  private static long monitoring(List<String> questions) {
    return questions.stream()
        .filter(question -> !question.startsWith("prepareStatement"))
        .count();
  }

  private void serve(String initiative, String name) {
    initiatives.register("Watch " + initiative, initiative, "pm");
    initiatives.classify(initiative, RiskTier.LIMITED);
    initiatives.nameModel(initiative, name);
    models.adopt(name, "v1", initiative, "s3://models/v1", "engineering");
    routes.open(name, initiative, "v1", "rules", "engineering");
    served.add(name);
  }

  private void week(IntFunction<String> telling) {
    callers.of(model, "v1").right(0.97).telling(telling).send(1_000);
    clock.pass(Duration.ofMinutes(6));
  }

  private void now(int count, IntFunction<String> telling) {
    callers.of(model, "v1").right(0.97).telling(telling).send(count);
  }

  private void repeating(int different) {
    callers
        .of(model, "v1")
        .right(0.97)
        .telling(i -> "\"cost\":1,\"features\":{\"x\":" + i % different + "}")
        .send(400);
  }

  private static String score(double value) {
    return String.format(Locale.ROOT, "%.2f", Math.min(0.99, value));
  }

  /**
   * Of fifty odd ones, which get the favourable answer, so many are in group a; of fifty even ones
   * the others.
   */
  private static String group(int i, int ofFifty) {
    var inA = i / 2 % 50 < (i % 2 == 1 ? ofFifty : 50 - ofFifty);
    return "\"groups\":{\"region\":\"" + (inA ? "a" : "b") + "\"}";
  }

  private void lookTwice() {
    start("watch-models").now();
    start("watch-models").now();
  }

  private void opensNothing() {
    assertThat(incidents.of(key)).isEmpty();
    assertThat(retrainings.of(key)).isEmpty();
  }
}
