package io.pilotage.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pilotage.TestClock;
import io.pilotage.WebTest;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.registry.Models;
import io.pilotage.rollout.Rollback;
import io.pilotage.rollout.RollbackCause;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Routes;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * Two real models on a real market: {@code v1} is refitted every month, {@code v2} is frozen. Sixty
 * households ask OFREP which of them serves, are told every half-hour whether the price rises, and
 * the product is left to its own judgement from July 1996 on, by its own defaults. Only the age of
 * what it takes in differs: the market is thirty years old.
 */
@TestPropertySource(
    properties = {
      "pilotage.monitoring.oldest=20000d",
      // The defaults of the product, where the tests' profile presses time.
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
      // A few households with many half-hours each: who gets the candidate is drawn by household,
      // not by request.
      "pilotage.rollout.split-checked=false",
      // The market's data tells no latency, so none can be asked for.
      "pilotage.rollout.limits.latency-p95.required=false"
    })
class ElectricityReplayTest extends WebTest {

  private static final Path FILE = Path.of("../shared/data/electricity.csv.gz");
  private static final Instant BEGIN = Instant.parse("1996-07-01T00:00:00Z");
  // The first week in which v2 is clearly worse; before it the two differ by less than the five
  // points that are allowed, but for one week.
  private static final Instant DECAY = Instant.parse("1996-09-09T00:00:00Z");
  private static final String KEY = "MARKET-1";
  private static final String MODEL = "market";
  private static final System.Logger LOG = System.getLogger("replay");
  private static final int LONGEST = 12_000;
  // A canary's five percent are a few of them. All who have the same version get the same answer:
  // sixty households know little more than one.
  private static final int CALLERS = 60;

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

  private final Map<Integer, String> versions = new LinkedHashMap<>();
  private final List<String> predictions = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();
  private final LinkedHashSet<Double> shares = new LinkedHashSet<>();

  @Test
  @DisplayName(
      "R60 R62 R63 a real candidate is promoted while it is as good, and steps back by itself when it decays")
  void replaysTheMarket() throws IOException {
    assumeTrue(Files.exists(FILE), "left out: the electricity data is not on this machine");
    var before = rows(row -> at(row).isBefore(BEGIN));
    var rows = rows(row -> !at(row).isBefore(BEGIN));
    adoptTheStable(at(before.get(0)));
    for (var row : before) {
      half(row);
      if (lastOfDay(row)) reportTheDay();
    }
    approveTheCandidate();

    Rollback stepBack = null;
    var row = 0;
    for (; row < Math.min(rows.size(), LONGEST) && stepBack == null; row++) {
      half(rows.get(row));
      if (lastOfDay(rows.get(row))) stepBack = endTheDay(row + 1);
    }

    assertThat(stepBack)
        .as("the decay is noticed within %s half-hours; shares were %s", LONGEST, shares)
        .isNotNull();
    LOG.log(
        System.Logger.Level.INFO,
        "v2 went up to {0} and stepped back at row {1} of the replay, {2} days after its decay began ({3}): {4}",
        shares,
        row,
        Duration.between(DECAY, stepBack.triggeredAt()).toDays(),
        stepBack.triggeredAt(),
        stepBack.reason());
    assertThat(shares).as("promoted while it was as good").startsWith(5.0, 25.0, 75.0);
    assertThat(stepBack.cause()).isEqualTo(RollbackCause.NUMBERS);
    assertThat(stepBack.reason()).contains("accuracy");
    assertThat(routes.get(MODEL).percent())
        .isLessThan(shares.stream().max(Double::compare).orElseThrow());
    assertThat(routes.get(MODEL).stable()).isEqualTo("v1");
  }

  private static Instant at(CSVRecord row) {
    return Instant.parse(row.get("at"));
  }

  private static boolean lastOfDay(CSVRecord row) {
    return row.get("at").contains("T23:30");
  }

  private static List<CSVRecord> rows(Predicate<CSVRecord> wanted) throws IOException {
    try (var text = new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8);
        var parser = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(text)) {
      return parser.stream().filter(wanted).toList();
    }
  }

  /**
   * In June v1 serves alone: how its outcomes hang together is known before the candidate comes.
   */
  private void adoptTheStable(Instant begin) {
    time.goTo(begin);
    initiatives.register("Forecast the price", KEY, "pm");
    initiatives.classify(KEY, RiskTier.MINIMAL);
    initiatives.nameModel(KEY, MODEL);
    models.adopt(MODEL, "v1", KEY, "models/v1", "engineering");
    routes.open(MODEL, KEY, "v1", "rules", "engineering");
    runDueJobs();
  }

  private void approveTheCandidate() {
    time.goTo(BEGIN);
    models.register(MODEL, "v2", KEY, "models/v2", "data-science");
    models.approve(MODEL, "v2", "engineering");
    engine.getRuntimeService().startProcessInstanceByKey("roll-out-model", KEY);
    runDueJobs();
  }

  /** Every day the households ask again which version serves them; the key of a household stays. */
  private void beginTheDay() {
    for (int caller = 0; caller < CALLERS; caller++) {
      var answer = anonymously()
          .post(
              "/ofrep/v1/evaluate/flags/" + MODEL,
              "{\"context\":{\"targetingKey\":\"household-" + caller + "\"}}")
          .json();
      versions.put(caller, answer.path("value").asText());
    }
  }

  /** One half-hour: every household is told whether the price rises, and later what was true. */
  private void half(CSVRecord row) {
    var at = at(row);
    time.goTo(at);
    if (predictions.isEmpty()) beginTheDay();
    versions.forEach((caller, version) -> {
      var line = new LinkedHashMap<String, Object>();
      line.put("id", row.get("key") + "-" + caller);
      line.put("model", MODEL);
      line.put("version", version);
      line.put("at", at.toString());
      line.put("prediction", row.get(version));
      predictions.add(RunningJar.write(line));
      outcomes.add(RunningJar.write(
          Map.of("id", line.get("id"), "actual", row.get("actual"), "at", at.toString())));
    });
  }

  /**
   * Reports the day, lets the machine look and the timers fire, and lets the people answer; the
   * step back once there is one.
   */
  private Rollback endTheDay(int row) {
    reportTheDay();
    rollouts.judgeAll(List.of(MODEL)).values().forEach(verdict -> {
      LOG.log(
          System.Logger.Level.INFO,
          "row {0}, {1}, at {2} %: {3}",
          row,
          time.instant(),
          routes.get(MODEL).percent(),
          verdict.why());
      rollouts.correct(verdict, "watch");
    });
    runDueJobs();
    var people = new WillingPeople(engine);
    for (int i = 0; i < 20; i++) {
      shares.add(routes.get(MODEL).percent());
      var tasks = engine
          .getTaskService()
          .createTaskQuery()
          .processInstanceBusinessKey(KEY)
          .list();
      if (tasks.stream()
          .anyMatch(task -> task.getTaskDefinitionKey().equals("Task_DecideAfterStepBack")))
        return rollouts.rollbacks(MODEL).get(0);
      if (tasks.isEmpty()) return null;
      tasks.forEach(people::answer);
      runDueJobs();
    }
    throw new AssertionError("The people are asked without end.");
  }

  private void reportTheDay() {
    report("/api/predictions", predictions);
    report("/api/outcomes", outcomes);
  }

  private void report(String path, List<String> lines) {
    var answer = anonymously().postLines(path, lines.toArray(String[]::new));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(lines.size());
    lines.clear();
  }
}
