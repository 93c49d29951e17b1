package io.pilotage;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.pilotage.engine.StoredAs;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is stored has a name of its own, so a class can be renamed")
class StoredNamesTest {

  private static final JavaClasses PRODUCT = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("io.pilotage");

  private static final Set<String> NAMES =
      Set.of("getName", "getSimpleName", "getTypeName", "getCanonicalName", "getPackageName");

  /** These say a class to the log, to a person or to a container in memory, and store nothing. */
  private static final String SAYERS = "NoTrace|RefusalAdvice|RefusalOverRest|MlflowServer"
      + "|PrometheusApi|Doors|Caller|BodyValve|Lanes";

  private static final ArchRule NOTHING_IS_KEPT_BY_CLASS = noClasses()
      .that()
      .haveNameNotMatching(".*\\.(" + SAYERS + ")(\\$.*)?")
      .should()
      .accessTargetWhere(describe("the name of a class is asked", StoredNamesTest::asksForName))
      .because("renaming a class must lose nothing: what is stored is named by @StoredAs; "
          + "who only says the name is listed here");

  @Test
  void nothingIsKeptUnderTheNameOfAClass() {
    NOTHING_IS_KEPT_BY_CLASS.check(PRODUCT);
  }

  @Test
  void theRuleCanFail() {
    var broken = new ClassFileImporter().importPackages("io.pilotage.broken");

    assertThatThrownBy(() -> NOTHING_IS_KEPT_BY_CLASS.check(broken))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("KeptByClass.table")
        .hasMessageContaining("KeptByClass.key");
  }

  @Test
  @DisplayName("A stored name changes only with a migration; then it changes here too")
  void theNamesStayAsTheyAre() {
    assertThat(storedNames(PRODUCT))
        .containsExactlyInAnyOrder(
            // charter_part.part
            "problem",
            "baseline",
            "fallback",
            "data-outlook",
            "constraints",
            "strategy",
            "committee",
            "integration",
            "briefing",
            "risk-profile",
            // value_document.document
            "kpi-contract",
            "business-case",
            // tables of answers on the way to production
            "registration",
            "serving_proof",
            "monitoring_connection",
            "compliance_checklist",
            "architecture_record",
            "runbook",
            "handover");
  }

  @Test
  void noTwoFactsShareAName() {
    assertThat(sharedNames(PRODUCT)).isEmpty();
  }

  @Test
  void aSharedNameIsFound() {
    assertThat(sharedNames(new ClassFileImporter().importPackages("io.pilotage.broken")))
        .containsExactly("agreement");
  }

  @Test
  @DisplayName("A record without a name is refused instead of stored under one of its class")
  void refusesWhatHasNoName() {
    assertThatThrownBy(() -> StoredAs.Name.of(Nameless.class))
        .hasMessageContaining("Nameless")
        .hasMessageContaining("@StoredAs");
  }

  private static Stream<String> storedNames(JavaClasses classes) {
    return classes.stream()
        .filter(kind -> kind.isAnnotatedWith(StoredAs.class))
        .map(kind -> kind.getAnnotationOfType(StoredAs.class).value());
  }

  private static Set<String> sharedNames(JavaClasses classes) {
    var seen = new HashSet<String>();
    return storedNames(classes).filter(name -> !seen.add(name)).collect(Collectors.toSet());
  }

  private static boolean asksForName(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(Class.class)
        && NAMES.contains(access.getTarget().getName());
  }

  private record Nameless() {}
}
