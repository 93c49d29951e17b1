package io.pilotage.value;

import static io.pilotage.value.SampleKpis.HOURS_SAVED;
import static io.pilotage.value.SampleKpis.gapsBeside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.pilotage.PilotageTest;
import io.pilotage.engine.Refusal;
import io.pilotage.gate.Effect;
import io.pilotage.initiative.Initiatives;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PilotageTest
@DisplayName("R15 the source of each KPI is tried on the spot")
class KpiSourcesTest {

  @Autowired
  private Kpis kpis;

  @Autowired
  private KpiChanges changes;

  @Autowired
  private ValueGate gate;

  @Autowired
  private Initiatives initiatives;

  private HttpServer dashboard;
  private String key;

  @BeforeEach
  void serveADashboard() throws IOException {
    key = initiatives.register("Sources of KPIs", null, "pm").key();
    dashboard = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    dashboard.createContext("/", exchange -> {
      exchange.sendResponseHeaders(
          "/hours".equals(exchange.getRequestURI().getPath()) ? 200 : 404, -1);
      exchange.close();
    });
    dashboard.start();
  }

  @AfterEach
  void stop() {
    dashboard.stop(0);
  }

  @Test
  void agreesToASourceThatAnswers() {
    agree(link("/hours"));

    assertThat(gate.kpiSourcesAnswer(key).effect()).isEqualTo(Effect.PASS);
    assertThat(gate.kpiSourcesAnswer(key).fact()).contains("1 of 1 sources were tried and answer");
  }

  @Test
  void refusesASourceThatDoesNotAnswerAndKeepsNothing() {
    assertThatThrownBy(() -> agree(link("/gone")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("hours saved a week", "does not answer", "Mend the link");
    assertThatThrownBy(() -> agree("http://127.0.0.1:1/hours"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("does not answer");
    assertThat(kpis.of(key)).isEmpty();
    assertThat(gate.kpiSourcesAnswer(key).effect()).isEqualTo(Effect.BLOCK);
  }

  @Test
  void refusesAChangeToASourceThatDoesNotAnswer() {
    agree("time sheets");

    assertThatThrownBy(() -> changes.ask(
            key, List.of(from(link("/gone"))), gapsBeside(HOURS_SAVED), "A better source"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Mend the link");
    assertThat(changes.of(key)).isEmpty();
  }

  @Test
  void warnsTheSignersWhenItHasFallenSilentSince() {
    agree(link("/hours"));
    dashboard.stop(0);

    assertThat(gate.kpiSourcesAnswer(key).effect()).isEqualTo(Effect.WARN);
    assertThat(gate.kpiSourcesAnswer(key).fact())
        .contains("hours saved a week from http", "does not answer");
  }

  @Test
  void takesWhatIsNoLinkOnItsOwnersWord() {
    agree("time sheets");

    assertThat(gate.kpiSourcesAnswer(key).effect()).isEqualTo(Effect.PASS);
    assertThat(gate.kpiSourcesAnswer(key).fact())
        .contains("on their owner's word: hours saved a week (time sheets, Ada)");
  }

  @Test
  @DisplayName("R15 it is told how far each of the eight categories is")
  void tellsHowFarEachCategoryIs() {
    agree("time sheets");
    var contract = kpis.of(key).orElseThrow();

    assertThat(contract.standing(HOURS_SAVED.category())).isEqualTo("hours saved a week");
    assertThat(contract.standing(KpiCategory.TRUST)).isEqualTo("none: Looked at later");
    assertThat(new KpiContract(List.of(), List.of(), null).standing(KpiCategory.TRUST))
        .startsWith("open");
  }

  private void agree(String source) {
    kpis.agree(
        key,
        new KpiContract(
            List.of(from(source)),
            gapsBeside(HOURS_SAVED),
            new KpiContract.Agreement("Ada", "Olga", "Emil")));
  }

  private String link(String path) {
    return "http://127.0.0.1:" + dashboard.getAddress().getPort() + path;
  }

  private static Kpi from(String source) {
    return new Kpi(
        HOURS_SAVED.category(),
        HOURS_SAVED.question(),
        HOURS_SAVED.askedBy(),
        HOURS_SAVED.kind(),
        HOURS_SAVED.metric(),
        HOURS_SAVED.unit(),
        HOURS_SAVED.goal(),
        new Kpi.Care(HOURS_SAVED.owner(), source, HOURS_SAVED.cadence()));
  }
}
