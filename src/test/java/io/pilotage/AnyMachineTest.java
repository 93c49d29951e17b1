package io.pilotage;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.pilotage.registry.VersionState;
import io.pilotage.verdict.Signal;
import java.util.Arrays;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Names, figures and times are the same on every machine, whatever its language, its zone and its
 * letters: here one in Tokyo that speaks Turkish.
 */
class AnyMachineTest {

  /**
   * What asks the machine where it stands: calls as “owner name: parameters”, the parameters those
   * that leave out locale, zone or letters.
   */
  private static final Pattern ASKS_THE_MACHINE = Pattern.compile(String.join(
      "|",
      "java.lang.String to(Lower|Upper)Case: ",
      "java.lang.String (format|formatted): (String,)?Object..",
      "java.io.Print(Stream|Writer) (printf|format): String,Object..",
      "java.lang.String getBytes: ",
      "java.lang.String <init>: byte..(,int,int)?",
      "java.io.(InputStreamReader|OutputStreamWriter) <init>: (In|Out)putStream",
      "java.io.File(Reader|Writer) <init>: (String|File)(,boolean)?",
      "java.nio.charset.Charset defaultCharset: ",
      "java.time.[A-Za-z]+ (now|systemDefault|systemDefaultZone): ",
      "java.time.format.DateTimeFormatter (ofPattern: String|ofLocalized.*)",
      "java.time.format.DateTimeFormatterBuilder toFormatter: ",
      "java.text.(Number|Decimal|Date|SimpleDate|Message)Format (get[A-Za-z]*Instance|<init>|format): "
          + "(String)?(,Object..)?",
      "java.text.Collator getInstance: ",
      "java.util.(Locale|TimeZone) getDefault: .*",
      "java.util.(Calendar getInstance|GregorianCalendar <init>): .*",
      "java.sql.(Timestamp|Date|Time) (valueOf|toLocal[A-Za-z]+): .*"));

  private static final ArchRule NOBODY_ASKS_THE_MACHINE = noClasses()
      .should()
      .accessTargetWhere(
          describe("the machine's language, zone or letters", AnyMachineTest::asksTheMachine))
      .because("the same input gives the same answer everywhere");

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @BeforeEach
  void moveToTokyo() {
    Locale.setDefault(new Locale("tr", "TR"));
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
  }

  @AfterEach
  void comeHome() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  @Test
  void nobodyAsksTheMachine() {
    NOBODY_ASKS_THE_MACHINE.check(new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("io.pilotage"));
  }

  @Test
  void theRuleCanFail() {
    var broken = NOBODY_ASKS_THE_MACHINE
        .evaluate(new ClassFileImporter().importPackages("io.pilotage.broken"))
        .getFailureReport()
        .getDetails();

    assertThat(broken).hasSize(5).allSatisfy(line -> assertThat(line).contains("AtHome"));
  }

  @Test
  void namesAreTheSame() {
    assertThat(Arrays.stream(Signal.values()).map(Signal::label))
        .contains("fairness", "input-drift")
        .allMatch(AnyMachineTest::plain);
    assertThat(Arrays.stream(VersionState.values()).map(VersionState::label))
        .allMatch(AnyMachineTest::plain);
  }

  private static boolean plain(String name) {
    return name.matches("[a-z0-9-]+");
  }

  private static boolean asksTheMachine(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && !target.getFullName().startsWith("java.time.Instant")
        && ASKS_THE_MACHINE
            .matcher(
                target.getOwner().getName() + " " + target.getName() + ": " + parametersOf(target))
            .matches();
  }

  private static String parametersOf(CodeUnitAccessTarget target) {
    return target.getRawParameterTypes().stream()
        .map(JavaClass::getSimpleName)
        .collect(joining(","));
  }
}
