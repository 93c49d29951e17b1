package io.pilotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.pilotage.broken.ForgottenTable;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Runs after all tests on PostgreSQL and asks: is there a statement of ours that PostgreSQL has
 * never seen?
 */
class PostgresCoverageIT {

  private static final String SQL = "org.springframework.jdbc.core";

  @Test
  void everyStatementHasRunOnPostgres() {
    var missing = new TreeSet<String>();
    var asked = new TreeSet<String>();
    for (var test : testsOnPostgres())
      PostgresCoverage.NOTES.of(test).ifPresentOrElse(asked::addAll, () -> missing.add(test));
    assumeTrue(
        missing.isEmpty(),
        "left out: only a part of the tests on PostgreSQL ran, without " + missing);

    var ours = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("io.pilotage");

    assertThat(neverAsked(ours, asked))
        .as("methods whose SQL has never run on PostgreSQL")
        .isEmpty();
  }

  @Test
  void findsAStatementNobodyRan() {
    var sample = new ClassFileImporter().importClasses(ForgottenTable.class);
    var all = ForgottenTable.class.getName() + ".all";
    var count = ForgottenTable.class.getName() + ".count";

    assertThat(neverAsked(sample, Set.of())).containsExactly(all, count);
    assertThat(neverAsked(sample, Set.of(all))).containsExactly(count);
  }

  /** The methods of tables that hand SQL to Spring, less those that were seen doing it. */
  private static Set<String> neverAsked(JavaClasses classes, Set<String> asked) {
    var silent = new TreeSet<String>();
    for (var type : classes) {
      if (!type.getSimpleName().endsWith("Table")) continue;
      for (var call : type.getMethodCallsFromSelf()) {
        if (!call.getTargetOwner().getName().startsWith(SQL) || call.getOrigin().isConstructor())
          continue;
        silent.add(PostgresCoverage.named(type.getName(), call.getOrigin().getName()));
      }
    }
    silent.removeAll(asked);
    return silent;
  }

  private static Set<String> testsOnPostgres() {
    var tests = new TreeSet<String>();
    for (var type : new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
        .importPackages("io.pilotage")) {
      if (type.isAnnotatedWith(OnPostgres.class)) tests.add(type.getName());
    }
    return tests;
  }
}
