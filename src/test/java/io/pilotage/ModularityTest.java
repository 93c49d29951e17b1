package io.pilotage;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callCodeUnitWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import io.pilotage.broken.verdict.Impure;
import java.time.Clock;
import java.util.Calendar;
import java.util.Date;
import java.util.Timer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ProblemDetail;
import org.springframework.modulith.core.ApplicationModules;

/** Arrows go down only, and the engine is known to few. */
class ModularityTest {

  private static final JavaClasses PRODUCT = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("io.pilotage");

  private static final ArchRule ENGINE_IS_KNOWN_TO_FEW = noClasses()
      .that()
      .resideOutsideOfPackages("io.pilotage.engine..", "io.pilotage.identity..", "..activity..")
      .should()
      .dependOnClassesThat(resideInAPackage("org.camunda.."));

  private static final ArchRule NO_CATCH_ALL_PACKAGES = noClasses()
      .should()
      .resideInAnyPackage(
          "..common..",
          "..util..",
          "..helper..",
          "..dto..",
          "..service..",
          "..impl..",
          "..config..");

  /** Nothing that takes traffic back can be held up by monitoring that it does not know. */
  private static final ArchRule WAYS_BACK_ASK_NO_MONITORING =
      askNoMonitoring("Retreat|RollbackController|MoveTrafficBack");

  private static final ArchRule NOBODY_SLEEPS = noClasses()
      .should()
      .callMethod(Thread.class, "sleep", long.class)
      .because("what is waited for is a condition, with a bound");

  private static final ArchRule PROBLEMS_HAVE_ONE_SHAPE = noClasses()
      .that()
      .resideOutsideOfPackage("io.pilotage.engine..")
      .should()
      .dependOnClassesThat(belongToAnyOf(ProblemDetail.class))
      .because("what cannot be done is thrown as a Problem, and told in one place");

  /** A verdict is mathematics: the same look gives the same verdict, at any time and anywhere. */
  private static final ArchRule VERDICTS_ARE_PURE = classes()
      .that()
      .resideInAPackage("io.pilotage..verdict..")
      .and()
      .doNotHaveSimpleName("package-info")
      .should()
      .onlyDependOnClassesThat(resideInAnyPackage(
              "io.pilotage..verdict..", "java.lang..", "java.math..", "java.time..", "java.util..")
          .and(not(belongToAnyOf(Clock.class, Date.class, Calendar.class, Timer.class))))
      .andShould(notCall(
          "the time",
          call -> call.getOwner().getPackageName().startsWith("java.time")
              && call.getName().equals("now")))
      .andShould(notCall("the machine", call -> call.getOwner().isEquivalentTo(System.class)));

  @Test
  void everyModuleUsesOnlyWhatItSays() {
    ApplicationModules.of(Pilotage.class).verify();
  }

  @Test
  void onlyEngineIdentityAndActivitiesKnowTheEngine() {
    ENGINE_IS_KNOWN_TO_FEW.check(PRODUCT);
  }

  @Test
  void waysBackAskNoMonitoring() {
    WAYS_BACK_ASK_NO_MONITORING.check(PRODUCT);
  }

  @Test
  void verdictsArePure() {
    VERDICTS_ARE_PURE.check(PRODUCT);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Impure.AsksSpring.class,
        Impure.ReadsARow.class,
        Impure.ReadsAFile.class,
        Impure.AsksTheClock.class,
        Impure.AsksTheTime.class,
        Impure.AsksTheMachine.class
      })
  void theRuleOfPureVerdictsCanFail(Class<?> impure) {
    var broken = new ClassFileImporter().importClasses(impure);

    assertThatThrownBy(() -> VERDICTS_ARE_PURE.check(broken)).isInstanceOf(AssertionError.class);
  }

  @Test
  void problemsHaveOneShape() {
    PROBLEMS_HAVE_ONE_SHAPE.check(PRODUCT);
  }

  @Test
  void packagesAreNounsOfTheDomain() {
    NO_CATCH_ALL_PACKAGES.check(PRODUCT);
  }

  @Test
  void nobodySleepsNeitherHereNorInTests() {
    NOBODY_SLEEPS.check(new ClassFileImporter()
        .withImportOption(location -> !location.contains("/broken/"))
        .importPackages("io.pilotage"));
  }

  @Test
  void theRulesCanFail() {
    var broken = new ClassFileImporter().importPackages("io.pilotage.broken");

    assertThat(broken).isNotEmpty();
    assertThatThrownBy(() -> ENGINE_IS_KNOWN_TO_FEW.check(broken))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> NO_CATCH_ALL_PACKAGES.check(broken))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> NOBODY_SLEEPS.check(broken)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> PROBLEMS_HAVE_ONE_SHAPE.check(broken))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> askNoMonitoring("Judge").check(PRODUCT))
        .isInstanceOf(AssertionError.class);
  }

  private static ArchCondition<JavaClass> notCall(
      String what, Predicate<AccessTarget.CodeUnitCallTarget> called) {
    return never(
        callCodeUnitWhere(describe(what, (JavaCall<?> call) -> called.test(call.getTarget()))));
  }

  private static ArchRule askNoMonitoring(String classes) {
    return noClasses()
        .that()
        .haveNameMatching("io\\.pilotage\\.rollout\\.(activity\\.)?(" + classes + ")(\\$.*)?")
        .should()
        .dependOnClassesThat(resideInAPackage("io.pilotage.monitoring.."));
  }
}
