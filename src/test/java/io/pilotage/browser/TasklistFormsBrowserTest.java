package io.pilotage.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.pilotage.charter.Direction;
import io.pilotage.dataset.Audits;
import io.pilotage.demo.SampleAnswers;
import io.pilotage.demo.SampleData;
import io.pilotage.gate.GateDecision;
import io.pilotage.gate.Gates;
import io.pilotage.gate.Waiver;
import io.pilotage.initiative.Initiatives;
import io.pilotage.sync.Action;
import io.pilotage.sync.Syncs;
import io.pilotage.value.Kpi;
import io.pilotage.value.KpiCategory;
import io.pilotage.value.KpiContract;
import io.pilotage.value.KpiGap;
import io.pilotage.value.Kpis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@DisplayName("R4 People fill in the long forms in Tasklist")
class TasklistFormsBrowserTest extends BrowserTest {

  private static final DateTimeFormatter AS_TYPED =
      DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.ROOT);
  private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
  private static final Map<String, String> PEOPLE = Map.of("program-managers", "pm");

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Gates gates;

  @Autowired
  private Audits audits;

  @Autowired
  private Syncs syncs;

  @Autowired
  private Kpis kpis;

  @Value("${pilotage.home}")
  private Path home;

  @AfterEach
  void leaveNothingRunning() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .processInstanceBusinessKeyLike("FORM%")
        .list()
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(
                instance.getId(), "test is over", true, true, true, true));
  }

  @Test
  @DisplayName(
      "R5 the last signer signs, criteria are open, and a waiver with reason and day passes the gate")
  void passesAGateWithAWaiver() {
    var key = begin("sign-off-gate", Map.of("phase", "DEFINE"));
    gates.of(key).get(0).roles().stream()
        .filter(role -> !role.equals("security"))
        .forEach(role -> sign(key, role));

    logIn("security", TASKLIST);
    take("Sign off phase", key);
    page.getByLabel("Yes, continue").check();
    complete("Sign off phase", key);
    runDueJobs();
    logIn("pm", TASKLIST);
    take("Decide on waiver", key);
    page.getByLabel("Grant the waiver").check();
    page.getByLabel("Reason")
        .fill("The problem is framed by Monday; the business carries the risk until then.");
    date(page.getByLabel("Holds until"), TODAY.plusDays(30));
    picture("form");
    complete("Decide on waiver", key);
    runDueJobs();

    var gate = gates.of(key).get(0);
    assertThat(gate.decision()).isEqualTo(GateDecision.WAIVER);
    assertThat(gate.waiver())
        .returns("pm", Waiver::approver)
        .returns(TODAY.plusDays(30), Waiver::until)
        .satisfies(
            waiver -> assertThat(waiver.reason()).startsWith("The problem is framed by Monday"));
    assertThat(as("pm").get("/api/initiatives/" + key).at("/gates/0/decision"))
        .isEqualToIgnoringCase("waiver");
  }

  @Test
  @DisplayName(
      "R17 the business agrees on KPIs row by row; a category left out is refused by its name, and the task stays")
  void agreesOnKpis() {
    var key = begin("define-problem", Map.of());
    answerAllBut("Task_AgreeKPIs", key);

    logIn("business", TASKLIST);
    take("Agree KPIs", key);
    var list = list("KPIs");
    kpi(list.row(0), "Productivity", "hours saved a week", "Business", "0", "120", "hours");
    list.add();
    kpi(list.row(1), "Performance", "share of right answers", "Technical", "90", "93", "%");
    var gaps = list("Categories without a KPI");
    List.of("Adoption", "Alignment", "Risk", "Trust", "ROI")
        .forEach(category -> gap(gaps, category));
    write(page.getByLabel("Who agreed as business sponsor?"), "Bea Business");
    write(page.getByLabel("Who agreed for operations?"), "Olga Operations");
    write(page.getByLabel("Who agreed for technology?"), "Emil Engineering");
    refusedWith("neither a KPI nor a reason why not: accountability");
    assertThat(openTasks(key)).containsExactly("Task_AgreeKPIs");
    assertThat(kpis.of(key)).as("nothing half agreed").isEmpty();

    closeTheRefusal();
    gap(gaps, "Accountability");
    picture("form");
    complete("Agree KPIs", key);

    var contract = kpis.of(key).orElseThrow();
    assertThat(contract.kpis())
        .containsExactly(
            new Kpi(
                KpiCategory.PRODUCTIVITY,
                "Does it work?",
                Kpi.Asker.EXECUTIVE,
                Kpi.Kind.BUSINESS,
                "hours saved a week",
                "hours",
                new Kpi.Goal(Direction.INCREASE, 0.0, 120.0),
                new Kpi.Care("Bea Business", "time sheets", Kpi.Cadence.WEEKLY)),
            new Kpi(
                KpiCategory.PERFORMANCE,
                "Does it work?",
                Kpi.Asker.EXECUTIVE,
                Kpi.Kind.TECHNICAL,
                "share of right answers",
                "%",
                new Kpi.Goal(Direction.INCREASE, 90.0, 93.0),
                new Kpi.Care("Bea Business", "time sheets", Kpi.Cadence.WEEKLY)));
    assertThat(contract.gaps())
        .extracting(KpiGap::category)
        .containsExactly(
            KpiCategory.ADOPTION,
            KpiCategory.ALIGNMENT,
            KpiCategory.RISK,
            KpiCategory.TRUST,
            KpiCategory.ROI,
            KpiCategory.ACCOUNTABILITY);
    assertThat(contract.agreement())
        .isEqualTo(
            new KpiContract.Agreement("Bea Business", "Olga Operations", "Emil Engineering"));
    assertThat(openTasks(key)).doesNotContain("Task_AgreeKPIs");
    assertThat(as("pm").get("/api/initiatives/" + key).text()).contains("hours saved a week");
  }

  @Test
  @DisplayName("R30 engineering reads the audit of the data and accepts it")
  void reviewsADataAudit() {
    var key = audited();

    logIn("engineering", TASKLIST);
    take("Review data audit", key);
    assertThat(page.locator(".fjs-form-field-text li").getByText("4,000").first())
        .isVisible();
    page.getByLabel("Yes, build on it").check();
    picture("form");
    complete("Review data audit", key);

    assertThat(audits.of(key).orElseThrow().isAccepted()).isTrue();
    runDueJobs();
    assertThat(openTasks(key))
        .contains("Task_PlanLabels", "Task_ReserveHoldout")
        .doesNotContain("Task_ReviewDataAudit");
  }

  @Test
  @DisplayName(
      "R30 data sent back without a word of what to mend: the sentence is on the screen and the task stays")
  void readsWhyAnAnswerIsRefused() {
    var key = audited();

    logIn("engineering", TASKLIST);
    take("Review data audit", key);
    page.getByLabel("No, it has to be mended").check();
    refusedWith("what has to be mended");

    assertThat(openTasks(key)).contains("Task_ReviewDataAudit");
    assertThat(audits.of(key).orElseThrow().isAccepted()).isFalse();
    assertThat(page.getByLabel("No, it has to be mended")).isChecked();
  }

  @Test
  @DisplayName("R80 the program manager keeps the minutes of a sync, and an action of it")
  void keepsTheMinutesOfASync() {
    var key = begin("weekly-sync", Map.of());

    logIn("pm", TASKLIST);
    take("Hold sync", key);
    page.getByLabel("Who attended from data science?").fill("Dana Data");
    page.getByLabel("Who attended from the business?").fill("Bea Business");
    page.getByLabel("What was said?").fill("The labels come late.");
    page.getByLabel("What was decided?").fill("Label by hand for two weeks.");
    var actions = list("New actions");
    actions.add();
    actions.row(0).getByLabel("Action").fill("Label 500 cases");
    choose(actions.row(0), "Owner", "Data science");
    date(actions.row(0).getByLabel("Due"), TODAY.plusDays(7));
    picture("form");
    complete("Hold sync", key);
    runDueJobs();

    assertThat(syncs.of(key)).singleElement().satisfies(sync -> {
      assertThat(sync.held()).isTrue();
      assertThat(sync.kept().minutes()).isEqualTo("The labels come late.");
      assertThat(sync.kept().decisions()).isEqualTo("Label by hand for two weeks.");
    });
    assertThat(syncs.openActions(key))
        .singleElement()
        .returns("Label 500 cases", Action::action)
        .returns("data-science", Action::owner)
        .returns(TODAY.plusDays(7), Action::due);
  }

  private String begin(String process, Map<String, Object> variables) {
    var key = "FORM-" + System.nanoTime();
    initiatives.register("Forms filled in by hand", key, "pm");
    engine.getRuntimeService().startProcessInstanceByKey(process, key, variables);
    runDueJobs();
    return key;
  }

  private String audited() {
    var folder = home.toAbsolutePath().normalize().resolve("datasets");
    SampleData.writeInto(folder);
    var key = begin("prepare-data", Map.of());
    answerAllBut("Task_ReviewDataAudit", key);
    return key;
  }

  /** As the sample people would, until only this task is left. */
  private void answerAllBut(String left, String key) {
    var answers = SampleAnswers.about(
        key.toLowerCase(Locale.ROOT),
        home.toAbsolutePath().normalize().resolve("datasets").toString());
    for (int round = 0; round < 20 && !openTasks(key).equals(List.of(left)); round++) {
      for (var task : tasks(key)) {
        if (!task.getTaskDefinitionKey().equals(left))
          answer(
              task,
              answers
                  .to(task.getTaskDefinitionKey(), variable -> shown(task, variable))
                  .orElseThrow());
      }
      runDueJobs();
      if (audits.of(key).isPresent() && audits.profile(key)) runDueJobs();
    }
    assertThat(openTasks(key)).containsExactly(left);
  }

  private JsonNode shown(Task task, String variable) {
    return as("admin")
        .get("/engine-rest/task/" + task.getId() + "/variables/" + variable
            + "?deserializeValue=false")
        .json()
        .path("value");
  }

  private void sign(String key, String role) {
    tasks(key).stream()
        .filter(task -> groupOf(task).equals(role))
        .forEach(task ->
            answer(task, Map.of("variables", Map.of("decision", Map.of("value", "APPROVED")))));
  }

  private void answer(Task task, Map<String, Object> answer) {
    var group = groupOf(task);
    var answered = as(PEOPLE.getOrDefault(group, group))
        .post("/engine-rest/task/" + task.getId() + "/complete", answer);
    assertThat(answered.status()).as("%s: %s", task.getName(), answered).isEqualTo(204);
  }

  private String groupOf(Task task) {
    return engine.getTaskService().getIdentityLinksForTask(task.getId()).stream()
        .map(IdentityLink::getGroupId)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  private List<Task> tasks(String key) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(key)
        .list();
  }

  private List<String> openTasks(String key) {
    return tasks(key).stream().map(Task::getTaskDefinitionKey).toList();
  }

  private void kpi(
      Locator row,
      String category,
      String metric,
      String kind,
      String baseline,
      String target,
      String unit) {
    choose(row, "Category", category);
    write(row.getByLabel("Metric"), metric);
    row.getByLabel(kind).check();
    write(row.getByLabel("Question it answers"), "Does it work?");
    choose(row, "Who asks", "Executive");
    choose(row, "Direction", "Increase it");
    write(row.getByLabel("Baseline"), baseline);
    write(row.getByLabel("Target"), target);
    write(row.getByLabel("Unit"), unit);
    write(row.getByLabel("Owner"), "Bea Business");
    write(row.getByLabel("Source"), "time sheets");
    choose(row, "Looked at", "Weekly");
  }

  private void gap(Rows gaps, String category) {
    gaps.add();
    var row = gaps.row(gaps.count() - 1);
    choose(row, "Category", category);
    write(row.getByLabel("Why there is none"), "Looked at after the first quarter.");
  }

  /**
   * Writes and leaves the field until the form took the answer: while it draws a row anew it drops
   * what is typed.
   */
  private void write(Locator field, String answer) {
    await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO).untilAsserted(() -> {
      field.fill(answer);
      field.blur();
      assertThat(field).hasValue(answer, new LocatorAssertions.HasValueOptions().setTimeout(1_000));
      assertThat(field)
          .hasAttribute(
              "aria-invalid",
              "false",
              new LocatorAssertions.HasAttributeOptions().setTimeout(1_000));
    });
  }

  private void choose(Locator row, String question, String answer) {
    choose(
        row.locator(".fjs-form-field-select")
            .filter(new Locator.FilterOptions().setHasText(question)),
        answer);
  }

  private void date(Locator field, LocalDate day) {
    field.fill(AS_TYPED.format(day));
    field.press("Enter");
  }

  /**
   * The answer is sent, the sentence is read on the screen, and the task is still there to be
   * answered.
   */
  private void refusedWith(String partOfTheSentence) {
    button("Complete").click();
    assertThat(page.locator(".page-notifications").getByText(partOfTheSentence)).isVisible();
    picture("refused");
    assertThat(button("Complete")).isVisible();
  }

  /** The sentence lies over the button until it was read and closed. */
  private void closeTheRefusal() {
    button("×").click();
    assertThat(button("×")).hasCount(0);
  }

  private Rows list(String label) {
    return new Rows(page.locator(".fjs-form-field-dynamiclist")
        .filter(new Locator.FilterOptions()
            .setHas(page.locator("> .fjs-form-field-label")
                .getByText(label, new Locator.GetByTextOptions().setExact(true)))));
  }

  /** A dynamic list of a form, whose rows a person adds one by one. */
  private record Rows(Locator list) {

    Locator row(int index) {
      return list.locator(".fjs-repeat-row-rows").nth(index);
    }

    int count() {
      return list.locator(".fjs-repeat-row-rows").count();
    }

    void add() {
      var before = count();
      list.getByText("Add new").click();
      assertThat(list.locator(".fjs-repeat-row-rows")).hasCount(before + 1);
    }
  }
}
