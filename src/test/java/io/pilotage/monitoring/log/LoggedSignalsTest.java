package io.pilotage.monitoring.log;

import static io.pilotage.verdict.Signal.ACCURACY;
import static io.pilotage.verdict.Signal.CACHE_HITS;
import static io.pilotage.verdict.Signal.COST;
import static io.pilotage.verdict.Signal.ERROR_RATE;
import static io.pilotage.verdict.Signal.FAIRNESS;
import static io.pilotage.verdict.Signal.INPUT_DRIFT;
import static io.pilotage.verdict.Signal.LATENCY_P95;
import static io.pilotage.verdict.Signal.PREDICTION_DRIFT;
import static io.pilotage.verdict.Signal.THROUGHPUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.pilotage.monitoring.GroupTally;
import io.pilotage.monitoring.PairTally;
import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Tally;
import io.pilotage.monitoring.Vocabulary;
import io.pilotage.monitoring.Window;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoggedSignalsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T10:00:00Z");
  private static final Window V1 = window("churn", "v1");
  private static final Window V2 = window("churn", "v2");

  private final TestLog log = new TestLog(Map.of(
      "pilotage.monitoring.models.price.tolerance",
      "5",
      "pilotage.monitoring.models.risk.threshold",
      "0.5",
      "pilotage.monitoring.models.loan.favourable",
      "grant"));

  @AfterEach
  void close() throws Exception {
    log.close();
  }

  @Test
  @DisplayName(
      "R70 accuracy joins outcomes that came before, after, twice and corrected, each once")
  void accuracy() {
    log.outcomes(List.of(outcome("a", "\"UP\"", 0)));
    log.predictions(List.of(
        line("a", "churn", "v1", 0, "\"prediction\":\"UP\""),
        line("b", "churn", "v1", 1, "\"prediction\":\"UP\""),
        line("c", "churn", "v1", 2, "\"prediction\":\"UP\""),
        line("unknown", "churn", "v1", 3, "\"prediction\":\"UP\"")));
    log.outcomes(List.of(
        outcome("b", "\"DOWN\"", 5),
        outcome("c", "\"DOWN\"", 6),
        outcome("c", "\"UP\"", 9),
        outcome("c", "\"DOWN\"", 6)));
    log.predictions(List.of(line("a", "churn", "v1", 0, "\"prediction\":\"UP\"")));

    var reading = read(ACCURACY, V1);

    assertThat(reading.n()).isEqualTo(3);
    assertThat(reading.value()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(reading.newest()).isEqualTo(NOON.plusSeconds(9));
  }

  @Test
  @DisplayName(
      "R70 an outcome told before its prediction labels neither of two models that have its id")
  void earlyAndDoubtful() {
    log.outcomes(List.of(outcome("1", "1", 0)));
    log.predictions(List.of(
        line("1", "churn", "v1", 1, "\"prediction\":1"),
        line("1", "fraud", "v1", 1, "\"prediction\":2")));

    assertThat(log.signals().read(ACCURACY, List.of(V1, window("fraud", "v1"))))
        .extracting(Reading::n)
        .containsExactly(0L, 0L);

    log.outcomes(
        List.of("{\"id\":\"1\",\"model\":\"fraud\",\"actual\":2,\"at\":\"" + NOON + "\"}"));

    assertThat(log.signals().read(ACCURACY, List.of(V1, window("fraud", "v1"))))
        .extracting(Reading::n)
        .containsExactly(0L, 1L);
  }

  @Test
  @DisplayName(
      "R70 an outcome belongs to the model whose prediction it found, not to one that uses the id later")
  void foundItsModel() {
    log.predictions(List.of(line("1", "churn", "v1", 0, "\"prediction\":1")));
    log.outcomes(List.of(outcome("1", "1", 1)));
    log.predictions(List.of(line("1", "fraud", "v1", 2, "\"prediction\":2")));

    assertThat(log.signals().read(ACCURACY, List.of(V1, window("fraud", "v1"))))
        .extracting(Reading::n)
        .containsExactly(1L, 0L);
  }

  @Test
  @DisplayName(
      "R70 outcomes of before get the model they belong to, so that no look has to ask for it")
  void outcomesOfBeforeGetTheirModel() throws Exception {
    log.outcomes(List.of(outcome("early", "1", 0), outcome("doubtful", "1", 0)));
    log.predictions(List.of(
        line("early", "churn", "v1", 1, "\"prediction\":1"),
        line("doubtful", "churn", "v1", 1, "\"prediction\":1"),
        line("one", "churn", "v1", 1, "\"prediction\":1"),
        line("both", "churn", "v1", 1, "\"prediction\":1")));
    log.outcomes(List.of(outcome("one", "1", 2), outcome("both", "1", 2), outcome("none", "1", 2)));
    many(250_000);
    log.predictions(List.of(
        line("doubtful", "fraud", "v1", 3, "\"prediction\":1"),
        line("both", "fraud", "v1", 3, "\"prediction\":1")));
    var windows = List.of(V1, window("fraud", "v1"));
    var before = log.signals().read(ACCURACY, windows);
    assertThat(before).extracting(Reading::n).containsExactly(3L, 0L);

    for (int look = 0; look < 4; look++) log.predictions(List.of());

    assertThat(ofNoModel()).containsExactlyInAnyOrder("early", "doubtful", "none");
    assertThat(log.signals().read(ACCURACY, windows)).isEqualTo(before);
    log.predictions(List.of(line("one", "fraud", "v1", 4, "\"prediction\":2")));
    assertThat(log.signals().read(ACCURACY, windows))
        .extracting(Reading::n)
        .containsExactly(3L, 0L);
  }

  /** Predictions and outcomes of before, a day earlier. */
  private void many(int rows) throws Exception {
    try (var connection = log.file.connect();
        var statement = connection.createStatement()) {
      statement.execute("insert into prediction (seq, id, model, version, made_at, failed)"
          + " select -2 * i, 'old-' || i, 'churn', 'v1', timestamp '2026-11-19 12:00:00', false"
          + " from range(1, " + rows + " + 1) rows(i)");
      statement.execute(
          "insert into outcome (seq, id, label, known_at) select 1 - 2 * i, 'old-' || i,"
              + " '1', timestamp '2026-11-19 12:00:00' from range(1, " + rows + " + 1) rows(i)");
    }
  }

  private List<String> ofNoModel() throws Exception {
    var ids = new ArrayList<String>();
    try (var connection = log.file.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select id from outcome where model is null limit 10")) {
      while (row.next()) ids.add(row.getString(1));
    }
    return ids;
  }

  @Test
  @DisplayName("Two versions that answered the same request share its outcome")
  void shadow() {
    log.predictions(List.of(
        line("a", "churn", "v1", 0, "\"prediction\":1"),
        line("a", "churn", "v2", 0, "\"prediction\":2")));
    log.outcomes(List.of(outcome("a", "2", 1)));

    var readings = log.signals().read(ACCURACY, List.of(V1, V2, window("churn", "v3")));

    assertThat(readings).extracting(Reading::value).containsExactly(0.0, 1.0, Double.NaN);
    assertThat(readings).extracting(Reading::n).containsExactly(1L, 1L, 0L);
    assertThat(readings).extracting(Reading::version).containsExactly("v1", "v2", "v3");
  }

  @Test
  @DisplayName(
      "A number is right within its model's tolerance, or on the same side of its threshold; 1 and \"1\" are the same")
  void numbers() {
    log.predictions(List.of(
        line("p1", "price", "v1", 0, "\"prediction\":100"),
        line("p2", "price", "v1", 0, "\"prediction\":100"),
        line("r1", "risk", "v1", 0, "\"prediction\":0.81"),
        line("r2", "risk", "v1", 0, "\"prediction\":0.41"),
        line("t1", "churn", "v1", 0, "\"prediction\":1"),
        line("t2", "churn", "v1", 0, "\"prediction\":\"1\"")));
    log.outcomes(List.of(
        outcome("p1", "104.5", 1),
        outcome("p2", "94", 1),
        outcome("r1", "1", 1),
        outcome("r2", "1", 1),
        outcome("t1", "\"1\"", 1),
        outcome("t2", "1.0", 1)));

    assertThat(read(ACCURACY, window("price", "v1")).value()).isEqualTo(0.5);
    assertThat(read(ACCURACY, window("risk", "v1")).value()).isEqualTo(0.5);
    assertThat(read(ACCURACY, V1).value()).isEqualTo(1.0);
  }

  @Test
  @DisplayName(
      "R70 answers are compared by value with what came true, also those of a log from before there were "
          + "words, and kept as they were sent")
  void byValue() throws Exception {
    var said = List.of("1", "\"0\"", "\"True\"", "\"Fine \"", "0.5", "\"1\"", "\"gut\"", "1");
    var told = List.of(
        "\"1.0\"", "\" 0.0\"", "true", "\"fine\"", "\"5e-1\"", "true", "\"schlecht\"", "\"one\"");
    for (int i = 0; i < said.size(); i++) {
      log.predictions(List.of(
          line("v" + i, "churn", "v1", i, "\"prediction\":" + said.get(i)),
          line("v" + i, "churn", "v2", i, "\"prediction\":" + told.get(i))));
      log.outcomes(List.of(outcome("v" + i, told.get(i), 30)));
    }

    assertThat(read(ACCURACY, V1).value())
        .as("what a number stands for, and other words, are not guessed")
        .isEqualTo(5 / 8.0);
    assertThat(read(ACCURACY, V2).value()).isEqualTo(1.0);
    assertThat(log.signals().pairs(Map.of(V1, V2), Duration.ofDays(1)))
        .extracting(PairTally::worse, PairTally::equal, PairTally::better)
        .containsExactly(tuple(3L, 5L, 0L));
    forgetTheWords();
    assertThat(read(ACCURACY, V1).value()).isEqualTo(5 / 8.0);
    assertThat(read(ACCURACY, V2).value()).isEqualTo(1.0);
    try (var connection = log.file.connect();
        var row = connection
            .createStatement()
            .executeQuery("select label from prediction where label like 'Fine%'")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("Fine ");
    }
  }

  @Test
  @DisplayName("R70 a text that is a number keeps the tolerance and the threshold of its model")
  void numbersInTexts() {
    log.predictions(List.of(
        line("p1", "price", "v1", 0, "\"prediction\":\"100.0\""),
        line("r1", "risk", "v1", 0, "\"prediction\":\"0.81\"")));
    log.outcomes(List.of(outcome("p1", "104.5", 1), outcome("r1", "\"1\"", 1)));

    assertThat(read(ACCURACY, window("price", "v1")).value()).isEqualTo(1.0);
    assertThat(read(ACCURACY, window("risk", "v1")).value()).isEqualTo(1.0);
  }

  @Test
  @DisplayName(
      "R64 the words of answers and outcomes are told by value, and whether they have anything in common")
  void vocabularies() throws Exception {
    log.predictions(
        lines("churn", "v1", 60, i -> "\"prediction\":" + (i % 3 == 0 ? "1" : "\"0.0\"")));
    log.predictions(
        lines("churn", "v2", 60, i -> "\"prediction\":" + (i % 3 == 0 ? "\"Ja\"" : "\"nein \"")));
    for (int i = 0; i < 60; i++)
      log.outcomes(List.of(
          outcome("v1-" + i, i % 2 == 0 ? "\"Approved\"" : "\"refused\"", 1),
          outcome("v2-" + i, i % 2 == 0 ? "\"ja\"" : "\"JA\"", 1)));

    for (int look = 0; look < 2; look++) {
      var words = log.signals().vocabularies(List.of(V1, V2, window("churn", "v3")));
      assertThat(words)
          .extracting(Vocabulary::version, Vocabulary::words, Vocabulary::apart)
          .containsExactlyInAnyOrder(
              tuple("v1", "answers are 0, 1; outcomes are approved, refused", true),
              tuple("v2", "answers are nein, ja; outcomes are ja", false));
      forgetTheWords();
    }
  }

  @Test
  @DisplayName(
      "Favourable answers are told by value; a number beyond 0 to 1 says neither yes nor no without a threshold")
  void favourableByValue() {
    log.predictions(lines(
        "loan",
        "v1",
        60,
        i -> "\"prediction\":\"" + (i % 2 == 0 ? " Grant" : "refuse") + "\",\"groups\":{\"sex\":\""
            + (i % 4 < 2 ? "f" : "m") + "\"}"));
    log.predictions(lines(
        "churn",
        "v1",
        60,
        i -> "\"prediction\":\"" + (i % 2 == 0 ? "1.0" : "0") + "\",\"groups\":{\"sex\":\""
            + (i % 4 < 2 ? "f" : "m") + "\"}"));
    log.predictions(lines(
        "churn",
        "v2",
        60,
        i -> "\"prediction\":" + (100 + i) + ",\"groups\":{\"sex\":\"" + (i % 2 == 0 ? "f" : "m")
            + "\"}"));

    assertThat(log.signals().groups(List.of(window("loan", "v1"), V1), Duration.ofDays(1)))
        .extracting(GroupTally::favourable)
        .containsExactly(15L, 15L, 15L, 15L);
    assertThat(read(FAIRNESS, V2).problem())
        .as("prices of which each would be favourable")
        .contains("No prediction counts as favourable");
  }

  @Test
  @DisplayName(
      "Drift knows an answer again in another spelling, beside a reference that was fixed before there were words too")
  void driftByValue() throws Exception {
    log.live("churn", "v1");
    log.predictions(
        lines("churn", "v1", 300, i -> "\"prediction\":\"" + (i % 2 == 0 ? "Fine" : "not") + "\""));
    log.predictions(lines(
        "churn", "v2", 300, i -> "\"prediction\":\"" + (i % 2 == 0 ? "fine " : "NOT") + "\""));
    assertThat(read(PREDICTION_DRIFT, V2).value()).isLessThan(1e-6);

    log.baselines().fix("churn", "v2", V1);
    try (var connection = log.file.connect()) {
      connection
          .createStatement()
          .execute("update reference_count set bin = '=Fine' where bin = '=fine'");
    }
    assertThat(read(PREDICTION_DRIFT, V2).value()).isLessThan(1e-6);
  }

  /** As a log is that was written before there were words. */
  private void forgetTheWords() throws Exception {
    try (var connection = log.file.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "update prediction set word = null, number = case when label in ('1', '0', '0.5') and number "
              + "is not null then number end");
      statement.execute(
          "update outcome set word = null, number = case when label in ('1', '0', '0.5') and number is "
              + "not null then number end");
    }
  }

  @Test
  @DisplayName(
      "R70 errors, latency, cost, cache hits and throughput; what is not told does not count")
  void plainSignals() {
    log.predictions(lines(
        "churn",
        "v1",
        100,
        i -> "\"prediction\":\"UP\",\"latencyMs\":" + (i + 1) + ",\"cost\":" + (i % 2)
            + ",\"cached\":" + (i % 4 == 0) + (i < 3 ? ",\"error\":\"timeout\"" : "")));
    log.predictions(lines("churn", "v2", 1, i -> "\"error\":true"));

    assertThat(read(ERROR_RATE, V1).value()).isEqualTo(0.03);
    assertThat(read(LATENCY_P95, V1).value()).isCloseTo(95.05, within(1e-9));
    assertThat(read(COST, V1).value()).isEqualTo(0.5);
    assertThat(read(CACHE_HITS, V1).value()).isEqualTo(0.25);
    assertThat(read(THROUGHPUT, V1).value()).isCloseTo(100 / 60.0, within(1e-9));
    assertThat(read(ERROR_RATE, V2))
        .extracting(Reading::value, Reading::n)
        .containsExactly(1.0, 1L);
    assertThat(read(COST, V2))
        .extracting(Reading::value, Reading::n, Reading::newest, Reading::problem)
        .containsExactly(Double.NaN, 0L, null, null);
  }

  @Test
  @DisplayName("A window holds its start and not its end, and only its own version")
  void windowEdges() {
    log.predictions(List.of(
        line("a", "churn", "v1", -1, "\"prediction\":1"),
        line("b", "churn", "v1", 0, "\"prediction\":1"),
        line("c", "churn", "v1", 3599, "\"prediction\":1"),
        line("d", "churn", "v1", 3600, "\"prediction\":1"),
        line("e", "churn", "v2", 5, "\"prediction\":1")));

    assertThat(read(ERROR_RATE, V1))
        .extracting(Reading::n, Reading::newest)
        .containsExactly(2L, NOON.plusSeconds(3599));
  }

  @Test
  @DisplayName(
      "R70 fairness is the lowest rate of favourable predictions over the highest, small groups left out")
  void fairness() {
    log.predictions(lines(
        "loan",
        "v1",
        200,
        i -> "\"prediction\":\"" + (i % 2 == 0 ? i % 10 < 4 : i % 10 < 8) + "\",\"groups\":{}"));
    var all = new ArrayList<String>();
    for (int i = 0; i < 100; i++)
      all.add(line(
          "f" + i,
          "loan",
          "v2",
          i,
          "\"prediction\":\"" + (i < 30 ? "grant" : "refuse") + "\",\"groups\":{\"sex\":\"f\"}"));
    for (int i = 0; i < 100; i++)
      all.add(line(
          "m" + i,
          "loan",
          "v2",
          i,
          "\"prediction\":\"" + (i < 60 ? "grant" : "refuse") + "\",\"groups\":{\"sex\":\"m\"}"));
    for (int i = 0; i < 5; i++)
      all.add(
          line("x" + i, "loan", "v2", i, "\"prediction\":\"refuse\",\"groups\":{\"sex\":\"x\"}"));
    log.predictions(all);

    assertThat(read(FAIRNESS, window("loan", "v2")))
        .extracting(Reading::value, Reading::n)
        .containsExactly(0.5, 200L);
    assertThat(read(FAIRNESS, window("loan", "v1")))
        .extracting(Reading::value, Reading::n)
        .containsExactly(Double.NaN, 0L);
  }

  @Test
  @DisplayName("Fairness asks for the favourable answer where none is known")
  void favourableUnknown() {
    log.predictions(lines(
        "churn",
        "v1",
        100,
        i -> "\"prediction\":\"B\",\"groups\":{\"sex\":\"" + (i % 2 == 0 ? "f" : "m") + "\"}"));

    assertThat(read(FAIRNESS, V1).problem())
        .contains("pilotage.monitoring.models.churn.favourable");
  }

  @Test
  @DisplayName("R70 drift stays small between equal samples and grows with the feature that moved")
  void drift() {
    var random = new Random(7);
    log.live("churn", "v1");
    log.predictions(lines("churn", "v1", 1000, i -> answer(random, 0, 0.5)));
    log.predictions(lines("churn", "v2", 1000, i -> answer(random, 0, 0.5)));
    log.predictions(lines("churn", "v3", 1000, i -> answer(random, 1.5, 0.9)));

    assertThat(read(INPUT_DRIFT, V2).value()).isBetween(0.0, 0.06);
    assertThat(read(PREDICTION_DRIFT, V2).value()).isBetween(0.0, 0.06);
    assertThat(read(INPUT_DRIFT, window("churn", "v3"))).satisfies(reading -> {
      assertThat(reading.value()).isGreaterThan(1);
      assertThat(reading.n()).isEqualTo(1000);
      assertThat(reading.newest()).isNotNull();
    });
    assertThat(read(PREDICTION_DRIFT, window("churn", "v3")).value()).isGreaterThan(0.25);
  }

  @Test
  @DisplayName("Drift with too few samples is no number; with a thin reference it says so")
  void driftNeedsSamples() {
    var random = new Random(8);
    log.live("churn", "v1");
    log.predictions(lines("churn", "v1", 300, i -> answer(random, 0, 0.5)));
    log.predictions(lines("churn", "v2", 199, i -> answer(random, 9, 0.5)));

    assertThat(read(INPUT_DRIFT, V2))
        .extracting(Reading::value, Reading::n, Reading::problem, Reading::tooFew)
        .containsExactly(Double.NaN, 199L, null, "199 of 200 samples");
    assertThat(read(INPUT_DRIFT, V1))
        .extracting(Reading::value, Reading::n, Reading::problem, Reading::tooFew)
        .containsExactly(Double.NaN, 300L, null, "0 of 200 samples to compare with");
  }

  @Test
  @DisplayName("A fixed reference holds: the first one, whatever the live version does later")
  void fixedReference() {
    var random = new Random(9);
    log.live("churn", "v1");
    log.predictions(lines("churn", "v1", 1000, i -> answer(random, 0, 0.5)));
    log.baselines().fix("churn", "v1", V1);
    log.baselines().fix("churn", "v1", new Window("churn", "v1", NOON.minusSeconds(9), NOON));
    log.predictions(IntStream.range(0, 1000)
        .mapToObj(i -> line("later" + i, "churn", "v1", 3600 + i, answer(random, 2, 0.5)))
        .toList());

    var later = new Window("churn", "v1", NOON.plusSeconds(3600), NOON.plusSeconds(7200));
    assertThat(log.baselines().fixed("churn", "v1")).isTrue();
    assertThat(log.baselines().fixed("churn", "v2")).isFalse();
    assertThat(read(INPUT_DRIFT, V1).value()).isLessThan(1e-6);
    assertThat(read(PREDICTION_DRIFT, V1).value()).isLessThan(1e-6);
    assertThat(read(INPUT_DRIFT, later).value()).isGreaterThan(1);
    assertThat(read(PREDICTION_DRIFT, later).value()).isLessThan(0.06);
  }

  @Test
  @DisplayName("A feature that is gone is drift of the same version, and none of another")
  void featureGone() {
    log.predictions(IntStream.range(0, 300)
        .mapToObj(i -> line(
            "old" + i,
            "churn",
            "v1",
            i - 600,
            "\"prediction\":1,\"features\":{\"a\":1,\"b\":\"x\"}"))
        .toList());
    log.predictions(lines("churn", "v1", 300, i -> "\"prediction\":1,\"features\":{\"a\":1}"));
    log.predictions(
        lines("churn", "v2", 300, i -> "\"prediction\":1,\"features\":{\"a\":1,\"new\":5}"));
    assertThat(read(INPUT_DRIFT, V1).value()).isGreaterThan(5);

    log.live("churn", "v1");
    assertThat(read(INPUT_DRIFT, V2).value()).isLessThan(1e-6);
  }

  @Test
  @DisplayName("Any name will do for a feature or a group")
  void strangeNames() {
    log.predictions(IntStream.range(0, 300)
        .mapToObj(i -> line("o" + i, "churn", "v1", i - 600, strange(i)))
        .toList());
    log.predictions(lines("churn", "v1", 300, LoggedSignalsTest::strange));

    assertThat(read(INPUT_DRIFT, V1).value()).isLessThan(1e-6);
    assertThat(read(FAIRNESS, V1).value()).isEqualTo(1.0);
  }

  private static String strange(int i) {
    return "\"prediction\":1,\"features\":{\"$.a[\":" + i
        + ",\"/b\":\"x\",\"c.d~\":\"\\\"\",\"*\":1,\" \":2},\"groups\":{\"$x\":\"" + (i % 2)
        + "\"}";
  }

  @Test
  @DisplayName(
      "R63 groups are counted with what they were answered and how often it was wrong; small ones are left out")
  void groups() {
    var all = new ArrayList<String>();
    for (int i = 0; i < 60; i++) {
      var sex = i % 2 == 0 ? "f" : "m";
      all.add(line(
          "g" + i,
          "loan",
          "v2",
          i % 10,
          "\"prediction\":\"" + (i % 3 == 0 ? "grant" : "refuse") + "\",\"groups\":{\"sex\":\""
              + sex + "\"}"));
    }
    for (int i = 0; i < 5; i++)
      all.add(
          line("x" + i, "loan", "v2", i, "\"prediction\":\"refuse\",\"groups\":{\"sex\":\"x\"}"));
    log.predictions(all);
    // Ten of the women are known: g0 g6 … were grantd; two of them rightly.
    log.outcomes(List.of(
        outcome("g0", "\"refuse\"", 30),
        outcome("g6", "\"grant\"", 30),
        outcome("g2", "\"grant\"", 30),
        outcome("g4", "\"refuse\"", 30)));

    var tallies = log.signals().groups(List.of(window("loan", "v2")), Duration.ofDays(1));

    assertThat(tallies)
        .extracting(
            GroupTally::attribute,
            GroupTally::group,
            GroupTally::favourable,
            GroupTally::unfavourable)
        .containsExactlyInAnyOrder(tuple("sex", "f", 10L, 20L), tuple("sex", "m", 10L, 20L));
    assertThat(tallies)
        .filteredOn(tally -> tally.group().equals("f"))
        .extracting(
            tally -> tally.known().falsePositive(),
            tally -> tally.known().truePositive(),
            tally -> tally.known().falseNegative(),
            tally -> tally.known().trueNegative())
        .containsExactly(tuple(1L, 1L, 1L, 1L));
  }

  @Test
  @DisplayName("Requests both versions answered are told by their id and compared one by one")
  void pairs() {
    log.predictions(List.of(
        line("a", "churn", "v1", 1, "\"prediction\":1"),
        line("a", "churn", "v2", 1, "\"prediction\":2"),
        line("b", "churn", "v1", 2, "\"prediction\":2"),
        line("b", "churn", "v2", 2, "\"prediction\":1"),
        line("c", "churn", "v1", 3, "\"prediction\":1"),
        line("c", "churn", "v2", 3, "\"prediction\":1"),
        line("d", "churn", "v1", 4, "\"prediction\":1"),
        line("e", "churn", "v2", 4, "\"prediction\":2"),
        line("f", "churn", "v1", 5, "\"prediction\":1"),
        line("f", "churn", "v2", 5, "\"prediction\":2")));
    log.outcomes(List.of(
        outcome("a", "1", 30),
        outcome("b", "1", 30),
        outcome("c", "1", 30),
        outcome("d", "1", 30),
        outcome("e", "1", 30)));

    var pairs = log.signals().pairs(Map.of(V2, V1), Duration.ofDays(1));

    assertThat(pairs)
        .as("d and e were answered by one, of f the truth is not known")
        .singleElement()
        .extracting(PairTally::version, PairTally::worse, PairTally::equal, PairTally::better)
        .containsExactly("v2", 1L, 1L, 1L);
  }

  @Test
  @DisplayName("Tallies count right and wrong by the hour, each prediction once")
  void tallies() {
    var day =
        new Window("churn", "v1", NOON.minus(Duration.ofHours(5)), NOON.plus(Duration.ofHours(5)));
    log.predictions(List.of(
        line("a", "churn", "v1", -10, "\"prediction\":1,\"latencyMs\":10"),
        line("b", "churn", "v1", 5, "\"prediction\":1,\"latencyMs\":90"),
        line("c", "churn", "v1", 6, "\"prediction\":2,\"latencyMs\":50"),
        line("c", "churn", "v1", 6, "\"prediction\":2,\"latencyMs\":50"),
        line("d", "churn", "v1", 7, "\"error\":\"down\"")));
    log.outcomes(List.of(
        outcome("a", "1", 9),
        outcome("b", "1", 9),
        outcome("c", "1", 9),
        outcome("c", "1", 9),
        outcome("d", "1", 9)));
    var before = NOON.minus(Duration.ofHours(1));

    assertThat(log.signals().tallies(ACCURACY, List.of(day)))
        .containsExactly(tally(before, 1, 0), tally(NOON, 1, 1));
    assertThat(log.signals().tallies(ERROR_RATE, List.of(day)))
        .containsExactly(tally(before, 1, 0), tally(NOON, 2, 1));
    assertThat(log.signals().slower(Map.of(day, 50.0)))
        .containsExactly(tally(before, 1, 0), tally(NOON, 1, 1));
    assertThat(log.signals().tallies(COST, List.of(day))).isEmpty();
  }

  @Test
  @DisplayName(
      "Several signals are counted at once, each for the windows it was asked about, and a truth told "
          + "twice counts once")
  void countsSeveralSignals() {
    log.predictions(List.of(
        line("a", "churn", "v1", 1, "\"prediction\":1,\"latencyMs\":10"),
        line("b", "churn", "v2", 2, "\"prediction\":1,\"latencyMs\":90"),
        line("c", "churn", "v2", 3, "\"error\":\"down\""),
        line("d", "churn", "v2", 4, "\"prediction\":2,\"latencyMs\":20")));
    log.outcomes(List.of(
        outcome("a", "1", 9), outcome("a", "2", 10), outcome("b", "1", 9), outcome("c", "1", 9)));

    var counted = log.signals()
        .count(
            Map.of(
                ACCURACY,
                Map.of(V1, 0.9, V2, 0.9),
                LATENCY_P95,
                Map.of(V2, 50.0),
                COST,
                Map.of(V1, 1.0)),
            Duration.ofHours(1));

    assertThat(counted.get(ACCURACY))
        .as("of d the truth is not known, c failed, and of a the last word counts")
        .containsExactlyInAnyOrder(tally(NOON, 0, 1), new Tally("churn", "v2", NOON, 1, 0));
    assertThat(counted.get(LATENCY_P95)).containsExactly(new Tally("churn", "v2", NOON, 1, 1));
    assertThat(counted.get(COST)).isEmpty();
    assertThat(counted).doesNotContainKey(ERROR_RATE);
  }

  @Test
  @DisplayName("What is older than the log keeps is forgotten, predictions and outcomes")
  void retention() {
    log.predictions(List.of(
        line("a", "churn", "v1", 0, "\"prediction\":1"),
        line("b", "churn", "v1", 60, "\"prediction\":1")));
    log.outcomes(List.of(outcome("a", "1", 0), outcome("b", "1", 60)));

    log.writer.forget(NOON.plusSeconds(30));

    assertThat(read(ACCURACY, V1).n()).isEqualTo(1);
  }

  @Test
  @DisplayName("A log that cannot be read answers with the reason and never throws")
  void unreadable() throws Exception {
    var signals = log.signals();
    assertThat(signals.available()).isTrue();
    log.close();

    assertThat(signals.available()).isFalse();
    assertThat(signals.read(ACCURACY, List.of(V1)).get(0)).satisfies(reading -> {
      assertThat(reading.problem()).contains("cannot be read");
      assertThat(reading.value()).isNaN();
      assertThat(reading.n()).isZero();
    });
    assertThat(signals.tallies(ACCURACY, List.of(V1))).isEmpty();
  }

  private Reading read(Signal signal, Window window) {
    return log.signals().read(signal, List.of(window)).get(0);
  }

  private static Tally tally(Instant block, long right, long wrong) {
    return new Tally("churn", "v1", block, right, wrong);
  }

  private static String answer(Random random, double shift, double up) {
    return "\"prediction\":\"" + (random.nextDouble() < up ? "UP" : "DOWN")
        + "\",\"features\":{\"amount\":" + (random.nextGaussian() + shift) + ",\"country\":\""
        + (random.nextBoolean() ? "DE" : "FR") + "\"}";
  }

  private static List<String> lines(String model, String version, int n, IntFunction<String> rest) {
    return IntStream.range(0, n)
        .mapToObj(i -> line(version + "-" + i, model, version, i, rest.apply(i)))
        .toList();
  }

  private static String line(String id, String model, String version, long second, String rest) {
    return "{\"id\":\"" + id + "\",\"model\":\"" + model + "\",\"version\":\"" + version
        + "\",\"at\":\"" + NOON.plusSeconds(second) + "\"," + rest + "}";
  }

  private static String outcome(String id, String actual, long second) {
    return "{\"id\":\"" + id + "\",\"actual\":" + actual + ",\"at\":\"" + NOON.plusSeconds(second)
        + "\"}";
  }

  private static Window window(String model, String version) {
    return new Window(model, version, NOON, NOON.plus(Duration.ofHours(1)));
  }
}
