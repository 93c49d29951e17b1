package io.pilotage.process;

import static io.pilotage.sync.SyncVariables.ACTIONS_DONE;
import static io.pilotage.sync.SyncVariables.ACTION_RESULT;
import static io.pilotage.sync.SyncVariables.BUSINESS_ATTENDEES;
import static io.pilotage.sync.SyncVariables.DATA_SCIENCE_ATTENDEES;
import static io.pilotage.sync.SyncVariables.MINUTES;
import static io.pilotage.sync.SyncVariables.SYNC_ACTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.audit.Ledger;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Outcome;
import io.pilotage.sync.Action;
import io.pilotage.sync.Minutes.NewAction;
import io.pilotage.sync.Syncs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.task.IdentityLink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class CarryOutActionTest extends ProcessTest {

  @Autowired
  private Syncs syncs;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Ledger ledger;

  private String key;
  private Walk sync;

  @BeforeEach
  void holdASync() {
    key = freshKey("ACT");
    initiatives.register("Fewer false alarms in fraud detection", key, "pm");
    sync = start("weekly-sync").about(key);
    hold(
        sync,
        List.of(
            new NewAction("Label 500 cases", "data-science", "2030-03-31"),
            new NewAction("Ask the union", "legal", "2030-04-15")));
  }

  @Test
  @DisplayName(
      "R80 an action is a task of the group that promised it, due on its day, and leaves the agenda when "
          + "it is carried out")
  void carriesOutWhatWasPromised() {
    sync.endedAt("Sync held").waitsAt("Carry out action");
    var task = sync.answer("Carry out action").as("data-science").task();
    assertThat(engine.getTaskService().getIdentityLinksForTask(task.getId()))
        .extracting(IdentityLink::getGroupId)
        .containsExactly("data-science");
    assertThat(task.getDueDate().toInstant()).isEqualTo(Instant.parse("2030-04-01T00:00:00Z"));
    assertThat(sync.answer("Carry out action").as("data-science").facts())
        .contains("Label 500 cases", "2030-03-31");
    sync.answer("Carry out action").as("data-science").refusedWith("action result");

    sync.answer("Carry out action")
        .as("data-science")
        .with(ACTION_RESULT, "512 cases carry a label")
        .done();

    sync.passed("Action carried out");
    assertThat(syncs.openActions(key)).extracting(Action::action).containsExactly("Ask the union");
    assertThat(ledger.of(key, 20))
        .filteredOn(entry -> entry.action().equals("action-carried-out"))
        .singleElement()
        .satisfies(entry ->
            assertThat(entry.actor() + entry.details()).contains("data-science", "512 cases"));
  }

  @Test
  @DisplayName("R80 an action ticked off at the next sync is nobody's task any more")
  void endsWhenTheNextSyncTicksItOff() {
    clock.pass(Duration.ofDays(7));
    var next = start("weekly-sync").about(key);
    next.answer("Hold sync")
        .as("pm")
        .with(DATA_SCIENCE_ATTENDEES, "Ada")
        .with(BUSINESS_ATTENDEES, "Bo")
        .with(MINUTES, "Labelled")
        .with(ACTIONS_DONE, List.of(idOf("Label 500 cases")))
        .done();

    next.passed("Action settled").passed("Settled elsewhere").waitsAt("Carry out action");
    assertThat(next.answer("Carry out action").facts())
        .as("the other one stays")
        .contains("Ask the union");
    assertThat(syncs.openActions(key)).hasSize(1);
  }

  @Test
  @DisplayName(
      "Nobody carries out what an initiative that is over promised, and the promise stays on record")
  void endsWithTheInitiative() {
    initiatives.close(key, Outcome.WITHDRAWN, "The need is gone");
    sync.run();

    sync.passed("Settled elsewhere").doesNotWaitAt("Carry out action");
    assertThat(syncs.openActions(key)).hasSize(2);
  }

  @Test
  @DisplayName("A forged variable settles no other action than the one of the task")
  void cannotBeForged() {
    sync.answer("Carry out action")
        .as("legal")
        .with(ACTION_RESULT, "They agree")
        .withRaw("action", idOf("Label 500 cases"))
        .done();

    assertThat(syncs.openActions(key))
        .extracting(Action::action)
        .containsExactly("Label 500 cases");
  }

  private String idOf(String action) {
    return syncs.openActions(key).stream()
        .filter(open -> open.action().equals(action))
        .map(open -> Long.toString(open.id()))
        .findFirst()
        .orElseThrow();
  }

  private static void hold(Walk sync, List<NewAction> actions) {
    sync.answer("Hold sync")
        .as("pm")
        .with(DATA_SCIENCE_ATTENDEES, "Ada")
        .with(BUSINESS_ATTENDEES, "Bo")
        .with(MINUTES, "First")
        .with(SYNC_ACTIONS, actions)
        .done();
  }
}
