package io.pilotage.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PortfolioApiTest extends WebTest {

  @Autowired private Initiatives initiatives;

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
