package io.pilotage.process;

import static io.pilotage.charter.activity.CharterVariables.AMOUNT;
import static io.pilotage.charter.activity.CharterVariables.BASELINE_QUALITY;
import static io.pilotage.charter.activity.CharterVariables.BASELINE_SOURCE;
import static io.pilotage.charter.activity.CharterVariables.BASELINE_VOLUME;
import static io.pilotage.charter.activity.CharterVariables.DIRECTION;
import static io.pilotage.charter.activity.CharterVariables.MEASURED_ON;
import static io.pilotage.charter.activity.CharterVariables.METRIC;
import static io.pilotage.charter.activity.CharterVariables.STATEMENT;
import static io.pilotage.charter.activity.CharterVariables.TARGET_QUALITY;
import static io.pilotage.charter.activity.CharterVariables.TARGET_VOLUME;
import static io.pilotage.charter.activity.CharterVariables.UNIT;
import static io.pilotage.operation.activity.OperationVariables.GOVERNANCE_UPDATE;
import static io.pilotage.operation.activity.OperationVariables.LEARNED;
import static io.pilotage.operation.activity.OperationVariables.LINKED_INITIATIVES;
import static io.pilotage.operation.activity.OperationVariables.NEW_DECIDER;
import static io.pilotage.operation.activity.OperationVariables.NEXT_REVIEW_ON;
import static io.pilotage.operation.activity.OperationVariables.REVIEW_DECISION;
import static io.pilotage.operation.activity.OperationVariables.REVIEW_NOTE;
import static io.pilotage.operation.activity.OperationVariables.RUNBOOK_REVISED;
import static io.pilotage.operation.activity.OperationVariables.TRAINED_SINCE;
import static io.pilotage.operation.activity.OperationVariables.WORKING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.charter.Briefing;
import io.pilotage.charter.Charters;
import io.pilotage.charter.Committee;
import io.pilotage.charter.Direction;
import io.pilotage.charter.Problem;
import io.pilotage.gate.Cause;
import io.pilotage.gate.Effect;
import io.pilotage.gate.GateVariables;
import io.pilotage.gate.Gates;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.incident.Incidents;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Link;
import io.pilotage.initiative.LinkKind;
import io.pilotage.initiative.LinkedProposal;
import io.pilotage.initiative.Links;
import io.pilotage.initiative.RiskTier;
import io.pilotage.monitoring.log.Callers;
import io.pilotage.operation.Governance;
import io.pilotage.operation.GovernanceReview;
import io.pilotage.operation.ModelReview;
import io.pilotage.operation.NextStep;
import io.pilotage.operation.ReviewDecision;
import io.pilotage.operation.Reviews;
import io.pilotage.operation.ScaleOut;
import io.pilotage.operation.ScaleOutStep;
import io.pilotage.readiness.Readiness;
import io.pilotage.readiness.Runbook;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionState;
import io.pilotage.retraining.Breach;
import io.pilotage.retraining.Retrainings;
import io.pilotage.rollout.RollbackTarget;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Routes;
import io.pilotage.value.Working;
import io.pilotage.watch.Watches;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class OperateModelTest extends ProcessTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Callers callers;

  @Autowired
  private Watches watches;

  @Autowired
  private Reviews reviews;

  @Autowired
  private Retrainings retrainings;

  @Autowired
  private Governance governance;

  @Autowired
  private ScaleOut scaleOut;

  @Autowired
  private Charters charters;

  @Autowired
  private Links links;

  @Autowired
  private Gates gates;

  @Autowired
  private Incidents incidents;

  @Autowired
  private Readiness readiness;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private Ledger ledger;

  @Autowired
  private JdbcTemplate jdbc;

  private final List<Walk> children = new ArrayList<>();

  private String key;
  private String model;

  @BeforeEach
  void goLive() {
    key = freshKey("OPER");
    model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.register("Operate " + key, key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    callers.of(model, "v1").right(0.96).send(200);
  }

  @Test
  @DisplayName("R73 every model in production has thresholds, a watcher and a next review date")
  void registersTheWatch() {
    var operate = start("operate-model").about(key);

    operate.passed("Register watches").waitsAt("Review due");
    assertThat(watches.find(model).orElseThrow()).satisfies(watch -> {
      assertThat(watch.version()).isEqualTo("v1");
      assertThat(watch.nextReview()).isAfter(clock.instant());
      assertThat(watch.thresholds())
          .extracting("signal")
          .contains("accuracy", "error-rate", "latency-p95");
    });
  }

  @Test
  @DisplayName("R75 a review that keeps the model leads to the next one")
  void keepsAModelThatWorks() {
    var operate = start("operate-model").about(key);

    operate.letPass("Review due");
    assertThat(operate.answer("Review model").facts()).contains("serving v1", "not enough data");
    review(operate, Working.YES, ReviewDecision.KEEP);
    govern(operate);
    sign(operate);

    operate.waitsAt("Review due").withoutPassing("Retire model");
    assertThat(reviews.of(key))
        .singleElement()
        .extracting(ModelReview::working, ModelReview::decision, ModelReview::by)
        .containsExactly(Working.YES, ReviewDecision.KEEP, "operations");
    assertThat(routes.get(model).onFallback()).isFalse();
  }

  @Test
  @DisplayName("R75 yes without measured KPIs needs its reason, and it depends is no answer")
  void refusesAnswersWithoutGround() {
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");

    operate
        .answer("Review model")
        .as("operations")
        .with(WORKING, Working.YES)
        .with(REVIEW_DECISION, ReviewDecision.KEEP)
        .refusedWith("needs its reason");
    operate
        .answer("Review model")
        .as("operations")
        .withRaw("working", "IT_DEPENDS")
        .with(REVIEW_DECISION, ReviewDecision.KEEP)
        .refusedWith("must be one of");
    operate
        .answer("Review model")
        .as("operations")
        .with(WORKING, Working.NO)
        .with(REVIEW_DECISION, ReviewDecision.KEEP)
        .refusedWith("say why");
    assertThat(reviews.of(key)).isEmpty();
  }

  @Test
  void retiresAModel() {
    var operate = start("operate-model").about(key);

    operate.letPass("Review due");
    review(operate, Working.NO, ReviewDecision.RETIRE);
    govern(operate);
    sign(operate);

    operate.endedAt("Model retired").passed("Retire model");
    assertThat(routes.get(model).onFallback()).isTrue();
    assertThat(models.get(model, "v1").state()).isEqualTo(VersionState.RETIRED);
    assertThat(watches.find(model)).isEmpty();
  }

  @Test
  void aStopAtTheGateRetiresTheModel() {
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");
    review(operate, Working.YES, ReviewDecision.KEEP);
    govern(operate);

    refuse(operate, SignOffDecision.STOPPED);

    operate.endedAt("Model retired");
    assertThat(routes.get(model).onFallback()).isTrue();
  }

  @Test
  @DisplayName("R81 rework brings the review back, with nothing preselected")
  void reworkBringsTheReviewBack() {
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");
    review(operate, Working.YES, ReviewDecision.KEEP);
    govern(operate);

    refuse(operate, SignOffDecision.REWORK);

    operate.waitsAt("Review model");
    assertThat(routes.get(model).onFallback()).isFalse();
    assertThat(operate.variable("working")).isNull();
    assertThat(operate.variable("reviewDecision")).isNull();
    assertThat(operate.variable("reviewNote")).isNull();
  }

  @Test
  @DisplayName("R72 a review may call for retraining, and the model stays")
  void aReviewMayCallForRetraining() {
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");

    review(operate, Working.NO, ReviewDecision.RETRAIN);
    govern(operate);
    sign(operate);

    operate.waitsAt("Review due", "Investigate drift");
    assertThat(retrainings.of(key)).hasSize(1);
  }

  @Test
  @DisplayName(
      "R76 the governance review keeps what was learned and what changes, and sets the day of the next one")
  void keepsTheGovernanceReview() {
    agreeOnACommittee();
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");
    review(operate, Working.YES, ReviewDecision.KEEP);

    assertThat(operate.answer("Review governance").task().getDueDate()).isNotNull();
    assertThat(operate.answer("Review governance").facts())
        .contains(
            "the steering committee",
            "1 Stabilise",
            "0 of 2 healthy weeks",
            "2 Document runbook",
            "There is no runbook",
            "3 Train",
            "4 Adjacent use case",
            "5 Replicate");
    operate
        .answer("Review governance")
        .as("pm")
        .with(LEARNED, "Amounts above 1,000 drift first")
        .with(GOVERNANCE_UPDATE, "Operations decide alone at night")
        .with(NEW_DECIDER, Committee.Decider.OPERATIONS)
        .with(NEXT_REVIEW_ON, today())
        .done();
    sign(operate);

    operate.waitsAt("Review due").withoutPassing("Start linked initiatives");
    var kept = governance.of(key).get(0);
    assertThat(kept)
        .extracting(
            GovernanceReview::learned, review -> review.changes().said(), GovernanceReview::by)
        .containsExactly(
            "Amounts above 1,000 drift first", "Operations decide alone at night", "pm");
    assertThat(charters.of(key).orElseThrow().committee().decider())
        .isEqualTo(Committee.Decider.OPERATIONS);
    assertThat(charters.of(key).orElseThrow().committee().members().operations())
        .isEqualTo("Olga");
    assertThat(watches.find(model).orElseThrow().nextReview()).isEqualTo(kept.nextReview());
    assertThat(operate.variable("nextReview")).isEqualTo(kept.nextReview().toString());
    assertThat(ledger.of(key, 50))
        .extracting(Entry::action)
        .contains("governance-reviewed")
        .doesNotContain("scale-out-warned");
    assertThat(gates.of(key).get(0).criteria())
        .filteredOn(criterion -> criterion.name().equals("Governance reviewed"))
        .singleElement()
        .satisfies(criterion -> assertThat(criterion.effect()).isEqualTo(Effect.PASS));
  }

  @Test
  @DisplayName(
      "R76 R77 a review without a lesson, too late a date, or a place nobody named is refused, and nothing is kept")
  void refusesAGovernanceReviewWithoutGround() {
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");
    review(operate, Working.YES, ReviewDecision.KEEP);

    operate
        .answer("Review governance")
        .as("pm")
        .with(GOVERNANCE_UPDATE, "Nothing")
        .refusedWith("what was learned");
    operate
        .answer("Review governance")
        .as("pm")
        .with(LEARNED, "Little")
        .refusedWith("what changes in the governance");
    governing(operate).with(NEXT_REVIEW_ON, today().plusDays(91)).refusedWith("choose a day from");
    governing(operate).with(NEXT_REVIEW_ON, today().minusDays(1)).refusedWith("choose a day from");
    governing(operate)
        .with(NEW_DECIDER, Committee.Decider.OPERATIONS)
        .refusedWith("no committee on record");
    governing(operate)
        .with(
            LINKED_INITIATIVES,
            List.of(new LinkedProposal(LinkKind.REPLICATION, "Payments of Spain", " ")))
        .refusedWith("department or region");
    governing(operate)
        .with(LINKED_INITIATIVES, List.of(new LinkedProposal(LinkKind.NEXT_ITERATION, "", null)))
        .refusedWith("a title");
    governing(operate)
        .with(
            LINKED_INITIATIVES,
            List.of(new LinkedProposal(LinkKind.NEXT_ITERATION, "x".repeat(121), null)))
        .refusedWith("too long");
    governing(operate)
        .with(LINKED_INITIATIVES, List.of(new LinkedProposal(null, "Payments of Spain", null)))
        .refusedWith("choose for every initiative");
    governing(operate)
        .withRaw("linkedInitiatives", "[{\"kind\":\"BANANA\"}]")
        .refusedWith("could not be read");

    assertThat(governance.of(key)).isEmpty();
    assertThat(links.of(key)).isEmpty();
  }

  @Test
  @DisplayName(
      "R76 the next iteration starts a linked initiative in its first phase, filled in from this one and "
          + "signed by nobody, without a warning")
  void startsTheNextIteration() {
    agreeOnACommittee();
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");
    review(operate, Working.YES, ReviewDecision.KEEP);
    governing(operate)
        .with(
            LINKED_INITIATIVES,
            List.of(
                new LinkedProposal(LinkKind.NEXT_ITERATION, "Iterate payments once more", null)))
        .done();
    assertThat(links.of(key)).as("nothing starts before it is signed").isEmpty();
    sign(operate);

    operate.passed("Start linked initiatives").waitsAt("Review due");
    var link = links.of(key).get(0);
    var next = child(link).waitsAt("Frame problem");
    assertThat(link)
        .extracting(Link::parent, Link::kind, Link::warning, Link::by)
        .containsExactly(key, LinkKind.NEXT_ITERATION, null, "pm");
    assertThat(link.child()).startsWith("ITERATE-");
    assertThat(governance.of(key).get(0).nextSteps())
        .singleElement()
        .extracting(NextStep::started)
        .isEqualTo(link.child());
    assertThat(next.answer("Frame problem").facts())
        .contains("Follows:** " + key + " as next iteration");
    assertThat(shown(next, "Frame problem", "statement"))
        .isEqualTo("Reduce false positives by 30 %");
    assertThat(charters.of(link.child())).as("filled in is not answered").isEmpty();
    next.answer("Frame problem")
        .as("business")
        .with(STATEMENT, "Reduce false positives by 10 %")
        .with(METRIC, "false positives")
        .with(DIRECTION, Direction.REDUCE)
        .with(AMOUNT, 10.0)
        .with(UNIT, "%")
        .done();
    next.answer("Measure baseline")
        .as("business")
        .with(BASELINE_VOLUME, 1000.0)
        .with(BASELINE_QUALITY, 95.0)
        .with(MEASURED_ON, today().minusDays(3))
        .with(BASELINE_SOURCE, "case system")
        .with(TARGET_VOLUME, 1000.0)
        .with(TARGET_QUALITY, 98.0)
        .done();
    assertThat(shown(next, "Name committee", "operationsMember")).isEqualTo("Olga");
    assertThat(shown(next, "Name committee", "decider"))
        .as("who decides is chosen anew")
        .isNull();
    assertThat(charters.carried(link.child(), Problem.class))
        .as("its own answer counts now")
        .isEmpty();
    assertThat(charters.carried(link.child(), Briefing.class)).isEmpty();
    assertThat(gates.of(link.child())).isEmpty();
  }

  @Test
  @DisplayName(
      "R77 a new domain before stability warns in form, gate and ledger, and is not blocked")
  void warnsOfANewDomainBeforeStability() {
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");
    review(operate, Working.YES, ReviewDecision.KEEP);

    assertThat(operate.answer("Review governance").facts())
        .contains("WARNING", "Still to do: stabilise, document runbook, train");
    governing(operate)
        .with(
            LINKED_INITIATIVES,
            List.of(
                new LinkedProposal(
                    LinkKind.ADJACENT_USE_CASE, "Transfers like payments", "Transfers"),
                new LinkedProposal(LinkKind.REPLICATION, "Payments of Spain", "Spain")))
        .done();
    assertThat(operate.answer("Sign off phase").as("business").facts())
        .contains("WARN · New domain in order", "before its time");
    sign(operate);

    assertThat(links.of(key))
        .extracting(Link::kind, Link::scope)
        .containsExactlyInAnyOrder(
            tuple(LinkKind.ADJACENT_USE_CASE, "Transfers"), tuple(LinkKind.REPLICATION, "Spain"));
    assertThat(links.of(key)).allSatisfy(link -> {
      assertThat(link.warning())
          .contains(
              "before its time", "Stabilise – 0 of 2 healthy weeks", "Document runbook", "Train");
      assertThat(child(link).waitsAt("Frame problem").answer("Frame problem").facts())
          .contains("Warning");
    });
    assertThat(links.of(key))
        .filteredOn(link -> link.kind() == LinkKind.REPLICATION)
        .singleElement()
        .satisfies(link ->
            assertThat(link.warning()).contains("Adjacent use case – None reached production yet"));
    assertThat(ledger.of(key, 50))
        .filteredOn(entry -> entry.action().equals("scale-out-warned"))
        .hasSize(2);
  }

  @Test
  @DisplayName(
      "R77 a stable model whose people have runbook and training goes to an adjacent use case without a warning")
  void goesToAnAdjacentUseCaseInOrder() {
    numbersOfBefore();
    var operate = start("operate-model").about(key);
    twoHealthyWeeks();
    operate.letPass("Review due");
    review(operate, Working.YES, ReviewDecision.KEEP);

    assertThat(operate.answer("Review governance").facts())
        .contains("2 of 2 healthy weeks in a row", "Still to do: document runbook, train");
    governing(operate)
        .with(RUNBOOK_REVISED, "wiki/payments")
        .with(TRAINED_SINCE, "Olga, Otto")
        .with(
            LINKED_INITIATIVES,
            List.of(new LinkedProposal(
                LinkKind.ADJACENT_USE_CASE, "Transfers like payments", "Transfers")))
        .done();
    assertThat(operate.answer("Sign off phase").as("business").facts())
        .contains("PASS · New domain in order", "Proposed in order: Transfers like payments");
    sign(operate);

    var link = links.of(key).get(0);
    child(link).waitsAt("Frame problem");
    assertThat(link.warning()).isNull();
    assertThat(scaleOut.of(key).orElseThrow().steps())
        .extracting(ScaleOutStep::state)
        .containsExactly(
            ScaleOutStep.State.DONE,
            ScaleOutStep.State.DONE,
            ScaleOutStep.State.DONE,
            ScaleOutStep.State.UNDER_WAY,
            ScaleOutStep.State.OPEN);
    assertThat(scaleOut.warning(key, LinkKind.REPLICATION))
        .hasValueSatisfying(
            text -> assertThat(text).contains("Adjacent use case – Under way: " + link.child()));
    assertThat(ledger.of(key, 50)).extracting(Entry::action).doesNotContain("scale-out-warned");
  }

  @Test
  @DisplayName(
      "R77 an incident ends the row of healthy weeks, and what it taught makes the runbook old")
  void anIncidentEndsStability() {
    numbersOfBefore();
    start("operate-model").about(key);
    twoHealthyWeeks();
    assertThat(scaleOut.of(key).orElseThrow().stability())
        .satisfies(
            stability -> assertThat(stability.stable()).as(stability.toString()).isTrue());
    readiness.keep(key, new Runbook("wiki/payments", "Press the button", "Olga"));

    var incident = incidents
        .open(
            new Breach(model, key, "v1", "error-rate", "breach", "Errors"),
            io.pilotage.incident.Effect.INCIDENT,
            "watch")
        .orElseThrow();

    assertThat(scaleOut.of(key).orElseThrow().stability()).satisfies(stability -> {
      assertThat(stability.stable()).isFalse();
      assertThat(stability.inARow()).isZero();
      assertThat(stability.why()).contains("Incident " + incident.id() + " (error-rate) was open");
    });
    assertThat(step(ScaleOutStep.Name.DOCUMENT_RUNBOOK)).isEqualTo(ScaleOutStep.State.DONE);
    clock.pass(Duration.ofMinutes(1));
    incidents.reviewed(incident.id(), "Look at the queue first");
    assertThat(step(ScaleOutStep.Name.DOCUMENT_RUNBOOK)).isEqualTo(ScaleOutStep.State.UNDER_WAY);
  }

  @Test
  @DisplayName(
      "R77 a candidate found unhealthy in traffic ends the row of healthy weeks, one in the shadow does "
          + "not; nor does a person's rollback go unseen")
  void onlyWhatServedCounts() {
    numbersOfBefore();
    start("operate-model").about(key);
    twoHealthyWeeks();
    foundUnhealthyIn("SHADOW");
    assertThat(scaleOut.of(key).orElseThrow().stability())
        .satisfies(
            stability -> assertThat(stability.stable()).as(stability.toString()).isTrue());

    foundUnhealthyIn("CANARY");
    assertThat(scaleOut.of(key).orElseThrow().stability().why())
        .contains("Found unhealthy: too many errors");

    clock.pass(Duration.ofMinutes(40));
    rollouts.rollBack(model, RollbackTarget.FALLBACK, "Complaints", "operations");
    assertThat(scaleOut.of(key).orElseThrow().stability().why())
        .contains("Traffic was taken back: Complaints");
  }

  private void foundUnhealthyIn(String stage) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    jdbc.update(
        "insert into rollout (model, initiative, candidate, state, step_backs, risk_tier, started_at) "
            + "values (?, ?, 'v2', 'REJECTED', 0, 'LIMITED', ?)",
        model,
        key,
        now);
    jdbc.update(
        "insert into rollout_stage (rollout, stage, opened_at, shortest, longest, minimum) select "
            + "max(id), ?, cast(? as timestamp with time zone), 'PT1S', 'PT1S', 1 from rollout",
        stage,
        now);
    jdbc.update(
        "insert into judgement (model, version, rollout_stage, generation, judged_at, first_judged_at, "
            + "looks, verdict, severe, why, kinds, metrics)"
            + " select cast(? as varchar), 'v2', max(id), 1, cast(? as timestamp with time zone), cast(? "
            + "as timestamp with time zone), 1, 'UNHEALTHY', false, 'too many errors', '', '[]' from rollout_stage",
        model,
        now,
        now);
  }

  @Test
  @DisplayName("R76 a stop at the gate starts nothing that the review proposed")
  void aStopStartsNoInitiative() {
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");
    review(operate, Working.YES, ReviewDecision.KEEP);
    governing(operate)
        .with(
            LINKED_INITIATIVES,
            List.of(
                new LinkedProposal(LinkKind.NEXT_ITERATION, "Iterate payments once more", null)))
        .done();

    refuse(operate, SignOffDecision.STOPPED);

    operate.endedAt("Model retired").withoutPassing("Start linked initiatives");
    assertThat(links.of(key)).isEmpty();
    assertThat(governance.of(key).get(0).nextSteps())
        .singleElement()
        .extracting(NextStep::started)
        .isNull();
  }

  @Test
  @DisplayName(
      "R76 a model that is retired may be followed by its next iteration, and rework asks for the proposal again")
  void retiresAModelForItsNextIteration() {
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");
    review(operate, Working.NO, ReviewDecision.RETIRE);
    governing(operate)
        .with(
            LINKED_INITIATIVES,
            List.of(new LinkedProposal(LinkKind.NEXT_ITERATION, "Dropped by rework", null)))
        .done();
    refuse(operate, SignOffDecision.REWORK);
    review(operate, Working.NO, ReviewDecision.RETIRE);
    assertThat(operate.variable("learned")).isNull();

    governing(operate)
        .with(
            LINKED_INITIATIVES,
            List.of(
                new LinkedProposal(LinkKind.NEXT_ITERATION, "Iterate payments from scratch", null)))
        .done();
    sign(operate);

    operate.endedAt("Model retired").passed("Start linked initiatives");
    assertThat(links.of(key))
        .singleElement()
        .satisfies(link -> child(link).waitsAt("Frame problem"));
    assertThat(initiatives.get(links.of(key).get(0).child()).title())
        .isEqualTo("Iterate payments from scratch");
    assertThat(scaleOut.of(key)).as("a retired model scales nowhere").isEmpty();
    assertThat(scaleOut.warning(key, LinkKind.REPLICATION))
        .hasValueSatisfying(
            text -> assertThat(text).contains("no model of " + key + " is in operation"));
  }

  @AfterEach
  void endTheChildren() {
    children.forEach(Walk::abandon);
    children.clear();
  }

  private Walk child(Link link) {
    var walk = Running.process(engine, clock, "ai-lifecycle", link.child());
    children.add(walk);
    return walk;
  }

  private Object shown(Walk walk, String label, String variable) {
    return engine.getTaskService().getVariable(walk.answer(label).task().getId(), variable);
  }

  private ScaleOutStep.State step(ScaleOutStep.Name name) {
    return scaleOut.of(key).orElseThrow().steps().stream()
        .filter(step -> step.name() == name)
        .findFirst()
        .orElseThrow()
        .state();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private void agreeOnACommittee() {
    charters.frame(
        key,
        new Problem(
            "Reduce false positives by 30 %", "false positives", Direction.REDUCE, 30, "%"));
    charters.name(
        key,
        new Committee(
            new Committee.Members("Ada", "Emil", "Sue", "Leo", "Olga"),
            new Committee.Owners("Ada", "Leo"),
            Committee.Decider.COMMITTEE));
    charters.brief(key, new Briefing(today(), "Sue", "Leo", "Rita", null));
  }

  /** What the numbers of the weeks to come are held against. */
  private void numbersOfBefore() {
    callers.of(model, "v1").right(0.96).send(1_000);
    clock.pass(Duration.ofMinutes(6));
  }

  /**
   * In the time of the tests a week lasts ten minutes and two of them make a model stable; a
   * verdict holds for a minute.
   */
  private void twoHealthyWeeks() {
    for (var minute = 0; minute < 20; minute++) {
      callers.of(model, "v1").right(0.96).send(400);
      rollouts.judge(model);
      clock.pass(Duration.ofMinutes(1));
    }
  }

  private static void govern(Walk operate) {
    governing(operate).done();
  }

  private static Walk.Answer governing(Walk operate) {
    return operate
        .answer("Review governance")
        .as("pm")
        .with(LEARNED, "Amounts above 1,000 drift first")
        .with(GOVERNANCE_UPDATE, "Two people approve a deployment");
  }

  private static void review(Walk operate, Working working, ReviewDecision decision) {
    operate
        .answer("Review model")
        .as("operations")
        .with(WORKING, working)
        .with(REVIEW_DECISION, decision)
        .with(REVIEW_NOTE, "By last week's numbers")
        .done();
  }

  private static void sign(Walk operate) {
    for (var role : List.of("business", "operations")) {
      operate
          .answer("Sign off phase")
          .as(role)
          .with(GateVariables.DECISION, SignOffDecision.APPROVED)
          .done();
    }
  }

  private static void refuse(Walk operate, SignOffDecision decision) {
    operate
        .answer("Sign off phase")
        .as("business")
        .with(GateVariables.DECISION, decision)
        .with(GateVariables.CAUSE, Cause.METRIC)
        .with(GateVariables.COMMENT, "It does not pay")
        .done();
    operate
        .answer("Sign off phase")
        .as("operations")
        .with(GateVariables.DECISION, SignOffDecision.APPROVED)
        .done();
  }
}
