package io.pilotage.initiative;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Taking an initiative back over HTTP. */
class WithdrawTest extends WebTest {

  private static int counter;

  @Autowired
  private Initiatives initiatives;

  private String key;

  @BeforeEach
  void startAnInitiative() {
    key = "BACK-" + ++counter;
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "ai-lifecycle", key, Map.of("title", "To be taken back", "sponsor", "business"));
  }

  @AfterEach
  void endIt() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(key)
        .rootProcessInstances()
        .list()
        .forEach(instance ->
            engine.getRuntimeService().deleteProcessInstance(instance.getId(), "test is over"));
  }

  @Test
  void isForProgramManagersAndTheSponsor() {
    assertThat(as("engineering").post(withdraw(), Map.of("reason", "no need")).status())
        .isEqualTo(403);
    assertThat(anonymously().post(withdraw(), Map.of("reason", "no need")).status())
        .isBetween(401, 403);
    assertThat(initiatives.get(key).ended()).isFalse();

    assertThat(as("business").post(withdraw(), Map.of("reason", "no need")).status())
        .isEqualTo(204);
    runJobs();
    assertThat(initiatives.get(key).outcome()).isEqualTo(Outcome.WITHDRAWN);
  }

  @Test
  void isRefusedInASentence() {
    var silent = as("pm").post(withdraw(), Map.of("reason", " "));
    assertThat(silent.status()).isEqualTo(422);
    assertThat(silent.at("field")).isEqualTo("reason");
    assertThat(as("pm")
            .post("/api/initiatives/NOBODY-9/withdraw", Map.of("reason", "x"))
            .status())
        .isEqualTo(404);
    assertThat(as("pm").post(withdraw(), "{not json").status()).isEqualTo(400);

    assertThat(as("pm").post(withdraw(), Map.of("reason", "no need")).status()).isEqualTo(204);
    runJobs();
    var again = as("pm").post(withdraw(), Map.of("reason", "still no need"));
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.at("detail")).contains("over already (withdrawn)");
  }

  private String withdraw() {
    return "/api/initiatives/" + key + "/withdraw";
  }

  private void runJobs() {
    for (int i = 0; i < 20; i++) {
      var due = engine.getManagementService().createJobQuery().messages().list().stream()
          .filter(job -> key.equals(engine
              .getRuntimeService()
              .createProcessInstanceQuery()
              .processInstanceId(job.getProcessInstanceId())
              .singleResult()
              .getBusinessKey()))
          .findFirst();
      if (due.isEmpty()) return;
      engine.getManagementService().executeJob(due.get().getId());
    }
  }
}
