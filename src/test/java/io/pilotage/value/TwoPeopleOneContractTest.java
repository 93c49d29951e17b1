package io.pilotage.value;

import static io.pilotage.value.SampleKpis.ACCURACY;
import static io.pilotage.value.SampleKpis.HOURS_SAVED;
import static io.pilotage.value.SampleKpis.gapsBeside;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.initiative.Initiatives;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName(
    "R15 R16 two people edit the same KPI contract: the second is told, and nothing is overwritten")
class TwoPeopleOneContractTest extends WebTest {

  @Autowired
  Initiatives initiatives;

  @Autowired
  Kpis kpis;

  @Autowired
  KpiChanges changes;

  @Autowired
  JdbcClient jdbc;

  private String key;
  private String process;

  @BeforeEach
  void register() {
    key = initiatives.register("Answer letters in a day", null, "pm").key();
  }

  @AfterEach
  void endIt() {
    if (process != null) engine.getRuntimeService().deleteProcessInstance(process, "test is over");
  }

  @Test
  void tellsWhoAnswersAnAnsweredTask() throws Exception {
    var task = atTheForm();
    assertThat(submit(task, HOURS_SAVED).status()).isEqualTo(204);

    var second = submit(task, ACCURACY);

    assertThat(second.status()).as(second.toString()).isEqualTo(422);
    assertThat(second.at("detail")).contains("somebody else has answered it", "ask for a change");
    assertThat(kpis.of(key).orElseThrow().kpis()).containsExactly(HOURS_SAVED);
  }

  @Test
  void letsOneOfTwoAnswersAtTheSameMomentPass() throws Exception {
    var task = atTheForm();

    var answers =
        together(() -> submit(task, HOURS_SAVED), () -> submit(task, HOURS_SAVED, ACCURACY));

    assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(204, 422);
    assertThat(answers.stream()
            .filter(answer -> answer.status() == 422)
            .findFirst()
            .orElseThrow()
            .at("detail"))
        .contains("Nothing of your");
    assertThat(kpis.of(key).orElseThrow().kpis()).hasSize(answers.get(0).status() == 204 ? 1 : 2);
    assertThat(jdbc.sql("select count(*) from value_document where initiative = ?")
            .param(key)
            .query(Long.class)
            .single())
        .isOne();
  }

  @Test
  void letsOneOfTwoChangesAtTheSameMomentWait() throws Exception {
    freeze();

    var answers = together(this::change, this::change);

    assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 422);
    assertThat(answers.stream()
            .filter(answer -> answer.status() == 422)
            .findFirst()
            .orElseThrow()
            .at("detail"))
        .contains("Approve or reject that one first");
    assertThat(changes.of(key)).hasSize(1);
  }

  @Test
  void letsOneOfTwoDecisionsAtTheSameMomentPass() throws Exception {
    freeze();
    var change = "/api/initiatives/" + key + "/kpi-changes/" + change().at("id");

    var approvals = together(() -> approve(change, "business"), () -> approve(change, "business"));
    var decisions = together(
        () -> approve(change, "operations"),
        () -> as("engineering").post(change + "/reject", Map.of("reason", "Not now")));

    assertThat(approvals).extracting(Answer::status).containsExactlyInAnyOrder(200, 422);
    assertThat(decisions)
        .extracting(Answer::status)
        .contains(200)
        .allMatch(status -> status == 200 || status == 409 || status == 422);
    assertThat(changes.of(key))
        .singleElement()
        .satisfies(decided -> assertThat(decided.approvals()).hasSizeBetween(1, 2));
  }

  private void freeze() {
    kpis.agree(
        key,
        new KpiContract(
            List.of(HOURS_SAVED),
            gapsBeside(HOURS_SAVED),
            new KpiContract.Agreement("Ada", "Olga", "Emil")));
    jdbc.sql("insert into gate_round (gate, initiative, phase, round_nr, opened_at, decision, why, "
            + "decided_at) values (?, ?, 'DEFINE', 1, ?, 'GO', 'Signed', ?)")
        .params(
            "frozen-" + key,
            key,
            clock.instant().atOffset(ZoneOffset.UTC),
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private Answer approve(String change, String party) {
    return as(party).post(change + "/approve", Map.of("party", party.toUpperCase(Locale.ROOT)));
  }

  private String atTheForm() {
    process = engine
        .getRuntimeService()
        .createProcessInstanceByKey("define-problem")
        .businessKey(key)
        .startBeforeActivity("Task_AgreeKPIs")
        .execute()
        .getId();
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(process)
        .taskDefinitionKey("Task_AgreeKPIs")
        .singleResult()
        .getId();
  }

  private Answer submit(String task, Kpi... wanted) throws Exception {
    return as("business")
        .post(
            "/engine-rest/task/" + task + "/submit-form",
            Map.of(
                "variables",
                Map.of(
                    "kpis",
                    json(List.of(wanted)),
                    "kpiGaps",
                    json(gapsBeside(wanted)),
                    "agreedBusiness",
                    Map.of("value", "Ada"),
                    "agreedOperations",
                    Map.of("value", "Olga"),
                    "agreedTechnology",
                    Map.of("value", "Emil"))));
  }

  private static Map<String, String> json(Object value) throws Exception {
    return Map.of("type", "Json", "value", JSON.writeValueAsString(value));
  }

  private Answer change() {
    return as("pm")
        .post(
            "/api/initiatives/" + key + "/kpi-changes",
            Map.of(
                "kpis",
                List.of(HOURS_SAVED, ACCURACY),
                "gaps",
                gapsBeside(HOURS_SAVED, ACCURACY),
                "reason",
                "Accuracy is asked for every week"));
  }

  /** Both calls leave at the same moment. */
  private static List<Answer> together(Callable<Answer> one, Callable<Answer> other)
      throws Exception {
    var start = new CyclicBarrier(2);
    var people = Executors.newFixedThreadPool(2);
    try {
      var running = List.of(one, other).stream()
          .map(call -> people.submit(() -> {
            start.await(20, TimeUnit.SECONDS);
            return call.call();
          }))
          .toList();
      var answers = new ArrayList<Answer>();
      for (var each : running) answers.add(each.get(60, TimeUnit.SECONDS));
      return answers;
    } finally {
      people.shutdownNow();
    }
  }
}
