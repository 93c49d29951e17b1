package io.pilotage.process;

import static io.pilotage.sync.SyncVariables.ACTIONS_DONE;
import static io.pilotage.sync.SyncVariables.BUSINESS_ATTENDEES;
import static io.pilotage.sync.SyncVariables.DATA_SCIENCE_ATTENDEES;
import static io.pilotage.sync.SyncVariables.MINUTES;
import static io.pilotage.sync.SyncVariables.SYNC_ACTIONS;
import static io.pilotage.sync.SyncVariables.SYNC_DECISIONS;
import static io.pilotage.value.SampleKpis.HOURS_SAVED;
import static io.pilotage.value.SampleKpis.gapsBeside;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.experiment.Complexity;
import io.pilotage.experiment.Experiments;
import io.pilotage.experiment.Figures;
import io.pilotage.gate.GateVariables;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.readiness.Registration;
import io.pilotage.readiness.Registrations;
import io.pilotage.rollout.Rollouts;
import io.pilotage.sync.Action;
import io.pilotage.sync.Minutes.NewAction;
import io.pilotage.sync.Sync;
import io.pilotage.sync.Syncs;
import io.pilotage.value.KpiContract;
import io.pilotage.value.Kpis;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WeeklySyncTest extends ProcessTest {

  @Autowired
  Syncs syncs;

  @Autowired
  Initiatives initiatives;

  @Autowired
  Notices notices;

  @Autowired
  Registrations registrations;

  @Autowired
  Kpis kpis;

  @Autowired
  Experiments experiments;

  @Autowired
  Rollouts rollouts;

  @Test
  @DisplayName(
      "R80: agenda from the facts, invitation to both sides, minutes, decisions and actions")
  void keepsWhatCameOutOfASync() {
    var key = fresh();
    start("sign-off-gate").with(GateVariables.PHASE, Phase.OPERATE).about(key);
    var sync = start("weekly-sync").about(key);

    assertThat(sync.answer("Hold sync").as("pm").facts())
        .contains("Gate operate waits for business, operations");
    sync.answer("Hold sync")
        .as("pm")
        .with(DATA_SCIENCE_ATTENDEES, "Ada")
        .with(BUSINESS_ATTENDEES, "Bo")
        .with(MINUTES, "We looked at the gate.")
        .with(SYNC_DECISIONS, "Go on")
        .with(SYNC_ACTIONS, List.of(new NewAction("Label 500 cases", "data-science", "2026-12-01")))
        .done();

    sync.endedAt("Sync held").withoutPassing("Escalate missed sync");
    assertThat(only(key).held()).isTrue();
    assertThat(only(key).kept().decisions()).isEqualTo("Go on");
    assertThat(notices.of(key))
        .filteredOn(notice -> notice.kind() == Kind.SYNC_INVITATION)
        .extracting(Notice::toGroup)
        .contains("data-science", "business");
    assertThat(syncs.openActions(key))
        .extracting(Action::action)
        .containsExactly("Label 500 cases");
  }

  @Test
  @DisplayName(
      "R80: the agenda tells how KPIs moved, which verdict stands, what was tried, what waits and how "
          + "long, and which risks are kept")
  void collectsTheAgendaFromTheFacts() {
    var key = fresh();
    var model = key.toLowerCase(Locale.ROOT);
    registrations.register(key, new Registration(model, "v1", "v2", "s3://models/v2", "rules"));
    kpis.agree(
        key,
        new KpiContract(
            List.of(HOURS_SAVED),
            gapsBeside(HOURS_SAVED),
            new KpiContract.Agreement("Ada", "Olga", "Emil")));
    kpis.measured(key, HOURS_SAVED.metric(), 20, LocalDate.now(clock).minusDays(30));
    kpis.measured(key, HOURS_SAVED.metric(), 60, LocalDate.now(clock));
    experiments.record(
        key,
        Complexity.BASELINE,
        "Rule on income",
        new Figures(0.75, null, null, null, 10, null),
        null);
    rollouts.judge(model);
    start("sign-off-gate").with(GateVariables.PHASE, Phase.DEFINE).about(key);
    clock.pass(Duration.ofDays(3));

    var agenda = start("weekly-sync").about(key).answer("Hold sync").as("pm").facts();

    assertThat(agenda).contains("KPI hours saved a week: 60.0", "before 20.0", "nearer");
    assertThat(agenda).contains("Verdict on version", "UNCLEAR");
    assertThat(agenda).contains("Rule on income");
    assertThat(agenda).contains("Gate define waits for business, ", "open for 3 days");
    assertThat(agenda).contains("risks on the register come closer");
    assertThat(agenda).contains("Rule fired, blocks: Mistake: wrong problem");
  }

  @Test
  @DisplayName("R80: an action comes back on the next agenda until it is done")
  void bringsActionsBack() {
    var key = fresh();
    start("weekly-sync")
        .about(key)
        .answer("Hold sync")
        .as("pm")
        .with(DATA_SCIENCE_ATTENDEES, "Ada")
        .with(BUSINESS_ATTENDEES, "Bo")
        .with(MINUTES, "First")
        .with(SYNC_ACTIONS, List.of(new NewAction("Ask legal", "legal", "2026-01-01")))
        .done();
    clock.pass(Duration.ofDays(7));

    var next = start("weekly-sync").about(key);

    assertThat(next.answer("Hold sync").as("pm").facts())
        .contains("Overdue since 2026-01-01: Ask legal");
    next.answer("Hold sync")
        .as("pm")
        .with(DATA_SCIENCE_ATTENDEES, "Ada")
        .with(BUSINESS_ATTENDEES, "Bo")
        .with(MINUTES, "Second")
        .with(ACTIONS_DONE, List.of(Long.toString(syncs.openActions(key).get(0).id())))
        .done();
    next.endedAt("Sync held");
    assertThat(syncs.openActions(key)).isEmpty();
  }

  @Test
  @DisplayName("R80: one sync a week, whatever fires twice")
  void arrangesOneSyncAWeek() {
    var key = fresh();
    var first = start("weekly-sync").about(key);

    var second = start("weekly-sync").about(key);

    second.endedAt("Sync already arranged");
    first.waitsAt("Hold sync");
    assertThat(only(key).meeting()).isEqualTo(first.instance());
  }

  @Test
  @DisplayName("R80: a missed sync is recorded and escalated, and the next agenda says so")
  void escalatesAMissedSync() {
    var key = fresh();
    var sync = start("weekly-sync").about(key);

    sync.letPass("Sync overdue");

    sync.endedAt("Sync missed").withoutPassing("Sync held").doesNotWaitAt("Hold sync");
    assertThat(only(key).missed()).isTrue();
    assertThat(notices.of(key))
        .filteredOn(notice -> notice.kind() == Kind.ESCALATION)
        .extracting(Notice::toGroup)
        .contains("program-managers");
    clock.pass(Duration.ofDays(7));
    assertThat(start("weekly-sync").about(key).answer("Hold sync").as("pm").facts())
        .contains("The last sync was missed");
  }

  @Test
  @DisplayName("R80: without both sides it is no sync")
  void refusesASyncOfOneSide() {
    var key = fresh();
    var sync = start("weekly-sync").about(key);

    sync.answer("Hold sync")
        .as("pm")
        .with(DATA_SCIENCE_ATTENDEES, "Ada")
        .with(BUSINESS_ATTENDEES, " ")
        .with(MINUTES, "Alone")
        .refusedWith("business attendees");
    sync.answer("Hold sync")
        .as("pm")
        .with(DATA_SCIENCE_ATTENDEES, "Ada")
        .with(BUSINESS_ATTENDEES, "Bo")
        .with(MINUTES, "Both")
        .with(SYNC_ACTIONS, List.of(new NewAction("Do it", "nobody", "2026-12-01")))
        .refusedWith("no group");
    sync.answer("Hold sync")
        .as("pm")
        .with(DATA_SCIENCE_ATTENDEES, "Ada")
        .with(BUSINESS_ATTENDEES, "Bo")
        .with(MINUTES, "Both")
        .with(SYNC_ACTIONS, List.of(new NewAction("Do it", "business", "soon")))
        .refusedWith("day until which");
    assertThat(only(key).held()).isFalse();
    assertThat(syncs.openActions(key)).isEmpty();
  }

  private Sync only(String key) {
    assertThat(syncs.of(key)).hasSize(1);
    return syncs.of(key).get(0);
  }

  private String fresh() {
    var key = freshKey("SYNC");
    initiatives.register("Fewer false alarms in fraud detection", key, "pm");
    return key;
  }
}
