package io.pilotage.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.TestClock;
import io.pilotage.WebTest;
import io.pilotage.incident.Effect;
import io.pilotage.incident.Incident;
import io.pilotage.incident.Incidents;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.registry.Models;
import io.pilotage.retraining.Retraining;
import io.pilotage.retraining.Retrainings;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.MetricVerdict;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * Three stories, each in the time of its own: what the services report goes through the public
 * interface, once to four times a day the watch looks, and the date at which the product speaks up
 * is printed beside the one of the story. The numbers are those of the stories; nothing is tuned.
 */
@TestPropertySource(
    properties = {
      // The demo people and passwords are needed, the time pressed for the demo is not: these are
      // the product's own defaults again.
      "pilotage.rollout.day=P1D",
      "pilotage.rollout.samples=1",
      "pilotage.rollout.next-look=PT1H",
      "pilotage.rollout.watch-window=P1D",
      "pilotage.rollout.watch-minimum=100",
      "pilotage.rollout.limits.error-rate.margin=0.01",
      "pilotage.rollout.limits.accuracy.freshness=P3D",
      "pilotage.rollout.limits.error-rate.freshness=PT6H",
      "pilotage.rollout.limits.latency-p95.freshness=PT6H",
      "pilotage.rollout.limits.fairness.freshness=PT6H",
      "pilotage.rollout.sample-due=P2D",
      "pilotage.rollout.decision-due=P1D",
      "pilotage.operations.interval=1h",
      "pilotage.operations.saving-window=6h",
      "pilotage.operations.watch-cycle=0 * * * * ?",
      "pilotage.monitoring.favourable=recommended",
      // What a service sends about another time than ours is taken as long as the clock of the
      // story says so.
      "pilotage.monitoring.oldest=400d"
    })
class StoriesTest extends WebTest {

  private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration QUARTER = Duration.ofHours(6);
  private static final int CALLERS = 100;

  @Autowired
  private TestClock time;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private Incidents incidents;

  @Autowired
  private Retrainings retrainings;

  private final Random luck = new Random(88);
  private final List<String> predictions = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();
  private String key;
  private String model;
  private long number;

  @AfterEach
  void endTheStory() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(key)
        .rootProcessInstances()
        .list()
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(
                instance.getId(), "the story is over", true, true, true, true));
    routes.change(routes.get(model).toFallback(), "operations", "The story is over.");
  }

  /**
   * Men are recommended in 55 of 100 cases, women in 33, and the clicks of the past agree: 96 %
   * right for both versions. 4,000 requests a day.
   */
  @Test
  @DisplayName(
      "R88 a biased recommender is caught at 25 % in its first week, while accuracy passes")
  void catchesTheBiasedRecommender() {
    begin("RECOMMEND-1", "recommender");
    models.register(model, "v2", key, "s3://recommender/v2", "data-science");
    models.approve(model, "v2", "engineering");
    engine.getRuntimeService().startProcessInstanceByKey("roll-out-model", key);
    runDueJobs();

    Instant ramp = null;
    var versions = List.<String>of();
    for (int quarter = 0; quarter < 4 * 28 && rollouts.rollbacks(model).isEmpty(); quarter++) {
      if (quarter % 4 == 0) versions = versionsOfTheCallers(quarter);
      for (int i = 0; i < 1_000; i++)
        recommend(
            versions.get(i % CALLERS),
            BEGIN.plus(QUARTER.multipliedBy(quarter)).plusSeconds(i * 21L));
      endOf(quarter);
      answerWhatWaits();
      if (ramp == null && routes.get(model).percent() == 25) ramp = time.instant();
    }

    assertThat(rollouts.rollbacks(model))
        .as("it is caught within four weeks; the share is %s", routes.get(model).percent())
        .hasSize(1);
    var back = rollouts.rollbacks(model).get(0);
    say(
        "The biased recommender",
        back.triggeredAt(),
        ramp == null ? "in the canary" : "on day " + day(ramp, back.triggeredAt()) + " at 25 %",
        "in its first week at 25 %",
        back.reason());
    assertThat(back.cause().automatic()).isTrue();
    assertThat(back.reason()).contains("fairness").doesNotContain("accuracy FAIL");
    assertThat(ramp).as("the canary was promoted").isNotNull();
    assertThat(Duration.between(ramp, back.triggeredAt())).isLessThan(Duration.ofDays(7));
    assertThat(routes.get(model).percent()).as("exactly one stage back").isEqualTo(5.0);
    var judged = rollouts.verdicts(model, 50).stream()
        .filter(verdict -> verdict.why().contains("fairness FAIL"))
        .findFirst()
        .orElseThrow();
    assertThat(judged.metrics())
        .filteredOn(metric -> metric.signal() == Signal.ACCURACY)
        .singleElement()
        .satisfies(metric -> assertThat(metric.verdict()).isEqualTo(MetricVerdict.PASS));
  }

  /**
   * From 97 to 78 % in 182 days, in a straight line; 1,000 transactions a day, their truth known
   * the same day. Evidence is gathered over a week and begun anew every day; even so a thousand
   * outcomes a day are sure of a broken limit only some points beyond it: that is what the promise
   * of no false alarm costs.
   */
  @Test
  @DisplayName(
      "R88 a fraud model that decays from 97 to 78 % in six months is caught at the line of five points")
  void catchesTheDecay() {
    begin("FRAUD-88", "fraud-decay");

    int quarter = 0;
    for (; quarter < 4 * 182 && retrainings.of(key).isEmpty(); quarter++) {
      for (int i = 0; i < 250; i++)
        transaction(
            accuracyAt(quarter / 4.0),
            BEGIN.plus(QUARTER.multipliedBy(quarter)).plusSeconds(i * 86L));
      if (quarter % 4 == 3) endOf(quarter);
    }

    var crossed = BEGIN.plus(Duration.ofHours(Math.round(24 * 182 * 5.0 / 19)));
    var now = accuracyAt(quarter / 4.0);
    assertThat(retrainings.of(key))
        .as("it is caught before the six months are over")
        .hasSize(1);
    var called = retrainings.of(key).get(0);
    say(
        "The decaying fraud model",
        called.call().at(),
        String.format(
            Locale.ROOT,
            "at a true %.1f %%, %d days after it fell five points (%s)",
            100 * now,
            day(crossed, called.call().at()) - 1,
            date(crossed)),
        "after six months, on " + date(BEGIN.plus(Duration.ofDays(182))) + ", at 78 %",
        called.why());
    assertThat(called)
        .extracting(Retraining::cause, Retraining::open)
        .containsExactly("accuracy", true);
    assertThat(called.call().at())
        .as("not before the line")
        .isAfter(crossed.minus(Duration.ofDays(3)));
    assertThat(now).as("the true rate when the product speaks up").isGreaterThan(0.9);
    endOf(quarter);
    assertThat(retrainings.of(key)).as("one, however often it is seen").hasSize(1);
  }

  /**
   * 2,000 requests a day, 80 of 100 the same ten questions. 50,000 a month when each is computed; a
   * release in the fourth week forgets the cache.
   */
  @Test
  @DisplayName(
      "R88 a bill of 50,000 a month for requests a cache could answer is caught by the cost watch")
  void catchesTheBillWhenTheCacheIsLost() {
    begin("ASSIST-1", "assistant");
    var release = 4 * 21;

    int quarter = 0;
    for (; quarter < 4 * 60 && reviews().size() < 2; quarter++) {
      for (int i = 0; i < 500; i++)
        question(quarter < release, BEGIN.plus(QUARTER.multipliedBy(quarter)).plusSeconds(i * 43L));
      if (quarter < release && quarter % 4 != 3) continue;
      endOf(quarter);
      if (quarter < release) assertThat(reviews()).as("nothing is wrong yet").isEmpty();
    }

    var lost = BEGIN.plus(QUARTER.multipliedBy(release));
    reviews()
        .forEach(review -> say(
            "The lost cache (" + review.cause() + ")",
            review.report().at(),
            Duration.between(lost, review.report().at()).toHours() + " hours after the release",
            "with the bill at the end of the month, on " + date(lost.plus(Duration.ofDays(30))),
            review.why()));
    assertThat(reviews())
        .extracting(Incident::cause)
        .containsExactlyInAnyOrder("cost", "cache-hits");
    assertThat(reviews()).allSatisfy(review -> {
      assertThat(review.report().at()).isBefore(lost.plus(Duration.ofDays(2)));
      assertThat(figure(review.why(), "costs ([0-9,]+) a month")).isBetween(45_000.0, 55_000.0);
      assertThat(figure(review.why(), "save ([0-9,]+) a month")).isBetween(35_000.0, 42_000.0);
    });
  }

  /** The same bill from the first day on: nothing doubles, and nothing was ever cached. */
  @Test
  @DisplayName("R88 the same bill is caught when it was never any better")
  void catchesTheBillThatWasNeverBetter() {
    begin("ASSIST-2", "assistant-from-the-start");

    int quarter = 0;
    for (; quarter < 4 * 30 && reviews().isEmpty(); quarter++) {
      for (int i = 0; i < 500; i++)
        question(false, BEGIN.plus(QUARTER.multipliedBy(quarter)).plusSeconds(i * 43L));
      endOf(quarter);
    }

    assertThat(reviews()).singleElement().satisfies(review -> {
      say(
          "The bill without a cache",
          review.report().at(),
          "on day " + day(BEGIN, review.report().at()),
          "with the first bill, on " + date(BEGIN.plus(Duration.ofDays(30))),
          review.why());
      assertThat(review.cause()).isEqualTo("cache-hits");
      assertThat(figure(review.why(), "costs ([0-9,]+) a month")).isBetween(45_000.0, 55_000.0);
      assertThat(figure(review.why(), "([0-9]+) % of its requests")).isBetween(75.0, 80.0);
      assertThat(figure(review.why(), "save ([0-9,]+) a month")).isBetween(35_000.0, 42_000.0);
    });
  }

  private void begin(String initiative, String name) {
    key = initiative;
    model = name;
    time.goTo(BEGIN);
    initiatives.register("The story of " + name, key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://" + model + "/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
  }

  private List<String> versionsOfTheCallers(int quarter) {
    time.goTo(BEGIN.plus(QUARTER.multipliedBy(quarter)).plusSeconds(1));
    var versions = new ArrayList<String>();
    for (int caller = 0; caller < CALLERS; caller++)
      versions.add(anonymously()
          .post(
              "/ofrep/v1/evaluate/flags/" + model,
              "{\"context\":{\"targetingKey\":\"" + quarter + "-" + caller + "\"}}")
          .at("value"));
    return versions;
  }

  private void recommend(String version, Instant at) {
    var man = luck.nextBoolean();
    var share = version.equals("v1") ? 0.44 : man ? 0.55 : 0.33;
    var recommended = luck.nextDouble() < share;
    var right = luck.nextDouble() < 0.96;
    predicted(
        version,
        at,
        recommended ? "recommended" : "left out",
        recommended == right ? "recommended" : "left out",
        Map.of("groups", Map.of("gender", man ? "m" : "f")));
  }

  private void transaction(double accuracy, Instant at) {
    var fraud = luck.nextInt(10) == 0;
    var right = luck.nextDouble() < accuracy;
    predicted("v1", at, fraud == right ? "fraud" : "fine", fraud ? "fraud" : "fine", Map.of());
  }

  private void question(boolean cacheKept, Instant at) {
    var again = luck.nextInt(10) < 8;
    var question = again ? luck.nextInt(10) : 1_000 + luck.nextInt(1_000_000_000);
    var cached = again && cacheKept;
    predicted(
        "v1",
        at,
        "answer",
        "answer",
        Map.of(
            "features",
            Map.of("question", question),
            "cached",
            cached,
            "cost",
            cached ? 0 : 50_000.0 / 30 / 2_000));
  }

  private void predicted(
      String version, Instant at, String prediction, String actual, Map<String, ?> more) {
    var line = new LinkedHashMap<String, Object>(more);
    line.put("id", key + "-" + number++);
    line.put("model", model);
    line.put("version", version);
    line.put("at", at.toString());
    line.put("prediction", prediction);
    line.put("latencyMs", 20 + luck.nextInt(20));
    line.put("error", luck.nextInt(500) == 0);
    predictions.add(RunningJar.write(line));
    outcomes.add(
        RunningJar.write(Map.of("id", line.get("id"), "actual", actual, "at", at.toString())));
  }

  private static double accuracyAt(double day) {
    return 0.97 - 0.19 * day / 182;
  }

  /** The quarter of the day is over: what it brought is reported, and the watch looks. */
  private void endOf(int quarter) {
    time.goTo(BEGIN.plus(QUARTER.multipliedBy(quarter + 1L)));
    report("/api/predictions", predictions);
    report("/api/outcomes", outcomes);
    engine.getRuntimeService().startProcessInstanceByKey("watch-models");
    runDueJobs();
  }

  private void report(String path, List<String> lines) {
    if (lines.isEmpty()) return;
    var answer = anonymously().postLines(path, lines.toArray(String[]::new));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(lines.size());
    lines.clear();
  }

  private void answerWhatWaits() {
    var people = new WillingPeople(engine);
    for (int round = 0; round < 10; round++) {
      var open =
          engine.getTaskService().createTaskQuery().processInstanceBusinessKey(key).list().stream()
              .filter(task -> !List.of("Task_DecideAfterStepBack", "Task_InvestigateIncident")
                  .contains(task.getTaskDefinitionKey()))
              .toList();
      if (open.isEmpty()) return;
      open.forEach(people::answer);
      runDueJobs();
    }
    throw new AssertionError("The people are asked without end.");
  }

  private List<Incident> reviews() {
    return incidents.of(key).stream()
        .filter(incident -> incident.effect() == Effect.REVIEW)
        .toList();
  }

  private static double figure(String text, String pattern) {
    var found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as("“%s” in: %s", pattern, text).isTrue();
    return Double.parseDouble(found.group(1).replace(",", ""));
  }

  private static long day(Instant from, Instant to) {
    return Duration.between(from, to).toDays() + 1;
  }

  private static LocalDate date(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private static void say(
      String story, Instant spokeUp, String when, String inTheStory, String why) {
    System.out.println("STORY " + story + ": the product speaks up on " + date(spokeUp) + ", "
        + when + ". In the story: " + inTheStory + ". It says: " + why);
  }
}
