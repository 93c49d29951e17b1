package io.pilotage.identity.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.engine.EngineAlone;
import io.pilotage.identity.Groups;
import io.pilotage.identity.IdentityProperties;
import io.pilotage.identity.People;
import io.pilotage.identity.Person;
import java.util.List;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@DisplayName("Outside the demo no known password exists")
@ExtendWith(OutputCaptureExtension.class)
class FirstAdministratorTest {

  private ProcessEngine engine;
  private People people;

  @BeforeEach
  void start() {
    engine = EngineAlone.start();
    people = new People(engine.getIdentityService(), EngineAlone.rights(engine), null);
    engine
        .getIdentityService()
        .saveGroup(engine.getIdentityService().newGroup(Groups.ADMINISTRATORS));
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void theConfiguredOneIsAppointedAndItsPasswordIsNotPrinted(CapturedOutput output) {
    appoint("chief", "a long secret");

    assertThat(engine.getIdentityService().checkPassword("chief", "a long secret"))
        .isTrue();
    assertThat(people.groupsOf("chief")).containsExactly(Groups.ADMINISTRATORS);
    assertThat(output.getAll()).doesNotContain("a long secret");
  }

  @Test
  void withoutConfigurationARandomPasswordIsPrintedOnce(CapturedOutput output) {
    appoint("admin", null);
    appoint("admin", null);

    var printed = Pattern.compile("“admin” with the password (\\S+)").matcher(output.getAll());
    assertThat(printed.find()).isTrue();
    assertThat(printed.group(1)).hasSizeGreaterThanOrEqualTo(24);
    assertThat(engine.getIdentityService().checkPassword("admin", printed.group(1)))
        .isTrue();
    assertThat(printed.find()).as("printed once").isFalse();
  }

  @Test
  void aConfiguredPasswordThatIsGuessedStopsTheStart() {
    assertThatThrownBy(() -> appoint("chief", "Chief-2026!!"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "pilotage.identity.administrator.password: Please choose another password");
    assertThatThrownBy(() -> appoint("chief", "short"))
        .hasMessageContaining("12 to 256 characters");
    assertThat(people.of(Groups.ADMINISTRATORS)).isEmpty();
  }

  @Test
  void anAdministratorWhoIsThereStaysTheOnlyOne() {
    people.register("ada", "Ada Minister", null, "her own secret", Groups.ADMINISTRATORS);

    appoint("admin", "another secret");

    assertThat(people.find("admin")).isEmpty();
    assertThat(people.of(Groups.ADMINISTRATORS)).extracting(Person::id).containsExactly("ada");
  }

  private void appoint(String id, String password) {
    new FirstAdministrator(
            engine.getIdentityService(),
            people,
            new IdentityProperties(
                new IdentityProperties.Administrator(id, password), List.of(), false))
        .appoint();
  }
}
