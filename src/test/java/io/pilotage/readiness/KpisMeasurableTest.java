package io.pilotage.readiness;

import static io.pilotage.value.SampleKpis.ACCURACY;
import static io.pilotage.value.SampleKpis.HOURS_SAVED;
import static io.pilotage.value.SampleKpis.gapsBeside;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pilotage.PilotageTest;
import io.pilotage.gate.Effect;
import io.pilotage.gate.Finding;
import io.pilotage.initiative.Initiatives;
import io.pilotage.value.Kpi;
import io.pilotage.value.KpiContract;
import io.pilotage.value.KpiContract.Agreement;
import io.pilotage.value.Kpis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PilotageTest
@DisplayName("R57 every KPI source answers now")
class KpisMeasurableTest {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  @Autowired
  private GoLiveGate gate;

  @Autowired
  private Kpis kpis;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Registrations registrations;

  private String key;

  @BeforeEach
  void registerAModel() {
    key = "MEASURABLE-" + COUNTER.incrementAndGet();
    initiatives.register("Measured " + key, key, "pm");
    registrations.register(
        key, new Registration(key.toLowerCase(Locale.ROOT), "v1", "v2", "s3://models/v2", "rules"));
  }

  @Test
  void passesWhenTheKpiWasMeasured() {
    agree(HOURS_SAVED);
    kpis.measured(key, HOURS_SAVED.metric(), 10, LocalDate.now(ZoneOffset.UTC));

    assertThat(measurable().effect()).isEqualTo(Effect.PASS);
  }

  @Test
  void warnsWhenOnlyItsOwnerSaysSo() {
    agree(HOURS_SAVED);

    assertThat(measurable().effect()).isEqualTo(Effect.WARN);
    assertThat(measurable().fact()).contains("hours saved a week");
  }

  @Test
  void blocksWhenTheSignalIsSilent() {
    agree(HOURS_SAVED, accuracyFrom("accuracy"));

    assertThat(measurable().effect()).isEqualTo(Effect.BLOCK);
    assertThat(measurable().fact()).contains("accuracy: no sample");
  }

  @Test
  void blocksWhenTheLinkDoesNotAnswer() throws IOException {
    var dashboard =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    dashboard.createContext("/", exchange -> {
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    dashboard.start();
    agree(
        HOURS_SAVED, accuracyFrom("http://127.0.0.1:" + dashboard.getAddress().getPort() + "/kpi"));
    dashboard.stop(0);

    assertThat(measurable().effect()).isEqualTo(Effect.BLOCK);
    assertThat(measurable().fact()).contains("does not answer");
  }

  @Test
  void blocksWithoutAContract() {
    assertThat(measurable().effect()).isEqualTo(Effect.BLOCK);
  }

  private Finding measurable() {
    return gate.businessKpisDefinedAndMeasurable(key);
  }

  private void agree(Kpi... agreed) {
    kpis.agree(
        key,
        new KpiContract(List.of(agreed), gapsBeside(agreed), new Agreement("Ada", "Olga", "Emil")));
  }

  private static Kpi accuracyFrom(String source) {
    return new Kpi(
        ACCURACY.category(),
        ACCURACY.question(),
        ACCURACY.askedBy(),
        ACCURACY.kind(),
        ACCURACY.metric(),
        ACCURACY.unit(),
        ACCURACY.goal(),
        new Kpi.Care(ACCURACY.owner(), source, ACCURACY.cadence()));
  }
}
