package io.pilotage.board;

import static io.pilotage.value.SampleKpis.ACCURACY;
import static io.pilotage.value.SampleKpis.HOURS_SAVED;
import static io.pilotage.value.SampleKpis.gapsBeside;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.identity.Browser;
import io.pilotage.gate.Gates;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.gate.WaiverDecision;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.sync.AgendaSource;
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
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

class PortfolioApiTest extends WebTest {

  @Autowired private Initiatives initiatives;
  @Autowired private Kpis kpis;
  @Autowired private KpiChanges changes;
  @Autowired private Returns returns;
  @Autowired private Gates gates;
  @Autowired @Qualifier("gateAgenda") private AgendaSource agenda;

  @Test
  @DisplayName("R86 the plan of an initiative is at its address and in the list, and lateness shows")
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
    var late = as("pm").get("/api/initiatives").json().findParents("key").stream().filter(one -> one.path("key").asText().equals(key)).findFirst().orElseThrow();
    assertThat(late.at("/daysLate").asLong()).isEqualTo(11);
    assertThat(late.at("/stall/stalled").asBoolean()).isTrue();
    assertThat(page("/initiatives/" + key)).contains("11 days late");
  }

  @Test
  @DisplayName("R75 R82 the page of an initiative answers whether it works and which rules fired")
  void showsKpisAndRules() {
    var key = initiatives.register("Sort complaints faster", null, "pm").key();
    assertThat(page("/initiatives/" + key)).contains("Is it working?", "No KPI contract yet", "Mistake: no fallback", "None has fired");

    kpis.agree(key, new KpiContract(List.of(HOURS_SAVED), gapsBeside(HOURS_SAVED), new KpiContract.Agreement("Ada", "Olga", "Emil")));
    returns.estimate(key, new BusinessCase(List.of(new CostItem(CostItem.Stage.PRODUCTION, "Serving", 1_000.0, 1_000.0)), List.of(new Benefit(Benefit.Type.REVENUE, "More", 5_000.0, 5_000.0))));
    assertThat(page("/initiatives/" + key)).contains("not enough data", "never", "No month has been recorded yet");
    kpis.measured(key, HOURS_SAVED.metric(), 130, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    changes.ask(key, List.of(HOURS_SAVED, ACCURACY), gapsBeside(HOURS_SAVED, ACCURACY), "Accuracy is asked for");

    assertThat(page("/initiatives/" + key)).contains(">yes<", "130", "waits for business, operations, engineering");
  }

  @Test
  @DisplayName("R81 a waiver stands on the page with approver, reason and day, and past its day the gate warns again")
  void showsWaivers() {
    var life = engine.getRuntimeService().startProcessInstanceByKey("ai-lifecycle", "WAIVED-" + UUID.randomUUID(), Map.of("title", "Sort complaints faster"));
    var key = life.getBusinessKey();
    var until = LocalDate.now(clock).plusDays(20);
    waived(key, until);

    var gate = as("pm").get("/api/initiatives/" + key).json().at("/gates/0");
    assertThat(gate.at("/decision").asText()).isEqualTo("waiver");
    assertThat(gate.at("/waiver/approver").asText()).isEqualTo("pm");
    assertThat(gate.at("/waiver/until").asText()).isEqualTo(until.toString());
    assertThat(gate.at("/waiver/expired").asBoolean()).isFalse();
    assertThat(gate.at("/waiver/criteria").toString()).contains("Is it working?");
    assertThat(page("/initiatives/" + key)).contains("granted by pm until " + until, "The review comes in May").doesNotContain("waiver expired");
    assertThat(as("pm").get("/api/initiatives/" + key).at("/health")).isEqualTo("healthy");
    assertThat(agenda.items(key, clock.instant())).noneMatch(item -> item.contains("expired"));

    clock.pass(Duration.ofDays(21));

    assertThat(page("/initiatives/" + key)).contains("waiver expired", "Its day is past");
    assertThat(as("pm").get("/api/initiatives/" + key).at("/health")).isEqualTo("attention");
    assertThat(agenda.items(key, clock.instant())).anyMatch(item -> item.contains("The waiver for operate expired on " + until));
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
    gates.decideOnWaiver("waived-" + key, WaiverDecision.GRANTED, "The review comes in May", until, null);
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
}
