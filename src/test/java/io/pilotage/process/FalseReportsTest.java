package io.pilotage.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotage.identity.Groups;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.monitoring.log.Callers;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.rollout.Rollouts;
import io.pilotage.rollout.Samples;
import io.pilotage.traffic.Evaluations;
import io.pilotage.traffic.Evaluations.Handed;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.spin.Spin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@DisplayName("What is reported is held against what OFREP handed out")
@TestPropertySource(properties = "pilotage.traffic.reports-per-answer=1")
class FalseReportsTest extends ProcessTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @LocalServerPort
  private int port;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private Samples samples;

  @Autowired
  private Notices notices;

  @Autowired
  private Callers callers;

  @Autowired
  private Evaluations evaluations;

  @Autowired
  private JdbcClient jdbc;

  private final Map<Instant, Integer> reported = new LinkedHashMap<>();
  private String key;
  private String model;

  @BeforeEach
  void approveACandidate() {
    key = freshKey("FALSE");
    model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.register("False reports " + key, key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
  }

  @Test
  @DisplayName(
      "R64 predictions nobody asked for promote nothing, and security hears of them once an hour")
  void reportsNobodyAskedFor() {
    var rollOut = start("roll-out-model").about(key);
    atTheLook(rollOut, this::good);

    rollOut.waitsAt("Next look due");
    assertThat(verdict().stage()).isEqualTo(Verdict.UNCLEAR);
    assertThat(verdict().why())
        .contains(
            "More was reported than asked: 1,200 predictions of v2", "OFREP handed out 0 times");
    assertThat(toSecurity())
        .isNotEmpty()
        .allSatisfy(notice -> assertThat(notice.text()).contains("pilotage.identity.tokens"));
    var told = toSecurity().size();
    rollouts.judge(model);
    assertThat(toSecurity()).as("not again within the hour").hasSize(told);

    reported.forEach((at, count) ->
        List.of("v1", "v2").forEach(version -> handedOutElsewhere(version, at, count)));
    rollOut.letPass("Next look due");
    rollOut.waitsAt("Sign off phase");
  }

  @Test
  @DisplayName("R64 a stage that began before the hour turned is doubted as long as any other")
  void overTheTurnOfAnHour() {
    clock.passUntil(
        clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS).minusSeconds(20));
    var rollOut = start("roll-out-model").about(key);
    atTheLook(rollOut, this::good);

    rollOut.waitsAt("Next look due");
    assertThat(verdict().why())
        .contains(
            "More was reported than asked: 1,200 predictions of v2", "OFREP handed out 0 times");
  }

  @Test
  @DisplayName(
      "R64 requests both versions claim to have answered promote nothing outside the shadow")
  void idsInTwoVersions() {
    var rollOut = start("roll-out-model").about(key);
    atTheLook(rollOut, () -> {
      good();
      callers.inTheShadow(model, "v1", 96, "v2", 97, 100);
      reported.merge(clock.instant(), 100, Integer::sum);
      reported.forEach((at, count) ->
          List.of("v1", "v2").forEach(version -> handedOutElsewhere(version, at, 2 * count)));
    });

    rollOut.waitsAt("Next look due");
    assertThat(verdict().stage()).isEqualTo(Verdict.UNCLEAR);
    assertThat(verdict().why()).contains("200 requests are reported as answered by v2 and by v1");
    assertThat(toSecurity()).isNotEmpty();
  }

  @Test
  @DisplayName(
      "False reports that look bad step back all the same: nobody keeps a bad candidate by crying foul")
  void badNumbersStillStepBack() {
    var rollOut = start("roll-out-model").about(key);
    clock.pass(Duration.ofSeconds(30));
    var moment = clock.instant();
    callers.of(model, "v1").asOf(moment).send(400);
    callers.of(model, "v2").right(0.5).asOf(moment).send(400);

    rollOut.letPass("Soak time over");

    assertThat(verdict().stage()).isEqualTo(Verdict.UNHEALTHY);
    assertThat(toSecurity()).isNotEmpty();
  }

  @Test
  @DisplayName(
      "Each answer counts, alone or among all, known by its tag or not, for as long as there is a candidate")
  void countsWhatIsHandedOut() throws Exception {
    ask("/" + model, null);
    assertThat(handed("v1")).as("no candidate yet").isZero();
    start("roll-out-model").about(key);

    for (int i = 0; i < 3; i++) ask("/" + model, null);
    var bulk = ask("", null);
    assertThat(ask("", bulk.headers().firstValue("ETag").orElseThrow()).statusCode())
        .isEqualTo(304);
    ask("/nobody", null);

    assertThat(handed("v1") + handed("v2")).isEqualTo(5);
  }

  private void atTheLook(Walk rollOut, Runnable traffic) {
    traffic.run();
    rollOut.letPass("Soak time over");
    rollOut.answer("Validate sample").as("business").withRaw("sample", agreed()).done();
    traffic.run();
    rollOut.letPass("Next look due");
  }

  private void good() {
    clock.pass(Duration.ofSeconds(30));
    var moment = clock.instant();
    callers.of(model, "v1").right(0.96).asOf(moment).send(600);
    callers.of(model, "v2").right(0.97).asOf(moment).send(600);
    reported.put(clock.instant(), 600);
  }

  /** As another node would have counted it. */
  private void handedOutElsewhere(String version, Instant at, int count) {
    var hour = at.truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC);
    if (jdbc.sql(
                "update evaluation set answered = answered + ? where model = ? and version = ? and hour_at = ?")
            .params(count, model, version, hour)
            .update()
        == 0)
      jdbc.sql("insert into evaluation (model, version, hour_at, answered) values (?, ?, ?, ?)")
          .params(model, version, hour, count)
          .update();
  }

  private long handed(String version) {
    return evaluations.since(clock.instant().minus(Duration.ofHours(1))).entrySet().stream()
        .filter(one -> one.getKey().equals(new Handed(model, version)))
        .flatMap(one -> one.getValue().values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  private HttpResponse<String> ask(String path, String known) throws Exception {
    var request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/ofrep/v1/evaluate/flags" + path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"context\":{\"targetingKey\":\"anna\"}}"));
    if (known != null) request.header("If-None-Match", known);
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private StageVerdict verdict() {
    return rollouts.verdictOf(model).orElseThrow();
  }

  private List<Notice> toSecurity() {
    return notices.of(key).stream()
        .filter(notice ->
            Groups.SECURITY.equals(notice.toGroup()) && notice.subject().contains("not believed"))
        .toList();
  }

  private Object agreed() {
    var rows = samples.draw(key, routes.get(model).candidate()).stream()
        .map(row ->
            Map.of("prediction", row.prediction(), "answer", row.answer(), "opinion", "AGREE"))
        .toList();
    return Spin.JSON(new ObjectMapper().valueToTree(rows).toString());
  }
}
