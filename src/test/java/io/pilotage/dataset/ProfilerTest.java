package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pilotage.dataset.Profile.Kind;
import io.pilotage.engine.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of an audit on small tables whose figures are known by hand. */
class ProfilerTest {

  private static final String HEADER = "age,job,sex,seen,approved,model\n";

  @TempDir
  Path home;

  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(home);
  }

  /**
   * 100 men of whom 60 are approved, 50 women of whom 15 are; every third job is unknown, in four
   * spellings.
   */
  private String loans() {
    var rows = new ArrayList<String>();
    var unknown = List.of("?", "NA", "", " na ");
    for (int i = 0; i < 150; i++) {
      var man = i < 100;
      var approved = man ? i < 60 : i < 115;
      var predicted = man ? i < 70 : i < 110;
      rows.add(20 + i % 40 + "." + (i + 100) + "," + (i % 3 == 0 ? unknown.get(i / 3 % 4) : "clerk")
          + "," + (man ? "man" : "woman") + ",2026-01-"
          + String.format(Locale.ROOT, "%02d", 1 + i % 28) + ","
          + (approved ? "yes" : "no") + "," + (predicted ? "yes" : "no"));
    }
    return HEADER + String.join("\n", rows) + "\n";
  }

  private static AuditRequest everything(String... groups) {
    return new AuditRequest("loans.csv", "approved", "yes", "seen", List.of(groups), "model");
  }

  @Test
  @DisplayName("R30 counts rows, missing values in every spelling, types and ranges")
  void profilesColumns() {
    var found = bench.profile(bench.write("loans.csv", loans()), everything("sex"));

    assertThat(found.rows()).isEqualTo(150);
    assertThat(found.column("job").orElseThrow().missing()).isEqualTo(50);
    assertThat(found.column("job").orElseThrow().missingAs())
        .containsExactlyInAnyOrderEntriesOf(Map.of("?", 13L, "NA", 13L, "", 12L, "na", 12L));
    assertThat(found.column("age").orElseThrow().kind()).isEqualTo(Kind.NUMBER);
    assertThat(found.column("seen").orElseThrow().kind()).isEqualTo(Kind.TIME);
    assertThat(found.column("approved").orElseThrow().kind()).isEqualTo(Kind.YES_NO);
    assertThat(found.column("sex").orElseThrow().distinct()).isEqualTo(2);
    assertThat(Double.parseDouble(found.column("age").orElseThrow().from())).isEqualTo(20.1);
    assertThat(found.freshness().newest()).isEqualTo(Instant.parse("2026-01-28T00:00:00Z"));
    assertThat(found.warnings()).anyMatch(warning -> warning.contains("“job” lacks 33.33 %"));
  }

  @Test
  @DisplayName("R30 counts the surplus of repeated rows")
  void countsSurplus() {
    var found = bench.profile(
        bench.write("twice.csv", "a,b\n1,x\n1,x\n1,x\n2,y\n"), Bench.plain("twice.csv"));

    assertThat(found.duplicates()).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "R34 compares groups: representation, label rate, four fifths, false positives and negatives")
  void auditsBias() {
    var found = bench.profile(bench.write("loans.csv", loans()), everything("sex"));

    var bySex = found.by("sex").orElseThrow();
    var men = bySex.group("man").orElseThrow();
    var women = bySex.group("woman").orElseThrow();
    assertThat(men.share()).isEqualTo(100 / 150.0);
    assertThat(men.labelRate()).isEqualTo(0.6);
    assertThat(women.labelRate()).isEqualTo(0.3);
    assertThat(bySex.fourFifths()).isEqualTo(0.5);
    assertThat(bySex.lowest()).isEqualTo("woman");
    assertThat(bySex.passes()).isFalse();
    assertThat(men.falsePositiveRate()).isEqualTo(10 / 40.0);
    assertThat(men.falseNegativeRate()).isZero();
    assertThat(women.falsePositiveRate()).isZero();
    assertThat(women.falseNegativeRate()).isEqualTo(5 / 15.0);
    assertThat(bySex.predictedFourFifths()).isCloseTo(0.2 / 0.7, within(1e-12));
  }

  @Test
  @DisplayName("R34 looks at combined groups too, and compares no group of a few rows")
  void combinesGroups() {
    var found = bench.profile(bench.write("loans.csv", loans()), everything("sex", "job"));

    var combined = found.by("sex × job").orElseThrow();
    assertThat(combined.groups())
        .extracting(Profile.Group::value)
        .contains("man × clerk", "woman × unknown");
    assertThat(combined.group("woman × unknown").orElseThrow().compared()).isFalse();
    assertThat(found.by("job").orElseThrow().fourFifths()).isNull();
    assertThat(found.by("job").orElseThrow().passes()).isFalse();
  }

  @Test
  @DisplayName("R34 cuts a number with many values into four bands")
  void bandsNumbers() {
    var byAge = bench
        .profile(bench.write("loans.csv", loans()), everything("age"))
        .by("age")
        .orElseThrow();

    assertThat(byAge.groups()).hasSize(4);
    assertThat(byAge.groups()).allMatch(group -> group.rows() >= 30);
  }

  @Test
  @DisplayName("R32 the digest does not mind the order of rows, and minds one changed cell")
  void digestsContent() {
    var rows = new ArrayList<>(loans().lines().skip(1).toList());
    var original = bench.profiler.digest(bench.write("first.csv", loans()));
    Collections.shuffle(rows, new java.util.Random(7));
    var shuffled =
        bench.profiler.digest(bench.write("second.csv", HEADER + String.join("\n", rows)));
    rows.set(3, rows.get(3).replace("man", "men"));
    var changed = bench.profiler.digest(bench.write("third.csv", HEADER + String.join("\n", rows)));
    rows.remove(3);
    var shorter =
        bench.profiler.digest(bench.write("fourth.csv", HEADER + String.join("\n", rows)));

    assertThat(shuffled).isEqualTo(original).hasSize(64);
    assertThat(List.of(original, changed, shorter)).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName(
      "R33 counts the rows of a holdout that are in the training data, whatever the order of columns")
  void findsOverlap() {
    var training = bench.write("train.csv", "a,b\n1,x\n2,y\n2,y\n3,z\n");

    var overlap =
        bench.profiler.overlap(training, bench.write("holdout.csv", "b;a\ny;2\ny;2\nw;9\n"));

    assertThat(overlap).isEqualTo(new Overlap(4, 3, 2));
    assertThatThrownBy(
            () -> bench.profiler.overlap(training, bench.write("other.csv", "a,c\n1,2\n")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("lacks b")
        .hasMessageContaining("only the second has c");
  }

  @Test
  @DisplayName("R30 reads packed CSV and Parquet to the same figures")
  void readsOtherFormats() throws Exception {
    var plain = bench.profile(bench.write("loans.csv", loans()), everything("sex"));
    var packed = bench.profile(bench.pack("loans.csv.gz", loans()), everything("sex"));
    try (var database = DriverManager.getConnection("jdbc:duckdb:");
        var statement = database.createStatement()) {
      statement.execute("copy (select * from read_csv('" + bench.folder.resolve("loans.csv")
          + "', all_varchar = true, nullstr = '')) to '" + bench.folder.resolve("loans.parquet")
          + "' (format parquet)");
    }
    var columnar = bench.profile(bench.folder.resolve("loans.parquet"), everything("sex"));

    assertThat(packed).isEqualTo(plain);
    assertThat(columnar).isEqualTo(plain);
    assertThat(bench.profiler.columns(bench.folder.resolve("loans.parquet")))
        .containsExactly("age", "job", "sex", "seen", "approved", "model");
  }

  @Test
  void reportsMixedKindsWithAnExample() {
    var found = bench.profile(
        bench.write("mixed.csv", "age,name\n31,a\n32,b\nabout forty,c\n33,d\n"),
        Bench.plain("mixed.csv"));

    var age = found.column("age").orElseThrow();
    assertThat(age.kind()).isEqualTo(Kind.MIXED);
    assertThat(age.misfits()).isEqualTo(1);
    assertThat(found.warnings())
        .anyMatch(
            warning -> warning.contains("“age” mixes kinds") && warning.contains("about forty"));
  }

  @Test
  void takesNamesAndCellsForWhatTheyAre() {
    var nasty = "'; drop table data; --";
    var found = bench.profile(
        bench.write(
            "nasty.csv",
            "\"a\"\"b\",\"" + nasty + "\",label\n=1+1,\"" + nasty + "\",\"" + nasty
                + "\"\n@x,y,no\n"),
        new AuditRequest("nasty.csv", "label", nasty, null, List.of(nasty), null));

    assertThat(found.columns())
        .extracting(Profile.Column::name)
        .containsExactly("a\"b", nasty, "label");
    assertThat(found.balance().positives()).isEqualTo(1);
    assertThat(found.by(nasty).orElseThrow().groups()).hasSize(2);
  }

  @Test
  void reportsProgressAndLeavesNothingBehind() throws Exception {
    var seen = new ArrayList<Integer>();

    bench.profiler.profile(bench.write("loans.csv", loans()), everything("sex"), seen::add);

    assertThat(seen)
        .isSorted()
        .hasSizeGreaterThan(6)
        .allMatch(percent -> percent >= 0 && percent <= 100);
    try (var left = Files.list(home.resolve("work"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void warnsAboutTheFutureAndAboutOldData() {
    var future = bench.profile(
        bench.write("future.csv", "t,x\n2027-01-01,1\n2026-01-01,2\n"),
        new AuditRequest("f", null, null, "t", null, null));
    var old = bench.profile(
        bench.write("old.csv", "t,x\n1577836800,1\n1577836801,2\n"),
        new AuditRequest("f", null, null, "t", null, null));

    assertThat(future.warnings()).anyMatch(warning -> warning.contains("future"));
    assertThat(old.freshness().newest()).isEqualTo(Instant.parse("2020-01-01T00:00:01Z"));
    assertThat(old.warnings()).anyMatch(warning -> warning.contains("2020-01-01"));
  }
}
