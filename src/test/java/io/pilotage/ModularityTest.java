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
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.pilotage.broken.ThreadOfItsOwn;
import io.pilotage.broken.verdict.Impure;
import java.beans.Introspector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.event.EventListener;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Component;
import org.springframework.test.annotation.DirtiesContext;

/** Arrows go down only, and the engine is known to few. */
class ModularityTest {

  /**
   * The house, from the roof to the ground: a module uses what stands after it, on its own floor or
   * below. {@code verdict} is pure and knows nothing of the house, so everybody may lean on it.
   */
  private static final List<String> FLOORS = List.of(
      // what people and clients read
      "demo board",
      // in production
      "operation watch incident retraining",
      // the phases
      "readiness rollout experiment dataset value charter",
      // what a phase leans on
      "gate sync",
      // facts
      "traffic monitoring registry initiative",
      // foundation
      "standstill notification load identity audit engine mlflow verdict");

  private static final List<String> MODULES =
      FLOORS.stream().flatMap(floor -> Stream.of(floor.split(" "))).toList();

  /** The module each process belongs to; a called part counts with its caller. */
  private static final Map<String, Set<String>> OWNERS = Map.ofEntries(
      // The gate of the phase before is asked once more before each phase.
      entry("ai-lifecycle", Set.of("initiative", "gate")),
      // KPIs and return are agreed while the problem is defined, and live on.
      entry("define-problem", Set.of("charter", "value")),
      entry("prepare-data", Set.of("dataset")),
      entry("prove-concept", Set.of("experiment")),
      entry("run-experiments", Set.of("experiment")),
      entry("productionize-model", Set.of("readiness")),
      entry("roll-out-model", Set.of("rollout")),
      entry("run-stage", Set.of("rollout")),
      entry("roll-back-model", Set.of("rollout")),
      entry("operate-model", Set.of("operation")),
      entry("watch-models", Set.of("watch")),
      entry("handle-incident", Set.of("incident")),
      entry("retrain-model", Set.of("retraining")),
      entry("sign-off-gate", Set.of("gate")),
      entry("weekly-sync", Set.of("sync")),
      entry("carry-out-action", Set.of("sync")));

  private static final Pattern ASKED = Pattern.compile("delegateExpression=\"[$]\\{(\\w+)}\"");
  private static final Pattern SHOWN = Pattern.compile("formRef=\"([^\"]+)\"");

  /** Rooms that may be larger, because what they hold is one thing. */
  private static final Set<String> LARGE = Set.of("rollout", "readiness", "dataset");

  private static final int FILES_IN_A_PACKAGE = 30;

  private static final Path SOURCES = Path.of("src/main/java/io/pilotage");
  private static final Path BROKEN = Path.of("src/test/java/io/pilotage/broken");

  private static final Pattern PUBLISHED = Pattern.compile("publishEvent\\(\\s*(new (\\w+)\\()?");

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

  private static final ArchRule ROWS_ARE_READ_TO_THE_END = noClasses()
      .should()
      .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
      .because("a stream of rows keeps its connection until it is closed; a list gives it back");

  private static final ArchRule NOBODY_CLOSES_AN_APPLICATION = noClasses()
      .should()
      .beAnnotatedWith(DirtiesContext.class)
      .because(
          "the engine's webapps and its long polls are shared by all applications of a JVM, and gone once one closes");

  private static final ArchRule PROBLEMS_HAVE_ONE_SHAPE = noClasses()
      .that()
      .resideOutsideOfPackage("io.pilotage.engine..")
      .should()
      .dependOnClassesThat(belongToAnyOf(ProblemDetail.class))
      .because("what cannot be done is thrown as a Problem, and told in one place");

  private static final ArchRule TIMES_OF_ROWS_ARE_READ_IN_ONE_PLACE = noClasses()
      .that(dependOn(JdbcClient.class))
      .should()
      .dependOnClassesThat(belongToAnyOf(OffsetDateTime.class, Timestamp.class))
      .because("Rows reads and writes the times of all tables, in UTC");

  /**
   * Executors and schedulers are beans: named, counted, and stopped in their turn. The writer of
   * the prediction log alone has a thread that opens and closes with the file, and is waited for
   * until what was accepted is on disk.
   */
  private static final ArchRule NOBODY_MAKES_THREADS = noClasses()
      .that()
      .doNotHaveFullyQualifiedName("io.pilotage.monitoring.log.LogWriter")
      .should()
      .callConstructorWhere(
          describe("of a thread", call -> call.getTargetOwner().isAssignableTo(Thread.class)))
      .orShould()
      .dependOnClassesThat(belongToAnyOf(
          Executors.class,
          ThreadPoolExecutor.class,
          ForkJoinPool.class,
          ThreadFactory.class,
          Timer.class))
      .orShould()
      .callMethodWhere(describe(
          "in threads of the machine",
          call -> call.getName().matches("parallel(Stream)?|delayedExecutor")
              || call.getTargetOwner().isEquivalentTo(CompletableFuture.class)
                  && call.getName().endsWith("Async")
                  && call.getTarget().getRawParameterTypes().stream()
                      .noneMatch(type -> type.isEquivalentTo(Executor.class))));

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
  void everyModuleHasItsFloor() {
    assertThat(MODULES).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(modules());
  }

  @Test
  void arrowsGoDownOnly() {
    arrowsGoDown(MODULES).check(PRODUCT);
    assertThat(permissionsUpwards(MODULES)).isEmpty();
  }

  @Test
  void aModuleOnAWrongFloorIsFound() {
    var upsideDown = new ArrayList<>(MODULES);
    Collections.swap(upsideDown, MODULES.indexOf("watch"), MODULES.indexOf("operation"));

    assertThatThrownBy(() -> arrowsGoDown(upsideDown).check(PRODUCT))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("io.pilotage.operation");
    assertThat(permissionsUpwards(upsideDown)).containsExactly("operation may use watch");
  }

  @Test
  void oneProcessIsOfOneModule() {
    assertThat(strangers(OWNERS)).isEmpty();
    assertThat(OWNERS.keySet())
        .as("processes that are not there any more")
        .allSatisfy(process -> assertThat(Path.of("bpmn", process + ".bpmn")).exists());
  }

  @Test
  void aProcessInTwoModulesIsFound() {
    var wrong = new HashMap<>(OWNERS);
    wrong.put("define-problem", Set.of("charter"));
    wrong.remove("watch-models");

    assertThat(strangers(wrong))
        .containsExactlyInAnyOrder(
            "define-problem asks agreeKPIs of value",
            "define-problem asks estimateReturn of value",
            "watch-models is of no module");
  }

  @Test
  void aFormIsShownByOneProcess() {
    assertThat(shownTwice(Path.of("bpmn"))).isEmpty();
    assertThat(shownTwice(Path.of("src/test/resources/broken"))).containsExactly("another-form");
  }

  @Test
  void noPackageIsCrowded() {
    assertThat(crowded(FILES_IN_A_PACKAGE, LARGE)).isEmpty();
  }

  @Test
  void aCrowdedPackageIsFound() {
    assertThat(crowded(FILES_IN_A_PACKAGE, Set.of()))
        .anyMatch(found -> found.startsWith("rollout"));
  }

  @Test
  void everyEventIsHeard() {
    assertThat(unheard(SOURCES, PRODUCT)).isEmpty();
  }

  @Test
  void anEventNobodyHearsIsFound() {
    assertThat(unheard(BROKEN, PRODUCT))
        .containsExactlyInAnyOrder(
            "Shouter: nobody hears Shouted",
            "Shouter: publishes what cannot be read here; write publishEvent(new …)");
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
  void timesOfRowsAreReadInOnePlace() {
    TIMES_OF_ROWS_ARE_READ_IN_ONE_PLACE.check(PRODUCT);
  }

  @Test
  void rowsAreReadToTheEnd() {
    ROWS_ARE_READ_TO_THE_END.check(PRODUCT);
  }

  @Test
  void nobodyClosesAnApplicationUnderOtherTests() {
    NOBODY_CLOSES_AN_APPLICATION.check(new ClassFileImporter()
        .withImportOption(location -> !location.contains("/broken/"))
        .importPackages("io.pilotage"));
  }

  @Test
  void nobodyMakesThreads() {
    NOBODY_MAKES_THREADS.check(PRODUCT);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ThreadOfItsOwn.MakesOne.class,
        ThreadOfItsOwn.MakesAPool.class,
        ThreadOfItsOwn.UsesThePoolOfTheMachine.class,
        ThreadOfItsOwn.WaitsInThePoolOfTheMachine.class,
        ThreadOfItsOwn.CountsInParallel.class
      })
  void theRuleOfThreadsCanFail(Class<?> maker) {
    var broken = new ClassFileImporter().importClasses(maker);

    assertThatThrownBy(() -> NOBODY_MAKES_THREADS.check(broken)).isInstanceOf(AssertionError.class);
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
    assertThatThrownBy(() -> ROWS_ARE_READ_TO_THE_END.check(broken))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> NOBODY_CLOSES_AN_APPLICATION.check(broken))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> PROBLEMS_HAVE_ONE_SHAPE.check(broken))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> TIMES_OF_ROWS_ARE_READ_IN_ONE_PLACE.check(broken))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> askNoMonitoring("Judge").check(PRODUCT))
        .isInstanceOf(AssertionError.class);
  }

  private static Set<String> modules() {
    return PRODUCT.stream()
        .map(ModularityTest::module)
        .filter(module -> !module.isEmpty())
        .collect(Collectors.toSet());
  }

  /** The module a class lives in; empty for the application itself and what is not ours. */
  private static String module(JavaClass type) {
    var name = type.getPackageName();
    return name.startsWith("io.pilotage.") ? name.split("\\.")[2] : "";
  }

  private static ArchRule arrowsGoDown(List<String> modules) {
    return classes()
        .that(describe("belong to a module", type -> !module(type).isEmpty()))
        .should(new ArchCondition<>("use only their own module and those below it") {
          @Override
          public void check(JavaClass type, ConditionEvents events) {
            type.getDirectDependenciesFromSelf().stream()
                .filter(arrow -> !module(arrow.getTargetClass()).isEmpty())
                .filter(arrow ->
                    modules.indexOf(module(arrow.getTargetClass())) < modules.indexOf(module(type)))
                .forEach(arrow ->
                    events.add(SimpleConditionEvent.violated(arrow, arrow.getDescription())));
          }
        });
  }

  /** What a module says it may use and must not, used or not: a door nobody should open later. */
  private static List<String> permissionsUpwards(List<String> modules) {
    return modules.stream()
        .flatMap(module -> permissions(module)
            .filter(used -> modules.indexOf(used) < modules.indexOf(module))
            .map(used -> module + " may use " + used))
        .toList();
  }

  private static Stream<String> permissions(String module) {
    try {
      var said = Class.forName("io.pilotage." + module + ".package-info")
          .getAnnotation(ApplicationModule.class);
      return Stream.of(said.allowedDependencies())
          .filter(used -> !used.equals(ApplicationModule.OPEN_TOKEN))
          .map(used -> used.split("::")[0].strip())
          .distinct();
    } catch (ClassNotFoundException nothingSaid) {
      throw new IllegalStateException("The module " + module + " says nothing.", nothingSaid);
    }
  }

  /** Delegates and listeners of processes that are of a module that does not own the process. */
  private static List<String> strangers(Map<String, Set<String>> owners) {
    var beans = PRODUCT.stream()
        .filter(type ->
            type.getPackageName().endsWith(".activity") && type.isAnnotatedWith(Component.class))
        .collect(Collectors.toMap(
            type -> Introspector.decapitalize(type.getSimpleName()), ModularityTest::module));
    return files(Path.of("bpmn"), ".bpmn").stream()
        .flatMap(diagram -> {
          var process = name(diagram);
          var ours = owners.get(process);
          return ours == null
              ? Stream.of(process + " is of no module")
              : found(ASKED, diagram)
                  .distinct()
                  .filter(bean -> !ours.contains(beans.get(bean)))
                  .map(bean -> process + " asks " + bean + " of " + beans.get(bean));
        })
        .toList();
  }

  private static List<String> shownTwice(Path diagrams) {
    return files(diagrams, ".bpmn").stream()
        .flatMap(diagram -> found(SHOWN, diagram).distinct())
        .collect(Collectors.groupingBy(form -> form, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(form -> form.getValue() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> crowded(int most, Set<String> large) {
    return files(SOURCES, ".java").stream()
        .collect(Collectors.groupingBy(
            file -> SOURCES.relativize(file.getParent()).toString(),
            TreeMap::new,
            Collectors.counting()))
        .entrySet()
        .stream()
        .filter(room -> room.getValue() > most && !large.contains(room.getKey()))
        .map(room -> room.getKey() + " has " + room.getValue() + " files")
        .toList();
  }

  /** Events that are published and heard by no listener of the product. */
  private static List<String> unheard(Path sources, JavaClasses listeners) {
    var heard = listeners.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.isMetaAnnotatedWith(EventListener.class))
        .flatMap(method -> method.getRawParameterTypes().stream())
        .map(JavaClass::getSimpleName)
        .collect(Collectors.toSet());
    return files(sources, ".java").stream()
        .flatMap(file -> PUBLISHED
            .matcher(text(file))
            .results()
            .map(published -> published.group(2))
            .filter(event -> event == null || !heard.contains(event))
            .map(event -> name(file)
                + (event == null
                    ? ": publishes what cannot be read here; write publishEvent(new …)"
                    : ": nobody hears " + event)))
        .toList();
  }

  private static Stream<String> found(Pattern pattern, Path file) {
    return pattern.matcher(text(file)).results().map(found -> found.group(1));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.\\w+$", "");
  }

  private static List<Path> files(Path folder, String ending) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static DescribedPredicate<JavaClass> dependOn(Class<?> other) {
    return describe(
        "depend on " + other.getSimpleName(),
        type -> type.getDirectDependenciesFromSelf().stream()
            .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(other)));
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
