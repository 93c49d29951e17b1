package io.pilotage.whole;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.dataset.DataFiles;
import io.pilotage.demo.SampleAnswers;
import io.pilotage.demo.SampleData;
import io.pilotage.engine.Refusal;
import io.pilotage.gate.Effect;
import io.pilotage.gate.GatePage;
import io.pilotage.gate.GateRecord;
import io.pilotage.gate.GateVariables;
import io.pilotage.gate.Gates;
import io.pilotage.gate.Rule;
import io.pilotage.initiative.Phase;
import io.pilotage.monitoring.log.Callers;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.process.ProcessTest;
import io.pilotage.process.Walk;
import io.pilotage.readiness.Registrations;
import io.pilotage.registry.Models;
import io.pilotage.rollout.Rollouts;
import io.pilotage.sync.Sync;
import io.pilotage.sync.Syncs;
import io.pilotage.traffic.Routes;
import io.pilotage.value.KpiChange.Party;
import io.pilotage.value.KpiChanges;
import io.pilotage.value.KpiContract;
import io.pilotage.value.Kpis;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/**
 * One life that runs into every block on its way: each is met once, read as the sentence people
 * get, mended, and passed. The answers that mend are those of the sample people; what is wrong is
 * written here.
 */
class EachBlockTest extends ProcessTest {

  private static final Map<String, String> PEOPLE = Map.of("program-managers", "pm");
  /** The row of the requirements that each rule of a phase proves. */
  private static final Map<String, String> ROWS = Map.ofEntries(
      entry("Problem statement specific", "R10"),
      entry("Baseline measured", "R11"),
      entry("Fallback chosen and owned", "R12"),
      entry("Data promising", "R13"),
      entry("Strategy linked", "R14"),
      entry("KPI contract agreed", "R15"),
      entry("KPI sources answer", "R15"),
      entry("Committee complete, operations included", "R17"),
      entry("Integration sketched", "R18"),
      entry("Reviewers briefed in week one", "R19"),
      entry("Return estimated", "R20"),
      entry("Risk tier set", "R22"),
      entry("Data audited on the data itself", "R30"),
      entry("Data clean and fresh", "R30"),
      entry("Labels exist or are planned", "R31"),
      entry("Pipeline reproducible", "R32"),
      entry("Holdout set apart", "R33"),
      entry("Bias reviewed", "R34"),
      entry("Data owner named", "R35"),
      entry("Baseline recorded first", "R40"),
      entry("Candidate beats the baseline", "R40"),
      entry("Within the time box", "R42"),
      entry("Within the budget", "R42"),
      entry("Pilot ran like production", "R43"),
      entry("Report names what it hides", "R44"),
      entry("Business impact known", "R45"),
      entry("Serving proven against the limits", "R50"),
      entry("Monitoring returns fresh data", "R51"),
      entry("Rollback rehearsed lately", "R52"),
      entry("What serves today", "R53"),
      entry("Compliance checklist signed", "R54"),
      entry("Architecture recorded", "R55"),
      entry("Handover accepted, operations trained", "R56"),
      entry("Runbook reachable", "R56"),
      entry("Business KPIs defined and measurable", "R57"),
      entry("Test alert acknowledged", "R57"),
      entry("Performance benchmarks tracked", "R57"),
      entry("Risk register kept", "R58"),
      entry("Governance reviewed", "R76"),
      entry("New domain in order", "R77"),
      entry("No stage skipped", "R60"),
      entry("Stage healthy", "R62"),
      entry("Watch registered", "R73"),
      entry("Is it working?", "R75"));

  private static final ObjectMapper JSON = new ObjectMapper();

  @Value("${pilotage.home}/datasets")
  private Path folder;

  @Autowired
  private List<GatePage> pages;

  @Autowired
  private Gates gates;

  @Autowired
  private Kpis kpis;

  @Autowired
  private KpiChanges changes;

  @Autowired
  private Syncs syncs;

  @Autowired
  private DataFiles files;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private Registrations registrations;

  @Autowired
  private Notices notices;

  @Autowired
  private Ledger ledger;

  @Autowired
  private Callers callers;

  private final BlockTable table = new BlockTable();
  /** Blocks of the gate that is open, by the criterion that has to be met in its next round. */
  private final Map<String, String> mending = new HashMap<>();
  /** Refused answers, and the task that refused them. */
  private final Map<String, Task> refusedAt = new LinkedHashMap<>();

  private Walk life;
  private String key;
  private String model;
  private SampleAnswers answers;

  @BeforeEach
  void propose() {
    folder = folder.toAbsolutePath();
    SampleData.writeInto(folder);
    key = freshKey("BLOCK");
    model = key.toLowerCase(Locale.ROOT);
    answers = SampleAnswers.about(model, folder.toString());
    life = start("ai-lifecycle")
        .as("pm")
        .withRaw("title", "Every block, once")
        .withRaw("sponsor", "business")
        .about(key);
  }

  @AfterEach
  void printTheTable() {
    table.print(Path.of("target/blocks.md"));
  }

  @Test
  @DisplayName("R10–R58 R80–R83 each block is met once, mended and passed")
  void meetsEachBlockOnceAndGoesOn() {
    rulesBlockWhileNothingIsThere();
    define();
    syncs();
    data();
    concept();
    productionize();
    rollOut();
    operate();

    refusalsAreMended();
    standingRulesHold();
    table.allAreMended();
    assertThat(gates.of(key).stream()
            .filter(round -> round.decision() != null && round.decision().passes())
            .map(GateRecord::phase)
            .distinct())
        .containsExactly(Phase.values());
    assertThat(table.perRequirement().keySet())
        .contains(
            "R10", "R11", "R12", "R13", "R14", "R15", "R16", "R17", "R18", "R19", "R20", "R22",
            "R23", "R30", "R31", "R32", "R33", "R34", "R35", "R40", "R41", "R42", "R43", "R44",
            "R45", "R50", "R51", "R52", "R53", "R54", "R55", "R56", "R57", "R58", "R76", "R80",
            "R81", "R82", "R83");
  }

  /**
   * Every rule of every gate, asked before anybody has answered anything: whatever blocks then is
   * mended by the gate of its phase.
   */
  private void rulesBlockWhileNothingIsThere() {
    for (var rule : rules()) {
      var finding = rule.check(key);
      if (finding.effect() != Effect.BLOCK) continue;
      var block = "Rule: " + rule.name();
      table.met(rowOf(rule), block, finding.fact(), finding.fact());
      mending.put(rule.name(), block);
    }
    assertThat(mending).as("rules that block before anything is there").hasSizeGreaterThan(40);
  }

  private static String rowOf(Rule rule) {
    if (rule.name().startsWith("Mistake")) return "R82";
    if (rule.name().startsWith("Health")) return "R83";
    assertThat(ROWS).as("the row that a rule of a phase proves").containsKey(rule.name());
    return ROWS.get(rule.name());
  }

  private void define() {
    refused(
        "R10",
        "Vague problem",
        "has no number",
        sample("Frame problem").withRaw("statement", "use AI to improve security"));
    refused(
        "R10",
        "Problem without a metric",
        "name the metric",
        sample("Frame problem").withRaw("metric", ""));
    refused(
        "R10",
        "Problem that contradicts itself",
        "other direction",
        sample("Frame problem").withRaw("direction", "INCREASE"));
    answer("Frame problem");
    refused(
        "R11",
        "Baseline from the future",
        "a day that is past",
        sample("Measure baseline").withRaw("measuredOn", today().plusDays(9).toString()));
    refused(
        "R11",
        "Baseline without a source",
        "where the numbers come from",
        sample("Measure baseline").withRaw("baselineSource", " "));
    answer("Measure baseline");
    refused(
        "R17",
        "Committee without operations",
        "operations: the team that will own the model",
        sample("Name committee").withRaw("operationsMember", "tbd"));
    refused(
        "R17",
        "Two accountable owners",
        "exactly one person",
        sample("Name committee").withRaw("accountableOwner", "Ada, Bob"));
    refused(
        "R23",
        "Nobody decides what is deployed",
        "who decides what is deployed",
        sample("Name committee").withRaw("decider", ""));
    answer("Name committee");
    refused(
        "R12",
        "No fallback",
        "rules, human review or the previous model",
        sample("Plan fallback").withRaw("fallback", ""));
    refused(
        "R12",
        "Fallback nobody owns",
        "nobody who can be asked",
        sample("Plan fallback").withRaw("fallbackOwner", "tbd"));
    answer("Plan fallback");
    refused(
        "R13",
        "Data that nobody graded",
        "quality",
        sample("Assess data").withRaw("dataQuality", ""));
    refused(
        "R13",
        "Limit below zero",
        "more than zero milliseconds",
        sample("Assess data").withRaw("latencyLimitMs", -5));
    answer("Assess data");
    refused(
        "R14",
        "No business priority",
        "priority",
        sample("Link strategy").withRaw("priority", " "));
    answer("Link strategy");
    contract();
    refused(
        "R20",
        "Range the wrong way round",
        "wrong way round",
        sample("Estimate return")
            .withRaw(
                "benefits",
                "[{\"type\":\"REVENUE\",\"description\":\"More\",\"low\":9,\"high\":1}]"));
    refused(
        "R20",
        "Negative cost",
        "cannot be negative",
        sample("Estimate return")
            .withRaw(
                "costs",
                "[{\"stage\":\"PRODUCTION\",\"item\":\"Serving\",\"low\":-5,\"high\":1}]"));
    refused("R20", "No benefit", "benefit", sample("Estimate return").withRaw("benefits", "[]"));
    answer("Estimate return");
    refused(
        "R18",
        "Integration without data engineering",
        "data engineering",
        sample("Sketch integration").withRaw("dataEngineer", "nobody"));
    sample("Sketch integration").withRaw("outputMatches", false).done();
    briefing();
    refused(
        "R22",
        "Risk that nobody classified",
        "domain",
        sample("Classify risk").withRaw("domain", ""));
    answer("Classify risk");

    blocked(
        "R18",
        "Output nobody takes",
        "Integration sketched",
        "does not take what the model answers");
    signatures();
    rework("INTEGRATION");
    answer(
        "Frame problem",
        "Measure baseline",
        "Name committee",
        "Plan fallback",
        "Assess data",
        "Link strategy");
    contractAnswer().done();
    answer("Estimate return", "Sketch integration", "Brief reviewers", "Classify risk");
    pass(Phase.DEFINE);
    frozenContract();
  }

  private void contract() {
    assertThat(life.answer("Agree KPIs").facts())
        .contains("Category trust", "open: a KPI, or a reason why not");
    refused(
        "R15",
        "All KPIs are technical",
        "All KPIs are technical",
        contractAnswer()
            .withRaw("kpis", kpisOf(kpi -> "TECHNICAL".equals(kpi.get("kind"))))
            .withRaw("kpiGaps", gaps("PERFORMANCE")));
    refused(
        "R15",
        "Category without a KPI or a reason",
        "neither a KPI nor a reason",
        contractAnswer().withRaw("kpiGaps", gaps("PERFORMANCE", "PRODUCTIVITY", "TRUST")));
    refused(
        "R15",
        "KPI without a source",
        "where the number is read",
        contractAnswer().withRaw("kpis", kpisWith("source", "")));
    refused(
        "R15",
        "KPI source that does not answer",
        "does not answer. Mend the link",
        contractAnswer().withRaw("kpis", kpisWith("source", "http://127.0.0.1:1/kpi")));
    refused(
        "R15",
        "Target on the wrong side",
        "wrong side of its baseline",
        contractAnswer().withRaw("kpis", kpisWith("target", -7)));
    refused(
        "R16",
        "Operations did not agree",
        "have not all agreed",
        contractAnswer().withRaw("agreedOperations", ""));
    contractAnswer().done();
  }

  private void frozenContract() {
    var inForce = kpis.of(key).orElseThrow();
    var other = new KpiContract(inForce.kpis(), inForce.gaps(), inForce.agreement());
    met("R16", "Frozen contract", "is frozen", () -> kpis.agree(key, other));
    as(
        "pm",
        "program-managers",
        () -> changes.ask(key, other.kpis(), other.gaps(), "A better source"));
    for (var party : Party.values())
      as(
          party.group(),
          party.group(),
          () -> changes.approve(key, changes.of(key).get(0).id(), party));
    assertThat(changes.of(key).get(0).missing()).isEmpty();
    table.mended("Frozen contract", "a change, approved by all three");
  }

  private void briefing() {
    refused(
        "R19",
        "Briefing without legal",
        "nobody who can be asked",
        sample("Brief reviewers").withRaw("legalAttendees", "tbd"));
    life.letPass("Briefing late");
    var told = notices.of(key).stream()
        .filter(notice -> notice.kind() == Kind.ESCALATION)
        .map(notice -> notice.text())
        .findFirst()
        .orElseThrow();
    table.met("R19", "Late briefing", told, "were to be briefed by");
    refusedAt.put("Late briefing", life.answer("Brief reviewers").task());
    answer("Brief reviewers");
  }

  private void syncs() {
    life.letPass("Sync due");
    refused(
        "R80",
        "Sync of one side",
        "business attendees",
        sample("Hold sync").withRaw("businessAttendees", " "));
    life.letPass("Sync overdue");
    var missed = syncs.of(key).stream().filter(Sync::missed).findFirst().orElseThrow();
    var told = notices.of(key).stream()
        .filter(notice -> notice.kind() == Kind.ESCALATION && notice.subject().contains("sync"))
        .findFirst()
        .orElseThrow();
    table.met("R80", "Missed sync", told.text(), missed.slot());
    life.letPass("Sync due");
    assertThat(life.answer("Hold sync").facts()).contains("The last sync was missed");
    answer("Hold sync");
    table.mended("Missed sync", "the next sync, held");
  }

  private void data() {
    refused(
        "R30",
        "Data outside the allowed folders",
        "within the allowed folders",
        sample("Audit data").withRaw("location", "../../../etc/passwd"));
    refused(
        "R30",
        "Column that is not there",
        "has no column",
        sample("Audit data").withRaw("labelColumn", "aproved"));
    sample("Audit data")
        .withRaw("labelColumn", "")
        .withRaw("positiveValue", "")
        .withRaw("groupColumns", "")
        .done();
    refused(
        "R30",
        "Data sent back without a reason",
        "what has to be mended",
        sample("Review data audit").withRaw("dataReview", "MEND").withRaw("dataReviewComment", ""));
    answer("Review data audit");
    refused(
        "R31",
        "Label plan without a day",
        "day",
        sample("Plan labels").withRaw("labelState", "PLANNED"));
    answer("Plan labels");
    sample("Describe pipeline")
        .withRaw("secondRun", folder.resolve("payments-holdout.csv").toString())
        .done();
    refused(
        "R33", "No holdout", "holdout", sample("Reserve holdout").withRaw("holdoutLocation", ""));
    refused(
        "R33",
        "Training data as holdout",
        "training data itself",
        sample("Reserve holdout")
            .withRaw("holdoutLocation", folder.resolve("payments-train.csv").toString()));
    sample("Reserve holdout")
        .withRaw("holdoutLocation", files.upload(key, "holdout.csv", firstRows(500)))
        .done();
    refused(
        "R35",
        "Data nobody owns",
        "answers for this data",
        sample("Name data owner").withRaw("dataOwner", ""));
    answer("Name data owner");
    refused(
        "R34",
        "Bias nobody thought about",
        "treated unfairly",
        sample("State bias risks").withRaw("biasRisks", ""));
    answer("State bias risks");
    sample("Review bias")
        .withRaw("biasVerdict", "NOT_ACCEPTABLE")
        .withRaw("biasComment", "No groups were compared")
        .done();

    blocked(
        "R31", "Labels the audit did not see", "Labels exist or are planned", "the audit saw none");
    blocked("R32", "Two runs that differ", "Pipeline reproducible", "different content");
    blocked("R33", "Holdout that overlaps", "Holdout set apart", "also in the training data");
    blocked("R34", "Bias not acceptable", "Bias reviewed", "Not acceptable to risk");
    signatures();
    rework("METRIC");
    answer(
        "Audit data",
        "Review data audit",
        "Plan labels",
        "Describe pipeline",
        "Reserve holdout",
        "Name data owner",
        "State bias risks",
        "Review bias");
    pass(Phase.DATA);
  }

  private void concept() {
    refused(
        "R41",
        "Baseline without its accuracy",
        "accuracy",
        sample("Record baseline").withRaw("accuracy", null));
    sample("Record baseline").withRaw("budgetCeiling", 33_000).done();
    refused(
        "R41",
        "Experiment above 100 percent",
        "between 0 and 100 percent",
        sample("Record experiment").withRaw("accuracy", 130));
    sample("Record experiment").withRaw("accuracy", 90).withRaw("cost", 40_000).done();
    refused(
        "R41",
        "Lessons without a reason",
        "without a reason",
        sample("Draw lessons").withRaw("lessonReason", ""));
    sample("Draw lessons").withRaw("experimentOutcome", "CONTINUE").done();
    refused(
        "R42",
        "Budget spent",
        "already spent",
        sample("Decide on budget").withRaw("newCeiling", 33_001));
    sample("Decide on budget").withRaw("newCeiling", 90_000).done();
    life.letPass("Time box over");
    refused("R42", "Time box over", "day", sample("Decide on time box").withRaw("timeBoxDay", ""));
    sample("Decide on time box")
        .withRaw("timeBoxDay", today().plusDays(30).toString())
        .done();
    sample("Record experiment").withRaw("accuracy", 90).done();
    answer("Draw lessons");
    refused(
        "R43",
        "Gap without an explanation",
        "Say what is missing",
        sample("Check infrastructure")
            .withRaw("sovereign", "NO")
            .withRaw("infrastructureRemark", ""));
    sample("Check infrastructure")
        .withRaw("sameRuntime", "NO")
        .withRaw("infrastructureRemark", "On a laptop")
        .done();
    refused(
        "R44",
        "Report that hides how it fails",
        "ways it fails",
        sample("Write POC report").withRaw("failureModes", ""));
    sample("Write POC report").withRaw("yearlyImpact", null).done();

    blocked(
        "R40",
        "Complexity without gain",
        "Candidate beats the baseline",
        "complexity without gain");
    blocked("R82", "Over-engineered POC", "Mistake: over-engineered POC", "and no better");
    blocked("R43", "Pilot unlike production", "Pilot ran like production", "runtime of production");
    blocked(
        "R45",
        "Accuracy without a business impact",
        "Business impact known",
        "nobody says what that is worth");
    signatures();
    rework("METRIC");
    sample("Record baseline").withRaw("budgetCeiling", 90_000).done();
    answer("Record experiment", "Draw lessons", "Check infrastructure", "Write POC report");
    pass(Phase.POC);
  }

  private void productionize() {
    refused(
        "R84",
        "Candidate under the name that serves",
        "a version of its own",
        sample("Register model").withRaw("candidateVersion", "v1"));
    answer("Register model");
    skippedPhase();
    met("R53", "Approval without a gate", "has not been passed", () -> registrations.approve(key));
    everythingWrong();
    blocked(
        "R50",
        "Serving slower than the charter allows",
        "Serving proven against the limits",
        "the charter allows 200 ms");
    blocked("R51", "Silent monitoring", "Monitoring returns fresh data", "no sample within");
    blocked("R52", "Failed drill", "Rollback rehearsed lately", "failed");
    blocked(
        "R54", "Decisions nobody can explain", "Compliance checklist signed", "no method explains");
    blocked(
        "R56",
        "Handover refused",
        "Handover accepted, operations trained",
        "does not take over yet");
    blocked("R57", "Test alert that reached nobody", "Test alert acknowledged", "did not arrive");
    blocked(
        "R57",
        "KPI source that is silent",
        "Business KPIs defined and measurable",
        "accuracy: no sample");
    blocked(
        "R57",
        "Benchmarks nobody tracks",
        "Performance benchmarks tracked",
        "Not tracked in production: latency-p95");
    signatures();
    rework("GOVERNANCE");
    routes.change(routes.get(model).shiftTo(0), "engineering", "The route is mended.");

    everythingRight(Duration.ofDays(31), today().plusDays(40));
    blocked("R52", "Drill 31 days old", "Rollback rehearsed lately", "more than 30 days ago");
    blocked(
        "R56",
        "Training still to come",
        "Handover accepted, operations trained",
        "has not been held");
    signatures();
    rework("HANDOFF");
    everythingRight(Duration.ZERO, today().minusDays(1));
    pass(Phase.PRODUCTIONIZE);
    assertThat(models.approved(model, "v2")).isTrue();
    table.mended("Approval without a gate", "the signed gate");
    unauthorised();
  }

  /** Somebody starts the gate of a later phase directly. */
  private void skippedPhase() {
    var skipped =
        start("sign-off-gate").with(GateVariables.PHASE, Phase.ROLLOUT).about(key);
    var criterion = gates.get(skipped.instance()).blocks().stream()
        .filter(found -> found.name().equals("Earlier phases passed"))
        .findFirst()
        .orElseThrow();
    table.met(
        "R5",
        "Phase skipped without a waiver",
        criterion.fact(),
        "Not passed before this gate: productionize");
    for (var role : gates.get(skipped.instance()).rolesWaitedFor())
      sample("Sign off phase", role).done();
    sample("Decide on waiver")
        .withRaw("waiver", "REFUSED")
        .withRaw("cause", "GOVERNANCE")
        .done();
    assertThat(gates.passed(key, Phase.ROLLOUT)).isFalse();
    mending.put("Earlier phases passed", "Phase skipped without a waiver");
  }

  private void everythingWrong() {
    routes.change(routes.get(model).toFallback(), "engineering", "Something is wrong");
    refused(
        "R50",
        "Load test without a length",
        "length of the load test",
        sample("Prove serving").withRaw("loadTestMinutes", 0));
    sample("Prove serving").withRaw("latencyP95Ms", 900).done();
    refused(
        "R51",
        "Watching what is no signal",
        "is no signal",
        sample("Connect monitoring").withRaw("requiredSignals", "[\"karma\"]"));
    sample("Connect monitoring")
        .withRaw("requiredSignals", "[\"accuracy\",\"error-rate\"]")
        .done();
    refused(
        "R57",
        "Alert lost without a word",
        "where the alert got lost",
        sample("Acknowledge test alert")
            .withRaw("alertReached", false)
            .withRaw("alertComment", ""));
    sample("Acknowledge test alert")
        .withRaw("alertReached", false)
        .withRaw("alertComment", "The pager was silent")
        .done();
    refused(
        "R54",
        "Checklist with a hole",
        "what is missing",
        sample("Complete compliance")
            .withRaw("privacyReviewed", false)
            .withRaw("complianceComment", ""));
    sample("Complete compliance").withRaw("explanationMethod", "").done();
    refused(
        "R55",
        "Cache question not answered",
        "a cache could save up to 40,000 a month",
        sample("Record architecture")
            .withRaw("cacheablePercent", 80)
            .withRaw("servingCostPerMonth", 50_000)
            .withRaw("cacheDecision", "NOT_USED")
            .withRaw("cacheReason", ""));
    answer("Record architecture");
    refused(
        "R56",
        "Runbook that does not answer",
        "Mend the link",
        sample("Write runbook").withRaw("runbookAddress", "http://127.0.0.1:1/runbook"));
    answer("Write runbook");
    refused(
        "R56",
        "Handover refused without a reason",
        "before operations can take over",
        sample("Accept handover").withRaw("trusted", false).withRaw("handoverComment", ""));
    sample("Accept handover")
        .withRaw("trusted", false)
        .withRaw("handoverComment", "Nobody has seen it at night")
        .done();
  }

  private void everythingRight(Duration afterTheDrill, LocalDate trainedOn) {
    answer("Register model", "Prove serving");
    clock.pass(afterTheDrill.plusMinutes(1));
    callers.of(model, "v1").send(40);
    answer(
        "Connect monitoring",
        "Acknowledge test alert",
        "Complete compliance",
        "Record architecture",
        "Write runbook");
    sample("Accept handover").withRaw("trainedOn", trainedOn.toString()).done();
  }

  private void unauthorised() {
    models.register(model, "v7", key, "s3://somewhere/v7", "nobody");
    met(
        "R53",
        "Deployment without an approval",
        "approv",
        () -> models.requireApproved(model, "v7"));
    models.reportUnauthorised(model, "v7", "watch");
    assertThat(ledger.of(key, 50))
        .extracting(Entry::action)
        .anyMatch(action -> action.contains("unauthorised"));
    var reported = rule("Mistake: no governance").check(key);
    table.met(
        "R53", "Deployment found outside", reported.fact(), "Seen serving without approval: v7");
    models.approve(model, "v7", "engineering");
    models.requireApproved(model, "v7");
    assertThat(rule("Mistake: no governance").check(key).effect()).isEqualTo(Effect.PASS);
    table.mended("Deployment without an approval", "a recorded approval");
    table.mended("Deployment found outside", "a recorded approval");
  }

  private void rollOut() {
    refusedNo();
    for (var share : List.of(5.0, 25.0, 75.0, 100.0)) {
      assertThat(routes.get(model).percent()).isEqualTo(share);
      if (share != 5.0) reachStageGate();
      pass(Phase.ROLLOUT);
    }
    assertThat(routes.get(model).stable()).isEqualTo("v2");
  }

  /** A no needs its reason and its cause; the yes that follows passes the first stage. */
  private void refusedNo() {
    reachStageGate();
    refused(
        "R81",
        "A no without a reason",
        "what has to change",
        sample("Sign off phase", "business").withRaw("decision", "REWORK").withRaw("comment", ""));
    refused(
        "R81",
        "A no without a cause",
        "name the cause",
        sample("Sign off phase", "business").withRaw("decision", "STOPPED"));
  }

  private void reachStageGate() {
    healthy();
    life.letPass("Soak time over");
    // A look may still be unclear; a few more decide, and only a healthy one opens the gate.
    for (int looks = 0; looks < 6 && !waitsAt("Task_SignOffPhase"); looks++) {
      if (waitsAt("Task_ValidateSample")) answer("Validate sample");
      healthy();
      life.letPass("Next look due");
    }
    assertThat(waitsAt("Task_SignOffPhase"))
        .as("the stage is healthy: %s", rollouts.verdictOf(model))
        .isTrue();
  }

  private boolean waitsAt(String task) {
    return engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceBusinessKey(key)
            .taskDefinitionKey(task)
            .count()
        > 0;
  }

  private void healthy() {
    clock.pass(Duration.ofSeconds(5));
    callers.of(model, "v1").right(0.96).send(600);
    callers.of(model, "v2").right(0.97).send(600);
  }

  private void operate() {
    life.letPass("Review due");
    refused(
        "R75",
        "Working without a ground",
        "say why",
        sample("Review model").withRaw("working", "NO").withRaw("reviewNote", ""));
    answer("Review model");
    refused(
        "R76",
        "Review that learned nothing",
        "what was learned",
        sample("Review governance").withRaw("learned", ""));
    answer("Review governance");
    pass(Phase.OPERATE);
    life.waitsAt("Review due");
  }

  private void standingRulesHold() {
    for (var rule : rules()) {
      if (!rule.kind().forLife()) continue;
      assertThat(rule.check(key).effect())
          .as(rule.name() + ": " + rule.check(key).fact())
          .isNotEqualTo(Effect.BLOCK);
    }
  }

  /** The module does not take an answer; the same task, answered as it should be, mends it. */
  private void refused(String requirement, String block, String part, Walk.Answer wrong) {
    table.met(requirement, block, wrong.refusal(), part);
    refusedAt.put(block, wrong.task());
  }

  private void met(String requirement, String block, String part, Runnable wrong) {
    table.met(
        requirement, block, catchThrowableOfType(Refusal.class, wrong::run).getMessage(), part);
  }

  /** Answers tasks as the sample people do. */
  private void answer(String... labels) {
    for (var label : labels) sample(label).done();
  }

  private void refusalsAreMended() {
    refusedAt.forEach((block, task) -> {
      assertThat(engine
              .getHistoryService()
              .createHistoricTaskInstanceQuery()
              .processInstanceBusinessKey(key)
              .taskDefinitionKey(task.getTaskDefinitionKey())
              .finished()
              .count())
          .as("“%s” was answered after “%s”", task.getName(), block)
          .isPositive();
      table.mended(block, "“" + task.getName() + "”, answered");
    });
  }

  /** The open gate blocks with this criterion. */
  private void blocked(String requirement, String block, String criterion, String part) {
    var found = gate().blocks().stream()
        .filter(blocked -> blocked.name().equals(criterion))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(criterion + " does not block: " + gate().criteria()));
    table.met(requirement, block, found.fact(), part);
    mending.merge(criterion, block, (known, also) -> known + "\n" + also);
  }

  private void signatures() {
    for (var role : gate().rolesWaitedFor()) sample("Sign off phase", role).done();
  }

  /** All have signed and criteria are open: no waiver, back to work. */
  private void rework(String cause) {
    if (!table.knows("Waiver without a day")) {
      refused(
          "R81",
          "Waiver without a reason",
          "waiver reason",
          sample("Decide on waiver").withRaw("waiverReason", ""));
      refused(
          "R81",
          "Waiver without a day",
          "until which day",
          sample("Decide on waiver").withRaw("waiverUntil", ""));
      refused(
          "R81",
          "Rework without a cause",
          "name the cause",
          sample("Decide on waiver").withRaw("waiver", "REFUSED"));
    }
    sample("Decide on waiver")
        .withRaw("waiver", "REFUSED")
        .withRaw("waiverReason", "Mend it first")
        .withRaw("cause", cause)
        .done();
  }

  /**
   * The open gate has no block left, everybody signs, and what its criteria blocked before is
   * mended.
   */
  private void pass(Phase phase) {
    var round = gate();
    assertThat(round.phase()).isEqualTo(phase);
    assertThat(round.blocks()).as("what still blocks").isEmpty();
    signatures();
    assertThat(gates.of(key).stream().filter(GateRecord::open))
        .as("gates still open")
        .isEmpty();
    assertThat(gates.passed(key, phase)).isTrue();
    var asked = rules().stream()
        .filter(rule -> rule.kind().forLife())
        .map(Rule::name)
        .collect(Collectors.toSet());
    for (var criterion : round.criteria()) {
      // A rule for the whole life counts as mended once it looked and found nothing, not while it
      // says “not yet asked”.
      if (asked.contains(criterion.name()) && criterion.effect() == Effect.NOT_YET) continue;
      var blocks = mending.remove(criterion.name());
      if (blocks == null) continue;
      var by = criterion.effect() + " at the gate “" + phase.label() + "”: " + criterion.fact();
      blocks.lines().forEach(block -> table.mended(block, by));
    }
  }

  private GateRecord gate() {
    return gates.of(key).stream()
        .filter(GateRecord::open)
        .max(Comparator.comparing(GateRecord::openedAt))
        .orElseThrow();
  }

  private List<Rule> rules() {
    return pages.stream().flatMap(page -> page.rules().stream()).toList();
  }

  private Rule rule(String name) {
    return rules().stream()
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The answer of the sample people to an open task, ready to be changed. */
  private Walk.Answer sample(String label) {
    var task = life.answer(label).task();
    var group = engine.getTaskService().getIdentityLinksForTask(task.getId()).stream()
        .map(link -> link.getGroupId())
        .filter(id -> id != null)
        .findFirst()
        .orElseThrow();
    return sample(label, PEOPLE.getOrDefault(group, group));
  }

  @SuppressWarnings("unchecked")
  private Walk.Answer sample(String label, String person) {
    var answer = life.answer(label).as(person);
    var task = answer.task();
    var given = answers
        .to(
            task.getTaskDefinitionKey(),
            name -> new TextNode(
                String.valueOf(engine.getTaskService().getVariable(task.getId(), name))))
        .orElseThrow();
    ((Map<String, Map<String, Object>>) given.get("variables"))
        .forEach((name, value) -> answer.withRaw(
            name,
            "Json".equals(value.get("type")) ? Spin.JSON(value.get("value")) : value.get("value")));
    return answer;
  }

  /** The sample contract, its technical KPI read from monitoring. */
  private Walk.Answer contractAnswer() {
    return sample("Agree KPIs")
        .withRaw(
            "kpis",
            json(kpiRows().stream()
                .map(row ->
                    "TECHNICAL".equals(row.get("kind")) ? with(row, "source", "accuracy") : row)
                .toList()));
  }

  private String kpisOf(java.util.function.Predicate<Map<String, Object>> wanted) {
    return json(kpiRows().stream().filter(wanted).toList());
  }

  private String kpisWith(String field, Object value) {
    return json(kpiRows().stream().map(row -> with(row, field, value)).toList());
  }

  private static String gaps(String... leftOut) {
    var left = List.of(leftOut);
    return json(List.of(
            "PERFORMANCE",
            "PRODUCTIVITY",
            "ADOPTION",
            "ALIGNMENT",
            "RISK",
            "TRUST",
            "ROI",
            "ACCOUNTABILITY")
        .stream()
        .filter(category -> !left.contains(category))
        .map(category -> Map.of("category", category, "reason", "After the first quarter"))
        .toList());
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> kpiRows() {
    try {
      var variables = (Map<String, Map<String, Object>>)
          answers.to("Task_AgreeKPIs", name -> null).orElseThrow().get("variables");
      return JSON.readValue((String) variables.get("kpis").get("value"), List.class);
    } catch (IOException cannotHappen) {
      throw new AssertionError(cannotHappen);
    }
  }

  private static Map<String, Object> with(Map<String, Object> row, String field, Object value) {
    var changed = new HashMap<>(row);
    changed.put(field, value);
    return changed;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException cannotHappen) {
      throw new AssertionError(cannotHappen);
    }
  }

  private ByteArrayInputStream firstRows(int rows) {
    try (var lines = Files.lines(folder.resolve("payments-train.csv"))) {
      return new ByteArrayInputStream(lines
          .limit(rows + 1)
          .collect(Collectors.joining("\n", "", "\n"))
          .getBytes(StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private void as(String person, String group, Runnable action) {
    engine.getIdentityService().setAuthentication(person, List.of(group));
    try {
      action.run();
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
