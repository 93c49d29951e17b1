package io.pilotage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.PilotageTest;
import io.pilotage.TestClock;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@PilotageTest
@DisplayName("R84 the registry is the one truth of what may run")
class ModelsTest {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  @Autowired
  private Models models;

  @Autowired
  private Ledger ledger;

  @Autowired
  private TestClock clock;

  private String model;
  private String initiative;

  @BeforeEach
  void nameAModel() {
    model = "registry-" + COUNTER.incrementAndGet();
    initiative = "REGISTRY-" + COUNTER.get();
    models.register(model, "v1", initiative, "s3://models/v1", "dora");
  }

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  @Test
  @DisplayName("R53 a version without recorded approval is refused")
  void refusesAVersionNobodyApproved() {
    assertThatThrownBy(() -> models.requireApproved(model, "v1"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no recorded approval");
    assertThatThrownBy(() -> models.requireApproved(model, "v9"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("not registered");
    assertThatThrownBy(() -> models.markLive(model, "v1", "eve")).isInstanceOf(Refusal.class);
  }

  @Test
  void remembersWhoApprovedFirst() {
    models.approve(model, "v1", "rita");
    models.approve(model, "v1", "eve");

    models.requireApproved(model, "v1");
    assertThat(models.approval(model, "v1")).map(Approval::by).contains("rita");
    assertThat(models.get(model, "v1").state()).isEqualTo(VersionState.APPROVED);
    assertThat(actions()).containsOnlyOnce("version-approved").contains("version-registered");
  }

  @Test
  void retiresTheFormerVersionWhenAnotherGoesLive() {
    live("v1");
    clock.pass(Duration.ofMinutes(1));
    live("v2");

    assertThat(models.live(model)).map(ModelVersion::version).contains("v2");
    assertThat(models.get(model, "v1").state()).isEqualTo(VersionState.RETIRED);
  }

  @Test
  void letsARetiredVersionServeAgain() {
    live("v1");
    live("v2");

    assertThat(models.markLive(model, "v1", "olga").state()).isEqualTo(VersionState.LIVE);
  }

  @Test
  void takesTheApprovalOfAQuarantinedVersion() {
    live("v1");

    models.quarantine(model, "v1", "Stepped back twice");

    assertThat(models.approved(model, "v1")).isFalse();
    assertThatThrownBy(() -> models.approve(model, "v1", "rita"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("quarantined");
    assertThatThrownBy(() -> models.requireApproved(model, "v1"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("as a new version");
  }

  @Test
  void keepsAVersionWhenItIsRegisteredAgain() {
    models.approve(model, "v1", "rita");

    assertThat(models.register(model, "v1", initiative, "s3://models/v1", "eve").state())
        .isEqualTo(VersionState.APPROVED);
    assertThatThrownBy(() -> models.register(model, "v1", initiative, "s3://models/other", "eve"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("another artifact");
  }

  @Test
  @DisplayName("R53 an unauthorised deployment is reported once")
  void reportsAnUnauthorisedVersionOnce() {
    models.reportUnauthorised(model, "v7", "predictions");
    models.reportUnauthorised(model, "v7", "predictions");

    assertThat(models.unauthorised(model))
        .extracting(UnauthorisedDeployment::version)
        .containsExactly("v7");
    assertThat(actions()).containsOnlyOnce("unauthorised-deployment-found");
  }

  @Test
  void reportsNoApprovedVersion() {
    models.approve(model, "v1", "rita");

    models.reportUnauthorised(model, "v1", "predictions");

    assertThat(models.unauthorised(model)).isEmpty();
  }

  @Test
  @DisplayName("R52 a drill is an exception on record, and it ends")
  void expectsPredictionsOfADrillForAWhile() {
    models.expectDrill(model, "v1", clock.instant().plusSeconds(600), "olga");

    models.reportUnauthorised(model, "v1", "predictions");
    assertThat(models.unauthorised(model)).isEmpty();

    clock.pass(Duration.ofMinutes(11));
    models.reportUnauthorised(model, "v1", "predictions");
    assertThat(models.unauthorised(model)).hasSize(1);
    assertThat(actions()).contains("drill-excepted-from-approval");
  }

  @Test
  void tellsUnknownVersions() {
    assertThatThrownBy(() -> models.get(model, "v9"))
        .isInstanceOf(Unknown.class)
        .hasMessageContaining("v9");
    assertThat(models.known("nobody-knows-me")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-v1",
        "v 1",
        "v/1",
        "../v1",
        "v1?",
        "1234567890123456789012345678901234567890123456789012345678901234"
      })
  void refusesNamesThatCannotBeTold(String version) {
    assertThatThrownBy(() -> models.register(model, version, initiative, "s3://a", "dora"))
        .isInstanceOf(Refusal.class);
  }

  private void live(String version) {
    models.register(model, version, initiative, "s3://models/" + version, "dora");
    models.approve(model, version, "rita");
    models.markLive(model, version, "olga");
  }

  private List<String> actions() {
    return ledger.of(initiative, 50).stream().map(Entry::action).toList();
  }
}
