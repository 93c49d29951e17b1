package io.pilotage.process;

import static io.pilotage.dataset.activity.DatasetVariables.*;
import static io.pilotage.gate.GateVariables.CAUSE;
import static io.pilotage.gate.GateVariables.COMMENT;
import static io.pilotage.gate.GateVariables.DECISION;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.dataset.AuditRequest;
import io.pilotage.dataset.Audits;
import io.pilotage.dataset.DataFiles;
import io.pilotage.dataset.DataReview;
import io.pilotage.dataset.Preparation.BiasVerdict;
import io.pilotage.dataset.Preparation.LabelState;
import io.pilotage.dataset.Preparations;
import io.pilotage.dataset.Uploads;
import io.pilotage.dataset.activity.DatasetVariables.YesNo;
import io.pilotage.gate.Cause;
import io.pilotage.gate.Criterion;
import io.pilotage.gate.Effect;
import io.pilotage.gate.GateRecord;
import io.pilotage.gate.Gates;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.initiative.RiskTier;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PrepareDataTest extends ProcessTest {

  @Autowired
  Audits audits;

  @Autowired
  Preparations preparations;

  @Autowired
  DataFiles files;

  @Autowired
  Uploads uploads;

  @Autowired
  Gates gates;

  @Autowired
  Initiatives initiatives;

  @Test
  @DisplayName("R30–R35 data is measured, described, reviewed and signed")
  void preparesData() {
    var phase = begin(fresh());

    audit(phase, rows(0, 120));
    assertThat(phase.answer("Review data audit").facts())
        .contains("**Rows:** 120")
        .contains("Four-fifths ratio by sex:** 1.000");
    accept(phase);
    phase.waitsAt(
        "Plan labels",
        "Describe pipeline",
        "State bias risks",
        "Reserve holdout",
        "Name data owner");
    describe(phase, rows(500, 40));
    phase.waitsAt("Review bias");
    reviewBias(phase, "risk", BiasVerdict.ACCEPTABLE, null);
    sign(phase, SignOffDecision.APPROVED);

    phase.endedAt("Data prepared").withoutPassing("Initiative stopped");
    assertThat(gate(phase).criteria())
        .filteredOn(this::isOurs)
        .hasSize(7)
        .allSatisfy(criterion -> assertThat(criterion.effect()).isEqualTo(Effect.PASS));
    assertThat(audits.of(phase.initiative()).orElseThrow().profile().rows()).isEqualTo(120);
    assertThat(audits.of(phase.initiative()).orElseThrow().review().reviewedBy())
        .isEqualTo("engineering");
  }

  @Test
  @DisplayName("R30 an upload is chosen from a list, also one that came while the task was open")
  void choosesAnUpload() {
    var phase = begin(fresh());
    phase.waitsAt("Audit data");
    var late = uploads.receive(
        phase.initiative(),
        "train.csv",
        new ByteArrayInputStream(rows(0, 90).getBytes(StandardCharsets.UTF_8)));

    var task = engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(phase.initiative())
        .taskDefinitionKey("Task_AuditData")
        .singleResult();
    assertThat(engine.getTaskService().getVariable(task.getId(), UPLOADS.name()).toString())
        .contains("\"value\":\"" + late.location() + "\"", "train.csv, 2 kB");
    phase.answer("Audit data").as("data-science").with(UPLOAD, late.location()).done();

    assertThat(phase.answer("Review data audit").facts()).contains("**Rows:** 90");
    assertThat(audits.of(phase.initiative()).orElseThrow().request().location())
        .isEqualTo(late.location());
  }

  @Test
  @DisplayName("R30 data that turns out unreadable goes back with the row that is wrong")
  void asksAgainWhenDataIsUnreadable() {
    var phase = begin(fresh());

    audit(phase, rows(0, 40_000) + "one,two\n");

    phase.waitsAt("Audit data").withoutPassing("Review data audit");
    assertThat(phase.answer("Audit data").facts())
        .contains("40002")
        .contains("2 columns instead of 5");
    assertThat(audits.of(phase.initiative()).orElseThrow().isProfiled()).isFalse();

    audit(phase, rows(0, 50));
    phase.waitsAt("Review data audit");
  }

  @Test
  @DisplayName("R30 an audit that cannot be made is refused before anything is kept")
  void refusesAnAuditThatCannotBeMade() {
    var phase = begin(fresh());
    var location = upload(phase, "train.csv", rows(0, 40));

    phase
        .answer("Audit data")
        .with(LOCATION, "../../../etc/passwd")
        .refusedWith("within the allowed folders");
    phase
        .answer("Audit data")
        .with(LOCATION, "https://data.example.com/train.csv")
        .refusedWith("not on the list of allowed hosts");
    phase
        .answer("Audit data")
        .with(LOCATION, location)
        .with(LABEL_COLUMN, "aproved")
        .refusedWith("has no column “aproved”");
    phase
        .answer("Audit data")
        .with(LOCATION, location)
        .with(LABEL_COLUMN, "approved")
        .with(POSITIVE_VALUE, "")
        .refusedWith("wanted answer");
    phase.answer("Audit data").with(LOCATION, "").refusedWith("location");

    assertThat(audits.of(phase.initiative())).isEmpty();
  }

  @Test
  @DisplayName(
      "a process that began when profiling was a step waits in it until the data is measured")
  void goesOnInTheStepOfBefore() {
    var key = fresh();
    var before = Bpmn.createExecutableProcess("prepare-data-of-before")
        .camundaHistoryTimeToLive(1)
        .startEvent()
        .serviceTask("Task_ProfileData")
        .name("Profile data")
        .camundaDelegateExpression("${profileData}")
        .camundaAsyncBefore()
        .endEvent("End_WentOn")
        .name("Went on")
        .done();
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance("before.bpmn", before)
        .deploy();
    audits.ask(
        key,
        new AuditRequest(
            files.upload(key, "train.csv", bytes(rows(0, 40))), null, null, null, List.of(), null));
    var started =
        engine.getRuntimeService().startProcessInstanceByKey("prepare-data-of-before", key);
    var walk = new Walk(engine, clock, "prepare-data-of-before", started.getProcessInstanceId());

    assertThat(walk.failure()).hasMessageContaining("is being measured. It waits for its turn.");
    assertThat(audits.profile(key)).isTrue();

    walk.run().endedAt("Went on");
    assertThat(walk.variable(DATA_READABLE.name())).isEqualTo(true);
  }

  @Test
  @DisplayName("the result and the process that waits for it go on together, and once")
  void goesOnOnce() {
    var phase = begin(fresh());
    audit(phase, rows(0, 40));
    phase.waitsAt("Review data audit");

    assertThat(audits.profile(phase.initiative())).isTrue();

    phase.run().waitsAt("Review data audit").passed("Data profiled");
    assertThat(audits.of(phase.initiative()).orElseThrow().work().tries()).isOne();
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void auditsAgainWhenTheReviewerSendsDataBack() {
    var phase = begin(fresh());
    audit(phase, rows(0, 60));

    phase
        .answer("Review data audit")
        .as("engineering")
        .with(DATA_REVIEW, DataReview.MEND)
        .refusedWith("what has to be mended");
    phase
        .answer("Review data audit")
        .as("engineering")
        .with(DATA_REVIEW, DataReview.MEND)
        .with(DATA_REVIEW_COMMENT, "Ages are missing")
        .done();

    phase.waitsAt("Audit data").doesNotWaitAt("Plan labels");
    assertThat(audits.of(phase.initiative()).orElseThrow().isAccepted()).isFalse();
  }

  @Test
  @DisplayName(
      "R34 history that records human decisions adds reviewers, and a failing ratio needs a reason")
  void asksMoreReviewersWhenHistoryRecordsDecisions() {
    var phase = begin(fresh());
    audit(phase, rows(0, 200).replaceAll("woman,([^,]*),yes", "woman,$1,no"));
    accept(phase);

    phase
        .answer("State bias risks")
        .as("data-science")
        .with(RECORDS_DECISIONS, YesNo.YES)
        .with(BIAS_RISKS, "Women were refused more often")
        .with(BIAS_MITIGATION, "None yet")
        .done();

    reviewBias(phase, "legal", BiasVerdict.NOT_ACCEPTABLE, "Unlawful");
    assertThat(phase.answer("Review bias").as("risk").facts()).contains("fails: woman against man");
    phase
        .answer("Review bias")
        .as("risk")
        .with(BIAS_VERDICT, BiasVerdict.ACCEPTABLE)
        .refusedWith("four-fifths ratio fails");
    reviewBias(phase, "risk", BiasVerdict.ACCEPTABLE, "Will be corrected");
    reviewBias(phase, "business", BiasVerdict.ACCEPTABLE, "Will be corrected");
    assertThat(preparations.biasReviews(phase.initiative())).hasSize(3);
    phase.doesNotWaitAt("Review bias");
  }

  @Test
  @DisplayName("R32 R33 R34 what the data disproves blocks the gate")
  void blocksTheGateWhenTheDataSaysOtherwise() {
    var phase = begin(fresh());
    audit(phase, rows(0, 100));
    accept(phase);

    phase
        .answer("Reserve holdout")
        .as("data-science")
        .with(
            HOLDOUT_LOCATION,
            audits.of(phase.initiative()).orElseThrow().request().location())
        .refusedWith("training data itself");
    describe(phase, rows(90, 40), rows(0, 100), rows(0, 99));
    reviewBias(phase, "risk", BiasVerdict.NOT_ACCEPTABLE, "Too few women");

    var blocked = gate(phase).blocks().stream().filter(this::isOurs).toList();
    assertThat(blocked)
        .extracting(Criterion::name)
        .containsExactlyInAnyOrder("Holdout set apart", "Pipeline reproducible", "Bias reviewed");
    assertThat(blocked)
        .anySatisfy(criterion -> assertThat(criterion.fact())
            .contains("10 of them also in the training data (25.00 %)"));
  }

  @Test
  void startsOverWhenTheGateAsksForRework() {
    var phase = prepared();

    phase
        .answer("Sign off phase")
        .as("risk")
        .with(DECISION, SignOffDecision.REWORK)
        .with(COMMENT, "Older data, please")
        .with(CAUSE, Cause.METRIC)
        .done();
    phase
        .answer("Sign off phase")
        .as("business")
        .with(DECISION, SignOffDecision.APPROVED)
        .done();
    phase
        .answer("Sign off phase")
        .as("engineering")
        .with(DECISION, SignOffDecision.APPROVED)
        .done();

    phase.waitsAt("Audit data");
    assertThat(gates.passed(phase.initiative(), Phase.DATA)).isFalse();
  }

  @Test
  void stopsTheInitiativeWhenTheGateSaysSo() {
    var phase = prepared();

    phase
        .answer("Sign off phase")
        .as("risk")
        .with(DECISION, SignOffDecision.STOPPED)
        .with(COMMENT, "Not with this data")
        .with(CAUSE, Cause.GOVERNANCE)
        .done();
    phase
        .answer("Sign off phase")
        .as("business")
        .with(DECISION, SignOffDecision.APPROVED)
        .done();
    phase
        .answer("Sign off phase")
        .as("engineering")
        .with(DECISION, SignOffDecision.APPROVED)
        .done();

    phase.endedAt("Initiative stopped").withoutPassing("Data prepared");
    assertThat(gates.passed(phase.initiative(), Phase.DATA)).isFalse();
  }

  private Walk prepared() {
    var phase = begin(fresh());
    audit(phase, rows(0, 80));
    accept(phase);
    describe(phase, rows(500, 20));
    return reviewBias(phase, "risk", BiasVerdict.ACCEPTABLE, null);
  }

  private String fresh() {
    var key = freshKey("DATA");
    initiatives.register("Decide on loans faster", key, "pm");
    initiatives.classify(key, RiskTier.MINIMAL);
    return key;
  }

  private Walk begin(String key) {
    return call("prepare-data").about(key);
  }

  private String upload(Walk phase, String name, String text) {
    return files.upload(
        phase.initiative(), name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void audit(Walk phase, String rows) {
    phase
        .answer("Audit data")
        .as("data-science")
        .with(LOCATION, upload(phase, "train.csv", rows))
        .with(LABEL_COLUMN, "approved")
        .with(POSITIVE_VALUE, "yes")
        .with(TIME_COLUMN, "seen")
        .with(GROUP_COLUMNS, "sex")
        .done();
  }

  private void accept(Walk phase) {
    phase
        .answer("Review data audit")
        .as("engineering")
        .with(DATA_REVIEW, DataReview.ACCEPT)
        .done();
  }

  private void describe(Walk phase, String holdout) {
    describe(phase, holdout, rows(0, 50), rows(0, 50));
  }

  private void describe(Walk phase, String holdout, String firstRun, String secondRun) {
    phase
        .answer("Plan labels")
        .as("data-science")
        .with(LABEL_STATE, LabelState.EXIST)
        .with(LABEL_SOURCE, "Loan officers' decisions")
        .done();
    phase
        .answer("Describe pipeline")
        .as("engineering")
        .with(PIPELINE_SOURCE, "Loan register")
        .with(PIPELINE_STEPS, "Extract, join, anonymise")
        .with(FIRST_RUN, upload(phase, "run.csv", firstRun))
        .with(SECOND_RUN, upload(phase, "run.csv", secondRun))
        .done();
    phase
        .answer("Reserve holdout")
        .as("data-science")
        .with(HOLDOUT_LOCATION, upload(phase, "holdout.csv", holdout))
        .done();
    phase
        .answer("Name data owner")
        .as("business")
        .with(DATA_OWNER, "Dana Okafor")
        .with(QUALITY_WATCH, "Monthly profile, read by the data owner")
        .done();
    phase
        .answer("State bias risks")
        .as("data-science")
        .with(RECORDS_DECISIONS, YesNo.NO)
        .with(BIAS_RISKS, "None: the outcome is observed")
        .with(BIAS_MITIGATION, "Nothing has to be done")
        .done();
  }

  private Walk reviewBias(Walk phase, String reviewer, BiasVerdict verdict, String reason) {
    return phase
        .answer("Review bias")
        .as(reviewer)
        .with(BIAS_VERDICT, verdict)
        .withRaw(BIAS_COMMENT.name(), reason)
        .done();
  }

  private void sign(Walk phase, SignOffDecision decision) {
    for (var role : gate(phase).rolesWaitedFor())
      phase.answer("Sign off phase").as(role).with(DECISION, decision).done();
  }

  private GateRecord gate(Walk phase) {
    var records = gates.of(phase.initiative());
    return records.stream()
        .max(java.util.Comparator.comparingInt(GateRecord::round))
        .orElseThrow();
  }

  private boolean isOurs(Criterion criterion) {
    return java.util.List.of(
            "Data audited on the data itself",
            "Data clean and fresh",
            "Labels exist or are planned",
            "Pipeline reproducible",
            "Holdout set apart",
            "Bias reviewed",
            "Data owner named")
        .contains(criterion.name());
  }

  /**
   * Loans with a number of their own, seen these three weeks, approved for every other man and
   * woman alike.
   */
  private String rows(int from, int count) {
    var yesterday = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
    var text = new StringBuilder("loan,age,sex,seen,approved\n");
    for (int i = from; i < from + count; i++)
      text.append("L")
          .append(i)
          .append(',')
          .append(20 + i % 37)
          .append(',')
          .append(i % 4 < 2 ? "man" : "woman")
          .append(',')
          .append(yesterday.minusDays(i % 20))
          .append(',')
          .append(i % 2 == 0 ? "yes" : "no")
          .append('\n');
    return text.toString();
  }
}
