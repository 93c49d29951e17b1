package io.pilotage.process;

import static io.pilotage.sync.SyncVariables.BUSINESS_ATTENDEES;
import static io.pilotage.sync.SyncVariables.DATA_SCIENCE_ATTENDEES;
import static io.pilotage.sync.SyncVariables.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.sync.Sync;
import io.pilotage.sync.Syncs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The weekly sync at the pace of production: Mondays at nine, in weeks of seven days. */
@TestPropertySource(
    properties = {
      "pilotage.sync.cycle=0 0 9 ? * MON",
      "pilotage.sync.period=7d",
      "pilotage.sync.starts-after=1d",
      "pilotage.sync.length=45m",
      "pilotage.sync.held-within=3d"
    })
class SyncEveryWeekTest extends ProcessTest {

  @Autowired
  private Syncs syncs;

  @Autowired
  private Notices notices;

  @Test
  @DisplayName("R80 one sync a week over the end of summer time")
  void hasOneSyncAWeekOverATimeChange() {
    clock.goTo(Instant.parse("2026-10-14T12:00:00Z"));
    var life = propose();

    for (int week = 0; week < 4; week++) hold(life.letPass("Sync due"));

    assertThat(slots(life)).containsExactly("2026-W43", "2026-W44", "2026-W45", "2026-W46");
    assertThat(syncs.of(life.initiative())).allMatch(Sync::held);
  }

  @Test
  @DisplayName(
      "R80 after three weeks of downtime there is one sync for this week, and the weeks without one are "
          + "missed and told once")
  void hasOneSyncAWeekAfterADowntime() {
    clock.goTo(Instant.parse("2026-02-04T12:00:00Z"));
    var life = propose();
    hold(life.letPass("Sync due"));

    clock.pass(Duration.ofDays(22));
    life.letPass("Sync due");

    assertThat(slots(life)).containsExactly("2026-W07", "2026-W08", "2026-W09", "2026-W10");
    assertThat(syncs.of(life.initiative()))
        .extracting(Sync::missed)
        .containsExactly(false, true, true, false);
    assertThat(engine
            .getManagementService()
            .createJobQuery()
            .timers()
            .duedateLowerThan(Date.from(clock.instant()))
            .list())
        .as("what was due meanwhile fires once, not three times")
        .noneMatch(job -> life.initiative().equals(keyOf(job.getProcessInstanceId())));
    assertThat(notices.of(life.initiative()))
        .filteredOn(notice -> notice.kind() == Kind.ESCALATION
            && notice.toGroup() != null
            && notice.toGroup().equals("program-managers"))
        .singleElement()
        .satisfies(notice -> assertThat(notice.text()).contains("2026-W08, 2026-W09"));
    assertThat(life.answer("Hold sync").facts()).contains("The last sync was missed");
    hold(life);
    hold(life.letPass("Sync due"));
    assertThat(slots(life))
        .containsExactly("2026-W07", "2026-W08", "2026-W09", "2026-W10", "2026-W11");
  }

  @Test
  @DisplayName(
      "R80 one sync a week over a new version of the diagrams, for what runs and for what starts")
  void hasOneSyncAWeekOverARedeployment() throws IOException {
    clock.goTo(Instant.parse("2026-06-03T12:00:00Z"));
    var old = propose();
    hold(old.letPass("Sync due"));
    var before = version("ai-lifecycle");

    redeploy();

    assertThat(version("ai-lifecycle")).isGreaterThan(before);
    var young = propose();
    for (var life : List.of(old, young)) life.letPass("Sync due");
    for (var life : List.of(old, young))
      start("weekly-sync").about(life.initiative()).endedAt("Sync already arranged");
    assertThat(slots(old)).containsExactly("2026-W24", "2026-W25");
    assertThat(slots(young)).containsExactly("2026-W25");
  }

  /**
   * All diagrams and forms once more, as a new jar brings them, the lifecycle and the sync changed.
   */
  private void redeploy() throws IOException {
    var deployment = engine.getRepositoryService().createDeployment().name("redeployed");
    try (var diagrams = Files.list(Path.of("bpmn"));
        var forms = Files.list(Path.of("forms"))) {
      for (var file : Stream.concat(diagrams, forms).toList()) {
        deployment.addString(
            file.getFileName().toString(),
            Files.readString(file)
                .replace("<bpmn:documentation>", "<bpmn:documentation>Changed. "));
      }
    }
    deployment.deploy();
  }

  private int version(String process) {
    return engine
        .getRepositoryService()
        .createProcessDefinitionQuery()
        .processDefinitionKey(process)
        .latestVersion()
        .list()
        .stream()
        .mapToInt(ProcessDefinition::getVersion)
        .max()
        .orElseThrow();
  }

  private Walk propose() {
    return start("ai-lifecycle")
        .as("pm")
        .withRaw("title", "Fewer false alarms in fraud detection")
        .about(freshKey("WEEK"));
  }

  private static void hold(Walk life) {
    life.answer("Hold sync")
        .as("pm")
        .with(DATA_SCIENCE_ATTENDEES, "Ada")
        .with(BUSINESS_ATTENDEES, "Bo")
        .with(MINUTES, "On the way")
        .done();
  }

  private List<String> slots(Walk life) {
    return syncs.of(life.initiative()).stream().map(Sync::slot).toList();
  }

  private String keyOf(String instance) {
    return engine
        .getHistoryService()
        .createHistoricProcessInstanceQuery()
        .processInstanceId(instance)
        .singleResult()
        .getBusinessKey();
  }
}
