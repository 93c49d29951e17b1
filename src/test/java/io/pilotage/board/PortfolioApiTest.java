package io.pilotage.board;

import static io.pilotage.value.SampleKpis.ACCURACY;
import static io.pilotage.value.SampleKpis.HOURS_SAVED;
import static io.pilotage.value.SampleKpis.gapsBeside;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.gate.Gates;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.gate.WaiverDecision;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.LinkKind;
import io.pilotage.initiative.LinkedProposal;
import io.pilotage.initiative.Links;
import io.pilotage.initiative.Phase;
import io.pilotage.operation.Governance;
import io.pilotage.operation.GovernanceAnswer;
import io.pilotage.operation.Operations;
import io.pilotage.registry.Models;
import io.pilotage.sync.AgendaSource;
import io.pilotage.traffic.Routes;
import io.pilotage.value.Benefit;
import io.pilotage.value.BusinessCase;
import io.pilotage.value.CostItem;
import io.pilotage.value.KpiChanges;
import io.pilotage.value.KpiContract;
import io.pilotage.value.Kpis;
import io.pilotage.value.Returns;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

class PortfolioApiTest extends WebTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Kpis kpis;

  @Autowired
  private KpiChanges changes;

  @Autowired
  private Returns returns;

  @Autowired
  private Gates gates;

  @Autowired
  @Qualifier("gateAgenda")
  private AgendaSource agenda;

  @Autowired
  private Links links;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Operations operations;

  @Autowired
  private Governance governance;

  @Test
  @DisplayName(
      "R86 the plan of an initiative is at its address and in the list, and lateness shows")
  void showsThePlan() {
    var key = initiatives.register("Sort complaints faster", null, "pm").key();

    var fresh = as("pm").get("/api/initiatives/" + key).json();
    assertThat(fresh.at("/daysLate").asLong()).isZero();
    assertThat(fresh.at("/plan")).hasSize(6);
    assertThat(fresh.at("/plan/0/phase").asText()).isEqualTo("define");
    assertThat(fresh.at("/plan/0/plannedEnd").isNull()).isFalse();
    assertThat(fresh.at("/plan/5/plannedEnd").isNull()).isTrue();
    assertThat(fresh.at("/stall/stalled").asBoolean()).isFalse();

    clock.pass(Duration.ofDays(12));
    var late = as("pm").get("/api/initiatives").json().findParents("key").stream()
        .filter(one -> one.path("key").asText().equals(key))
        .findFirst()
        .orElseThrow();
    assertThat(late.at("/daysLate").asLong()).isEqualTo(11);
    assertThat(late.at("/stall/stalled").asBoolean()).isTrue();
    assertThat(page("/initiatives/" + key)).contains("11 days late");
  }

  @Test
  @DisplayName("R75 R82 the page of an initiative answers whether it works and which rules fired")
  void showsKpisAndRules() {
    var key = initiatives.register("Sort complaints faster", null, "pm").key();
    assertThat(page("/initiatives/" + key))
        .contains(
            "Is it working?", "No KPI contract yet", "Mistake: no fallback", "None has fired");

    kpis.agree(
        key,
        new KpiContract(
            List.of(HOURS_SAVED),
            gapsBeside(HOURS_SAVED),
            new KpiContract.Agreement("Ada", "Olga", "Emil")));
    returns.estimate(
        key,
        new BusinessCase(
            List.of(new CostItem(CostItem.Stage.PRODUCTION, "Serving", 1_000.0, 1_000.0)),
            List.of(new Benefit(Benefit.Type.REVENUE, "More", 5_000.0, 5_000.0))));
    assertThat(page("/initiatives/" + key))
        .contains("not enough data", "never", "No month has been recorded yet");
    kpis.measured(
        key, HOURS_SAVED.metric(), 130, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    changes.ask(
        key,
        List.of(HOURS_SAVED, ACCURACY),
        gapsBeside(HOURS_SAVED, ACCURACY),
        "Accuracy is asked for");

    assertThat(page("/initiatives/" + key))
        .contains(">yes<", "130", "waits for business, operations, engineering");
  }

  @Test
  @DisplayName(
      "R81 a waiver stands on the page with approver, reason and day, and past its day the gate warns again")
  void showsWaivers() {
    var life = engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "ai-lifecycle",
            "WAIVED-" + UUID.randomUUID(),
            Map.of("title", "Sort complaints faster"));
    var key = life.getBusinessKey();
    var until = LocalDate.now(clock).plusDays(20);
    waived(key, until);

    var gate = as("pm").get("/api/initiatives/" + key).json().at("/gates/0");
    assertThat(gate.at("/decision").asText()).isEqualTo("waiver");
    assertThat(gate.at("/waiver/approver").asText()).isEqualTo("pm");
    assertThat(gate.at("/waiver/until").asText()).isEqualTo(until.toString());
    assertThat(gate.at("/waiver/expired").asBoolean()).isFalse();
    assertThat(gate.at("/waiver/criteria").toString()).contains("Is it working?");
    assertThat(page("/initiatives/" + key))
        .contains("granted by pm until " + until, "The review comes in May")
        .doesNotContain("waiver expired");
    assertThat(as("pm").get("/api/initiatives/" + key).at("/health")).isEqualTo("healthy");
    assertThat(agenda.items(key, clock.instant())).noneMatch(item -> item.contains("expired"));

    clock.pass(Duration.ofDays(21));

    assertThat(page("/initiatives/" + key)).contains("waiver expired", "Its day is past");
    assertThat(as("pm").get("/api/initiatives/" + key).at("/health")).isEqualTo("attention");
    assertThat(agenda.items(key, clock.instant()))
        .anyMatch(item -> item.contains("The waiver for operate expired on " + until));
    engine.getRuntimeService().deleteProcessInstance(life.getId(), "test is over");
  }

  /** The gate of the last phase, signed by all, its open criteria taken on by pm. */
  private void waived(String key, LocalDate until) {
    var gate = gates.open("waived-" + key, key, Phase.OPERATE);
    for (var role : gate.rolesWaitedFor()) {
      gates.ask("waived-" + key, role, role + "-" + key);
      engine.getIdentityService().setAuthentication(role, List.of(role));
      gates.sign(role + "-" + key, SignOffDecision.APPROVED, null, null);
    }
    engine.getIdentityService().setAuthentication("pm", List.of("program-managers"));
    gates.decideOnWaiver(
        "waived-" + key, WaiverDecision.GRANTED, "The review comes in May", until, null);
    engine.getIdentityService().clearAuthentication();
  }

  private String page(String path) {
    var browser = new Browser(this::address);
    browser.login("pm", "demo");
    return browser.get(path).body();
  }

  @Test
  @DisplayName("R86 the portfolio says which share reached production and what held the others up")
  void sumsUp() {
    initiatives.register("Sort complaints faster", null, "pm");

    var summary = as("business").get("/api/portfolio").json();

    assertThat(summary.at("/initiatives").asLong()).isPositive();
    assertThat(summary.at("/shareReachedProduction").asDouble()).isBetween(0.0, 1.0);
    assertThat(summary.has("stallReasons")).isTrue();
    assertThat(page("/")).contains("reached production");
  }

  @Test
  @DisplayName(
      "R76 R77 linked initiatives stand on both pages and at both addresses, with the warning of the one "
          + "before its time")
  void showsLinks() {
    var parent = initiatives.register("Sort complaints faster", null, "pm").key();
    var next = links
        .start(
            parent,
            new LinkedProposal(LinkKind.NEXT_ITERATION, "Sort complaints at once", null),
            null,
            "pm")
        .key();
    var copy = links
        .start(
            parent,
            new LinkedProposal(LinkKind.REPLICATION, "Sort complaints of Spain", "Spain"),
            "A new domain before its time. Missing: Train",
            "pm")
        .key();
    try {
      var above = as("pm").get("/api/initiatives/" + parent).json();
      assertThat(above.at("/links")).hasSize(2);
      assertThat(above.at("/links/0/key").asText()).isEqualTo(next);
      assertThat(above.at("/links/0/relation").asText()).isEqualTo("child");
      assertThat(above.at("/links/0/kind").asText()).isEqualTo("next-iteration");
      assertThat(above.at("/links/0/warning").isNull()).isTrue();
      assertThat(above.at("/links/1/warning").asText()).contains("Missing: Train");
      assertThat(above.at("/scaleOut").isNull()).as("nothing operates").isTrue();
      assertThat(above.at("/governance")).isEmpty();
      var below = as("pm").get("/api/initiatives/" + copy).json();
      assertThat(below.at("/links")).hasSize(1);
      assertThat(below.at("/links/0/key").asText()).isEqualTo(parent);
      assertThat(below.at("/links/0/relation").asText()).isEqualTo("parent");
      assertThat(below.at("/links/0/scope").asText()).isEqualTo("Spain");
      assertThat(below.at("/phase").asText()).isEqualTo("define");
      assertThat(as("pm").get("/api/initiatives").json())
          .filteredOn(one -> one.path("key").asText().equals(copy))
          .singleElement()
          .satisfies(
              listed -> assertThat(listed.at("/links/0/kind").asText()).isEqualTo("replication"));

      assertThat(page("/initiatives/" + parent))
          .contains(
              "Initiatives that follow",
              next,
              copy,
              "before its time",
              "No model of this initiative is in operation");
      assertThat(page("/initiatives/" + copy))
          .contains("Replication of", parent, ", for Spain", "Missing: Train");
      assertThat(page("/initiatives/" + next))
          .contains("Next iteration of", parent)
          .doesNotContain("before its time");
      assertThat(page("/")).contains("replication of " + parent);
    } finally {
      initiatives.withdraw(next, "The test is over", "pm");
      initiatives.withdraw(copy, "The test is over", "pm");
    }
  }

  @Test
  @DisplayName(
      "R76 R77 the page of a model in operation shows how stable it is, the five steps and what was reviewed")
  void showsScalingOut() {
    var key = initiatives.register("Sort complaints faster", null, "pm").key();
    var model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    assertThat(page("/initiatives/" + key)).doesNotContain("Scaling out");
    operations.register(key);
    governance.answer(
        key,
        new GovernanceAnswer(
            "Amounts above 1,000 drift first",
            "Operations decide alone at night",
            null,
            "wiki/complaints",
            "Olga, Otto",
            null,
            List.of(new LinkedProposal(LinkKind.ADJACENT_USE_CASE, "Sort praise", "Praise"))));

    var shown = as("pm").get("/api/initiatives/" + key).json();
    assertThat(shown.at("/scaleOut/stable").asBoolean(true)).isFalse();
    assertThat(shown.at("/scaleOut/healthyWeeks").asInt(-1)).isZero();
    assertThat(shown.at("/scaleOut/neededWeeks").asInt()).isEqualTo(2);
    assertThat(shown.at("/scaleOut/weeks/0/health").asText()).isEqualTo("running");
    assertThat(shown.at("/scaleOut/steps").findValuesAsText("state"))
        .containsExactly("under-way", "done", "done", "open", "open");
    assertThat(shown.at("/governance/0/learned").asText())
        .isEqualTo("Amounts above 1,000 drift first");
    assertThat(shown.at("/governance/0/proposed/0/kind").asText()).isEqualTo("adjacent-use-case");
    assertThat(shown.at("/governance/0/proposed/0/warning").asText())
        .contains("Stabilise")
        .doesNotContain("Train –");
    assertThat(page("/initiatives/" + key))
        .contains(
            "Scaling out",
            "not stable yet",
            "0 of 2 healthy weeks",
            "Runbook at wiki/complaints",
            "Trained: Olga, Otto",
            "Governance reviews",
            "Operations decide alone at night",
            "Sort praise",
            "not started",
            "before its time");
  }
}
