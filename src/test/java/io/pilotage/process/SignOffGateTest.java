package io.pilotage.process;

import static io.pilotage.gate.GateVariables.CAUSE;
import static io.pilotage.gate.GateVariables.COMMENT;
import static io.pilotage.gate.GateVariables.DECISION;
import static io.pilotage.gate.GateVariables.PHASE;
import static io.pilotage.gate.GateVariables.WAIVER;
import static io.pilotage.gate.GateVariables.WAIVER_REASON;
import static io.pilotage.gate.GateVariables.WAIVER_UNTIL;
import static io.pilotage.gate.SignOffDecision.APPROVED;
import static io.pilotage.gate.SignOffDecision.REWORK;
import static io.pilotage.gate.SignOffDecision.STOPPED;
import static io.pilotage.gate.WaiverDecision.GRANTED;
import static io.pilotage.gate.WaiverDecision.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.groups.Tuple.tuple;

import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.gate.Cause;
import io.pilotage.gate.Effect;
import io.pilotage.gate.GateDecision;
import io.pilotage.gate.GateRecord;
import io.pilotage.gate.Gates;
import io.pilotage.gate.SignOff;
import io.pilotage.gate.Tally;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.initiative.RiskTier;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.operation.Governance;
import io.pilotage.operation.GovernanceAnswer;
import io.pilotage.operation.ReviewDecision;
import io.pilotage.operation.Reviews;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import io.pilotage.value.Working;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SignOffGateTest extends ProcessTest {

  @Autowired
  Gates gates;

  @Autowired
  Initiatives initiatives;

  @Autowired
  Models models;

  @Autowired
  Routes routes;

  @Autowired
  Reviews reviews;

  @Autowired
  Governance governance;

  @Autowired
  Notices notices;

  @Autowired
  People people;

  @Autowired
  Ledger ledger;

  @Autowired
  OpenCriterion criterion;

  @Test
  @DisplayName("R3 R81: the gate passes when every required role approved")
  void passesWhenEveryRoleApproved() {
    var gate = open(Phase.OPERATE, RiskTier.LIMITED);

    gate.waitsAt("Sign off phase");
    approve(gate, "business", "operations");

    gate.endedAt("Gate passed").withoutPassing("Decide on waiver");
    assertThat(gate.variable("gateDecision")).isEqualTo("GO");
    assertThat(last(gate).decision()).isEqualTo(GateDecision.GO);
    assertThat(last(gate).signOffs())
        .extracting(SignOff::role, SignOff::by)
        .containsExactly(tuple("business", "business"), tuple("operations", "operations"));
    assertThat(gates.passed(gate.initiative(), Phase.OPERATE)).isTrue();
  }

  @Test
  @DisplayName(
      "R22: the risk tier decides who signs, and an initiative without a tier counts as high")
  void asksTheRolesOfTheRiskTier() {
    assertThat(last(open(Phase.DEFINE, RiskTier.MINIMAL)).roles())
        .containsExactly("business", "engineering", "legal", "operations", "security");
    assertThat(last(open(Phase.DEFINE, RiskTier.LIMITED)).roles()).contains("risk");
    assertThat(last(open(Phase.DATA, RiskTier.MINIMAL)).roles())
        .containsExactly("business", "engineering", "risk");
    assertThat(last(open(Phase.POC, RiskTier.LIMITED)).roles())
        .containsExactly("business", "engineering");
    assertThat(last(open(Phase.ROLLOUT, RiskTier.LIMITED)).roles())
        .containsExactly("business", "operations");
    assertThat(last(open(Phase.ROLLOUT, RiskTier.HIGH)).roles())
        .containsExactly("business", "operations", "risk");
    assertThat(last(open(Phase.ROLLOUT, null)).roles()).contains("risk");
  }

  @Test
  @DisplayName("R81: criteria are kept before anybody is asked, and the signer reads them")
  void keepsCriteriaBeforeAnybodySigns() {
    var key = fresh(RiskTier.MINIMAL);
    criterion.openFor(key);

    var gate = start("sign-off-gate").with(PHASE, Phase.OPERATE).about(key);

    assertThat(last(gate).signOffs()).allMatch(SignOff::open);
    assertThat(last(gate).criteria())
        .extracting(found -> found.effect() + " " + found.name())
        .contains("BLOCK Test criterion met");
    assertThat(gate.answer("Sign off phase").as("business").facts())
        .contains("BLOCK · Test criterion met", "not met yet");
  }

  @Test
  @DisplayName("R81: a no goes back to rework with its cause, and the next round starts afresh")
  void goesBackToReworkWithACause() {
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);
    gate.answer("Sign off phase")
        .as("operations")
        .with(DECISION, REWORK)
        .with(CAUSE, Cause.HANDOFF)
        .with(COMMENT, "No runbook yet")
        .done();
    approve(gate, "business");

    gate.endedAt("Rework requested");
    assertThat(gate.variable("gateDecision")).isEqualTo("REWORK");
    assertThat(last(gate).why()).contains("HANDOFF", "No runbook yet");

    var again = start("sign-off-gate").with(PHASE, Phase.OPERATE).about(gate.initiative());
    assertThat(again.answer("Sign off phase").as("business").facts()).contains("No runbook yet");
    approve(again, "business", "operations");

    assertThat(gates.of(gate.initiative())).extracting(GateRecord::round).containsExactly(1, 2);
    assertThat(gates.of(gate.initiative()))
        .extracting(GateRecord::decision)
        .containsExactly(GateDecision.REWORK, GateDecision.GO);
  }

  @Test
  @DisplayName("R81: one stop asks the caller to stop")
  void stopsWhenOneRoleSaysStop() {
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);
    gate.answer("Sign off phase")
        .as("business")
        .with(DECISION, STOPPED)
        .with(CAUSE, Cause.METRIC)
        .with(COMMENT, "It never paid off")
        .done();
    gate.answer("Sign off phase")
        .as("operations")
        .with(DECISION, REWORK)
        .with(CAUSE, Cause.OTHER)
        .with(COMMENT, "Tidy up")
        .done();

    gate.endedAt("Stop requested");
    assertThat(gate.variable("gateDecision")).isEqualTo("STOP");
    assertThat(last(gate).decision()).isEqualTo(GateDecision.STOP);
  }

  @Test
  @DisplayName("R5: open criteria pass only with a waiver that has approver, reason and expiry")
  void passesWithAWaiver() {
    var gate = openWithOpenCriterion();
    approve(gate, "business", "operations");
    gate.waitsAt("Decide on waiver");

    gate.answer("Decide on waiver")
        .as("pm")
        .with(WAIVER, GRANTED)
        .with(WAIVER_REASON, "Drill is booked for Monday")
        .with(WAIVER_UNTIL, inDays(30))
        .done();

    gate.endedAt("Gate passed with waiver");
    assertThat(gate.variable("gateDecision")).isEqualTo("WAIVER");
    assertThat(last(gate).waiver().approver()).isEqualTo("pm");
    assertThat(last(gate).waiver().until()).isEqualTo(inDays(30));
    assertThat(gates.expiredWaivers())
        .noneMatch(waiver -> waiver.initiative().equals(gate.initiative()));

    clock.pass(Duration.ofDays(31));

    assertThat(gates.expiredWaivers())
        .anyMatch(waiver -> waiver.initiative().equals(gate.initiative()));
    var next = start("sign-off-gate").with(PHASE, Phase.ROLLOUT).about(gate.initiative());
    assertThat(last(next).criteria())
        .anyMatch(found ->
            found.effect() == Effect.WARN && found.fact().contains("Expired waivers: operate"));
  }

  @Test
  @DisplayName("R5: a waiver without reason, day or the right to grant it is refused")
  void refusesAnUnreasonableWaiver() {
    var gate = openWithOpenCriterion();
    approve(gate, "business", "operations");

    gate.answer("Decide on waiver")
        .as("pm")
        .with(WAIVER, GRANTED)
        .with(WAIVER_UNTIL, inDays(30))
        .refusedWith("waiver reason");
    gate.answer("Decide on waiver")
        .as("pm")
        .with(WAIVER, GRANTED)
        .with(WAIVER_REASON, "Soon")
        .refusedWith("until which day");
    gate.answer("Decide on waiver")
        .as("pm")
        .with(WAIVER, GRANTED)
        .with(WAIVER_REASON, "Soon")
        .with(WAIVER_UNTIL, inDays(0))
        .refusedWith("in the future");
    gate.answer("Decide on waiver")
        .as("pm")
        .with(WAIVER, GRANTED)
        .with(WAIVER_REASON, "Soon")
        .with(WAIVER_UNTIL, inDays(91))
        .refusedWith("90 days at most");
    gate.answer("Decide on waiver")
        .as("admin")
        .with(WAIVER, GRANTED)
        .with(WAIVER_REASON, "Mine")
        .with(WAIVER_UNTIL, inDays(9))
        .refusedWith("Only members of “program-managers” can");
    gate.answer("Decide on waiver")
        .as("pm")
        .with(WAIVER, REFUSED)
        .with(WAIVER_REASON, "No drill")
        .refusedWith("name the cause");
    assertThat(last(gate).decision()).isNull();
  }

  @Test
  @DisplayName("R5: a refused waiver is rework")
  void reworksWhenTheWaiverIsRefused() {
    var gate = openWithOpenCriterion();
    approve(gate, "business", "operations");

    gate.answer("Decide on waiver")
        .as("pm")
        .with(WAIVER, REFUSED)
        .with(WAIVER_REASON, "Do the drill")
        .with(CAUSE, Cause.GOVERNANCE)
        .withRaw("gateDecision", "WAIVER")
        .withRaw("tally", "PASSED")
        .done();

    gate.endedAt("Rework requested").withoutPassing("Gate passed with waiver");
    assertThat(gate.variable("gateDecision")).isEqualTo("REWORK");
    assertThat(last(gate).refusedFor()).isEqualTo(Cause.GOVERNANCE);
    assertThat(last(gate).waiver()).isNull();
  }

  @Test
  @DisplayName(
      "R81: evidence that changes between the first signature and the count voids the signatures, and "
          + "everybody is asked about the new one")
  void asksAgainWhenTheEvidenceChanged() {
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);
    approve(gate, "business");
    criterion.openFor(gate.initiative());
    approve(gate, "operations");

    gate.waitsAt("Sign off phase").withoutPassing("Gate passed");
    var rounds = gates.of(gate.initiative());
    assertThat(rounds).extracting(GateRecord::round).containsExactly(1, 2);
    assertThat(rounds.get(0).decision()).isEqualTo(GateDecision.ASKED_AGAIN);
    assertThat(rounds.get(0).signOffs())
        .as("kept, and worth nothing")
        .extracting(SignOff::by)
        .containsExactly("business", "operations");
    assertThat(rounds.get(0).criteria())
        .anyMatch(
            found -> found.name().equals("Test criterion met") && found.effect() == Effect.PASS);
    assertThat(rounds.get(1).signOffs()).allMatch(SignOff::open);
    assertThat(rounds.get(1).blocks())
        .extracting(found -> found.name())
        .containsExactly("Test criterion met");
    assertThat(gate.answer("Sign off phase").as("business").facts())
        .contains(
            "Round 1 ended in ASKED\\_AGAIN",
            "“Test criterion met” was PASS (It is met), now it is BLOCK (It is not met yet)");
    assertThat(ledger.of(gate.initiative(), 50))
        .filteredOn(entry -> entry.action().equals("evidence-changed"))
        .hasSize(1)
        .allSatisfy(entry -> assertThat(entry.toString())
            .contains("Test criterion met", "business (business)", "operations (operations)"));
    assertThat(gates.passed(gate.initiative(), Phase.OPERATE)).isFalse();

    approve(gate, "business", "operations");
    gate.waitsAt("Decide on waiver");
  }

  @Test
  @DisplayName(
      "A47: whoever was made once the gate was open does not sign at the round that changed evidence asks for")
  void nobodyMakesSignersByChangingTheEvidence() {
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);
    people.register("made-later", "Made Later", null, "nobody ever saw this one", "business");
    try {
      criterion.openFor(gate.initiative());
      approve(gate, "business", "operations");
      var business = gate.answer("Sign off phase").as("business").task().getId();

      assertThat(last(gate).round()).isEqualTo(2);
      assertThat(completing("made-later", "business", business, Map.of("decision", "APPROVED")))
          .hasStackTraceContaining("after this gate was opened");
    } finally {
      engine.getIdentityService().deleteUser("made-later");
    }
  }

  @Test
  @DisplayName("R5: a waiver is granted for what was shown, and for nothing else")
  void asksAgainWhenTheEvidenceChangesBeforeTheWaiver() {
    var gate = openWithOpenCriterion();
    approve(gate, "business", "operations");
    criterion.closeFor(gate.initiative());

    gate.answer("Decide on waiver")
        .as("pm")
        .with(WAIVER, GRANTED)
        .with(WAIVER_REASON, "Drill is booked for Monday")
        .with(WAIVER_UNTIL, inDays(30))
        .done();

    gate.waitsAt("Sign off phase").withoutPassing("Gate passed with waiver");
    assertThat(gates.of(gate.initiative()).get(0).decision()).isEqualTo(GateDecision.ASKED_AGAIN);
    approve(gate, "business", "operations");
    gate.endedAt("Gate passed");
    assertThat(gates.of(gate.initiative()))
        .extracting(GateRecord::decision)
        .containsExactly(GateDecision.ASKED_AGAIN, GateDecision.GO);
    assertThat(last(gate).waiver()).isNull();
  }

  @Test
  @DisplayName(
      "Evidence that never comes to rest is rework after three times, not asked about for ever")
  void isReworkWhenTheEvidenceNeverRests() {
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);
    for (var round = 1; round <= 4; round++) {
      gate.waitsAt("Sign off phase");
      if (round % 2 == 1) criterion.openFor(gate.initiative());
      else criterion.closeFor(gate.initiative());
      approve(gate, "business", "operations");
    }

    gate.endedAt("Rework requested");
    assertThat(gate.variable("gateDecision")).isEqualTo("REWORK");
    assertThat(last(gate).why()).contains("they were asked 4 times", "Test criterion met");
    assertThat(gates.of(gate.initiative()))
        .extracting(GateRecord::decision)
        .containsExactly(
            GateDecision.ASKED_AGAIN,
            GateDecision.ASKED_AGAIN,
            GateDecision.ASKED_AGAIN,
            GateDecision.REWORK);
  }

  @Test
  @DisplayName("Whoever takes the task reads what changed since the round opened")
  void showsTheNewestFactsToWhoeverTakesTheTask() {
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);
    criterion.openFor(gate.initiative());
    var task = gate.answer("Sign off phase").as("business").task().getId();
    assertThat(gate.answer("Sign off phase").as("business").facts())
        .doesNotContain("CHANGED since");

    engine.getTaskService().claim(task, "business");

    assertThat(gate.answer("Sign off phase").as("business").facts())
        .contains("CHANGED since this round opened", "now it is BLOCK");
  }

  @Test
  void remindsWhoHasNotSigned() {
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);
    approve(gate, "business");

    gate.letPass("Reminder due").letPass("Reminder due");

    gate.passed("Signer reminded").waitsAt("Sign off phase");
    assertThat(noticesOf(gate, Kind.REMINDER))
        .hasSize(2)
        .allMatch(notice -> notice.toString().contains("operations"));
  }

  @Test
  void tellsTheSponsorWhoIsLate() {
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);

    gate.letPass("Escalation due");

    gate.passed("Sponsor informed").waitsAt("Sign off phase");
    assertThat(noticesOf(gate, Kind.ESCALATION)).isNotEmpty();
    approve(gate, "business", "operations");
    gate.endedAt("Gate passed");
  }

  @Test
  void refusesWrongAnswersAndKeepsTheTask() {
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);

    gate.answer("Sign off phase").as("business").refusedWith("decision");
    gate.answer("Sign off phase")
        .as("business")
        .withRaw("decision", "banana")
        .refusedWith("one of APPROVED, REWORK, STOPPED");
    gate.answer("Sign off phase")
        .as("business")
        .with(DECISION, REWORK)
        .with(CAUSE, Cause.METRIC)
        .refusedWith("what has to change");
    gate.answer("Sign off phase")
        .as("business")
        .with(DECISION, STOPPED)
        .with(COMMENT, "No")
        .refusedWith("name the cause");
    assertThat(last(gate).signOffs()).allMatch(SignOff::open);
  }

  @Test
  @DisplayName("Nobody signs for a role that is not theirs, or without a name, or twice")
  void refusesSignersWithoutTheRole() {
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);
    var operations = gate.answer("Sign off phase").as("operations").task().getId();

    assertThat(completing("pm", "program-managers", operations, Map.of("decision", "APPROVED")))
        .isNotNull();
    assertThat(completing("admin", "camunda-admin", operations, Map.of("decision", "APPROVED")))
        .hasStackTraceContaining("Only members of “operations” can");
    assertThat(completing(
            "business",
            "camunda-admin",
            operations,
            Map.of("decision", "APPROVED", "role", "business")))
        .hasStackTraceContaining("Only members of “operations” can");
    assertThat(completing(null, null, operations, Map.of("decision", "APPROVED")))
        .hasStackTraceContaining("needs a name");
    assertThat(last(gate).rolesWaitedFor()).containsExactly("business", "operations");
  }

  @Test
  @DisplayName("One person signs for one role, even as a member of two")
  void wantsAnotherPersonForAnotherRole() {
    people.register(
        "two-hats",
        "Two Hats",
        "two-hats@example.org",
        "one head, two warm hats",
        "business",
        "operations");
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);
    var business = gate.answer("Sign off phase").as("business").task().getId();
    var operations = gate.answer("Sign off phase").as("operations").task().getId();

    assertThat(completing("two-hats", "business", business, Map.of("decision", "APPROVED")))
        .isNull();
    assertThat(completing("two-hats", "operations", operations, Map.of("decision", "APPROVED")))
        .hasStackTraceContaining("somebody else has to sign");

    assertThat(last(gate).rolesWaitedFor()).containsExactly("operations");
  }

  @Test
  @DisplayName(
      "A47: people made once the gate was open, or put into a group then, sign at the next round only")
  void nobodyMakesSignersForAnOpenGate() {
    people.register("early-bird", "Early Bird", null, "first worm of the morning");
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);
    people.register("made-up", "Made Up", null, "nobody ever saw this one", "business");
    people.register("early-bird", "Early Bird", null, "first worm of the morning", "operations");
    var business = gate.answer("Sign off phase").as("business").task().getId();
    var operations = gate.answer("Sign off phase").as("operations").task().getId();

    assertThat(completing("made-up", "business", business, Map.of("decision", "APPROVED")))
        .hasStackTraceContaining("after this gate was opened");
    assertThat(completing("early-bird", "operations", operations, Map.of("decision", "APPROVED")))
        .hasStackTraceContaining("after this gate was opened");
    assertThat(last(gate).rolesWaitedFor()).containsExactly("business", "operations");

    gate.answer("Sign off phase")
        .as("business")
        .with(DECISION, REWORK)
        .with(CAUSE, Cause.OTHER)
        .with(COMMENT, "Too many new names")
        .done();
    approve(gate, "operations");
    var again = start("sign-off-gate").with(PHASE, Phase.OPERATE).about(gate.initiative());
    assertThat(completing(
            "made-up",
            "business",
            again.answer("Sign off phase").as("business").task().getId(),
            Map.of("decision", "APPROVED")))
        .isNull();
    assertThat(completing(
            "early-bird",
            "operations",
            again.answer("Sign off phase").as("operations").task().getId(),
            Map.of("decision", "APPROVED")))
        .isNull();
    assertThat(last(again).signOffs())
        .extracting(SignOff::by)
        .containsExactly("made-up", "early-bird");

    for (var guest : List.of("made-up", "early-bird"))
      engine.getIdentityService().deleteUser(guest);
  }

  @Test
  @DisplayName(
      "A47: who was given a password by somebody else once the gate was open signs at the next round only")
  void nobodyTakesOverASignerOfAnOpenGate() {
    people.register(
        "taken-over", "Taken Over", null, "mine and nobody else's", "business", "operations");
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);
    var business = gate.answer("Sign off phase").as("business").task().getId();

    setPassword("taken-over", "taken-over", "still mine and nobody else's");
    setPassword("admin", "taken-over", "known to an administrator");
    assertThat(completing("taken-over", "business", business, Map.of("decision", "APPROVED")))
        .hasStackTraceContaining("given a password by somebody else");
    engine.getIdentityService().deleteUser("taken-over");

    people.register(
        "taken-over", "Own Change", null, "mine and nobody else's", "business", "operations");
    var another = open(Phase.OPERATE, RiskTier.MINIMAL);
    setPassword("taken-over", "taken-over", "still mine and nobody else's");
    assertThat(completing(
            "taken-over",
            "business",
            another.answer("Sign off phase").as("business").task().getId(),
            Map.of("decision", "APPROVED")))
        .isNull();
    engine.getIdentityService().deleteUser("taken-over");
  }

  private void setPassword(String by, String of, String password) {
    var identity = engine.getIdentityService();
    var person = identity.createUserQuery().userId(of).singleResult();
    person.setPassword(password);
    identity.setAuthentication(by, by.equals("admin") ? List.of("camunda-admin") : List.of());
    try {
      identity.saveUser(person);
    } finally {
      identity.clearAuthentication();
    }
  }

  @Test
  @DisplayName("R85: opening, every signature and the decision are in the audit")
  void leavesATrace() {
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);
    approve(gate, "business", "operations");

    assertThat(ledger.of(gate.initiative(), 50))
        .extracting(Entry::action)
        .contains("gate-opened", "signed-off", "gate-decided");
    assertThat(ledger.of(gate.initiative(), 50))
        .filteredOn(entry -> entry.action().equals("signed-off"))
        .extracting(Entry::actor)
        .containsExactlyInAnyOrder("business", "operations");
  }

  @Test
  @DisplayName("A forged answer with extra variables opens no gate")
  void isNotOpenedByForgedVariables() {
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);

    gate.answer("Sign off phase")
        .as("business")
        .with(DECISION, REWORK)
        .with(CAUSE, Cause.OTHER)
        .with(COMMENT, "Not yet")
        .withRaw("gateDecision", "GO")
        .withRaw("tally", "PASSED")
        .withRaw("roles", List.of())
        .withRaw("phase", "DEFINE")
        .withRaw("role", "operations")
        .done();
    gate.answer("Sign off phase")
        .as("operations")
        .with(DECISION, APPROVED)
        .withRaw("gateDecision", "GO")
        .withRaw("tally", "PASSED")
        .withRaw("roles", List.of("operations"))
        .done();

    gate.endedAt("Rework requested").withoutPassing("Gate passed");
    assertThat(gate.variable("gateDecision")).isEqualTo("REWORK");
    assertThat(gates.passed(gate.initiative(), Phase.OPERATE)).isFalse();
    assertThat(gates.of(gate.initiative()))
        .extracting(GateRecord::phase)
        .containsExactly(Phase.OPERATE);
  }

  @Test
  @DisplayName("Forged counters cannot end the asking with signatures missing and a yes")
  void missingSignaturesAreNeverAYes() {
    var gate = open(Phase.DEFINE, RiskTier.HIGH);

    gate.answer("Sign off phase")
        .as("business")
        .with(DECISION, APPROVED)
        .withRaw("nrOfCompletedInstances", 99)
        .withRaw("nrOfActiveInstances", 0)
        .withRaw("nrOfInstances", 1)
        .withRaw("loopCounter", 99)
        .withRaw("tally", "PASSED")
        .withRaw("gateDecision", "GO")
        .done();

    gate.withoutPassing("Gate passed");
    assertThat(gates.passed(gate.initiative(), Phase.DEFINE)).isFalse();
    assertThat(last(gate).tally()).isEqualTo(Tally.REWORK);
  }

  @Test
  @DisplayName("Nobody finds the answer of another signer filled in, and nothing is preselected")
  void keepsSignersApart() {
    var gate = open(Phase.OPERATE, RiskTier.MINIMAL);
    var business = gate.answer("Sign off phase").as("business").task().getId();
    var operations = gate.answer("Sign off phase").as("operations").task().getId();

    engine.getIdentityService().setAuthentication("business", List.of("business"));
    engine
        .getFormService()
        .submitTaskForm(business, Map.of("decision", "APPROVED", "comment", "Fine with us"));
    engine.getIdentityService().clearAuthentication();

    var prefilled = engine.getFormService().getTaskFormVariables(operations);
    assertThat(prefilled.get("decision")).isNull();
    assertThat(prefilled.get("comment")).isNull();
    assertThat(last(gate).signOffs())
        .filteredOn(signed -> !signed.open())
        .extracting(SignOff::comment)
        .containsExactly("Fine with us");
  }

  @Test
  @DisplayName("R5: inside a lifecycle a phase whose predecessors did not pass is blocked")
  void warnsWhenAPhaseWasSkipped() {
    var gate = open(Phase.POC, RiskTier.MINIMAL);

    assertThat(last(gate).criteria())
        .anyMatch(found -> found.name().equals("Earlier phases passed")
            && found.effect() != Effect.PASS
            && found.fact().contains("define, data"));
  }

  private Walk open(Phase phase, RiskTier tier) {
    return start("sign-off-gate").with(PHASE, phase).about(fresh(tier));
  }

  private Walk openWithOpenCriterion() {
    var key = fresh(RiskTier.MINIMAL);
    criterion.openFor(key);
    return start("sign-off-gate").with(PHASE, Phase.OPERATE).about(key);
  }

  private String fresh(RiskTier tier) {
    var key = freshKey("GATE");
    initiatives.register("Fewer false alarms in fraud detection", key, "pm");
    if (tier != null) initiatives.classify(key, tier);
    operates(key);
    return key;
  }

  /** Nothing of the rules of operation stands in the way: the model is watched and was reviewed. */
  private void operates(String key) {
    var model = key.toLowerCase(Locale.ROOT);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    start("operate-model").about(key).waitsAt("Review due");
    reviews.answer(
        key, List.of(), Working.NOT_ENOUGH_DATA, ReviewDecision.KEEP, "Too early to say");
    governance.answer(
        key, new GovernanceAnswer("Little so far", "Nothing", null, null, null, null, List.of()));
  }

  private static void approve(Walk gate, String... people) {
    for (var person : people)
      gate.answer("Sign off phase").as(person).with(DECISION, APPROVED).done();
  }

  private Throwable completing(
      String person, String group, String task, Map<String, Object> variables) {
    try {
      if (person != null) engine.getIdentityService().setAuthentication(person, List.of(group));
      return catchThrowable(() -> engine.getTaskService().complete(task, variables));
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }

  private GateRecord last(Walk gate) {
    return gates.get(gate.instance());
  }

  private List<Notice> noticesOf(Walk gate, Kind kind) {
    return notices.of(gate.initiative()).stream()
        .filter(notice -> notice.kind() == kind)
        .toList();
  }

  private LocalDate inDays(int days) {
    return LocalDate.now(clock).plusDays(days);
  }
}
