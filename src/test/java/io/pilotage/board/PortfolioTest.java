package io.pilotage.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.CountedQueries;
import io.pilotage.WebTest;
import io.pilotage.board.InitiativeView.GateView;
import io.pilotage.engine.OpenTask;
import io.pilotage.engine.Processes;
import io.pilotage.gate.Gates;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PortfolioTest extends WebTest {

  @Autowired
  private Portfolio portfolio;

  @Autowired
  private Processes processes;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Gates gates;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Test
  @DisplayName(
      "R86 the board, which every open page asks for again and again, takes as many queries for forty "
          + "initiatives more")
  void asksAConstantNumberOfQueries() {
    begin(1);
    // The engine reads a definition once, the first time it is asked about.
    questions();
    var few = questions();

    begin(40);
    var many = questions();

    assertThat(many).hasSameSizeAs(few);
  }

  @Test
  @DisplayName("R5 a group that has no account here is waited for all the same")
  void showsAnUnknownGroup() {
    begin(1);
    var task = engine
        .getTaskService()
        .createTaskQuery()
        .taskCandidateGroup("business")
        .list()
        .get(0);
    engine.getTaskService().deleteCandidateGroup(task.getId(), "business");
    engine.getTaskService().addCandidateGroup(task.getId(), "works-council");

    assertThat(processes.openTasks())
        .filteredOn(open -> open.task().equals(task.getId()))
        .extracting(OpenTask::group)
        .containsExactly("works-council");
  }

  @Test
  @DisplayName(
      "R5 a gate that ended undecided, as by traffic that moves back, is called off and waits for nobody")
  void callsOffAGate() {
    var key = initiatives.register("Its gate ends undecided", null, "pm").key();
    var gate = engine
        .getRuntimeService()
        .startProcessInstanceByKey("sign-off-gate", key, Map.of("phase", "DEFINE"));
    runDueJobs();
    assertThat(portfolio.one(key).gates())
        .extracting(GateView::decision)
        .as("open")
        .containsExactly((String) null);

    engine.getRuntimeService().deleteProcessInstance(gate.getId(), "The traffic moved back");

    assertThat(portfolio.one(key).gates())
        .extracting(GateView::decision)
        .containsExactly("called-off");
    var browser = new Browser(this::address);
    browser.login("pm", "demo");
    assertThat(browser.get("/initiatives/" + key).body())
        .contains("called off", "not asked any more")
        .doesNotContain("waited for");
  }

  private List<String> questions() {
    return CountedQueries.during(portfolio::all);
  }

  private void begin(int count) {
    for (int i = 0; i < count; i++) {
      var key = initiatives.register("One of many", null, "pm").key();
      initiatives.nameModel(key, key.toLowerCase(Locale.ROOT));
      models.adopt(key.toLowerCase(Locale.ROOT), "v1", key, "s3://v1", "engineering");
      routes.open(key.toLowerCase(Locale.ROOT), key, "v1", "rules", "engineering");
      gates.open("gate-of-" + key, key, Phase.DEFINE);
      engine.getRuntimeService().startProcessInstanceByKey("define-problem", key);
    }
    runDueJobs();
  }
}
