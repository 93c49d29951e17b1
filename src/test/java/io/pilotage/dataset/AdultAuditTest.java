package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/**
 * The audit on a real census extract, whose figures are known. Left out where the file is absent;
 * ProfilerTest covers the same code.
 */
class AdultAuditTest {

  private static final Path TRAIN = Path.of("../shared/data/adult-train.csv.gz");
  private static final Path TEST = Path.of("../shared/data/adult-test.csv.gz");

  @TempDir
  Path home;

  private Bench bench;

  @BeforeEach
  void present() {
    assumeTrue(
        Files.exists(TRAIN) && Files.exists(TEST),
        "left out: " + TRAIN + " and " + TEST + " are not there");
    bench = new Bench(
        home,
        DataSize.ofMegabytes(5),
        DataSize.ofMegabytes(200),
        List.of(home.resolve("datasets"), Path.of("../shared/data")));
  }

  @Test
  @DisplayName("R30 R34 the census extract gives its known figures")
  void profilesTheCensusExtract() {
    var request = new AuditRequest(
        TRAIN.toString(), "income", ">50K", null, List.of("sex", "race", "age"), null);

    var found = bench.profile(bench.files.resolve(TRAIN.toString()), request);

    assertThat(found.rows()).isEqualTo(32_561);
    assertThat(found.columns()).hasSize(15);
    assertThat(found.column("workclass").orElseThrow().missingAs()).isEqualTo(Map.of("?", 1_836L));
    assertThat(found.column("occupation").orElseThrow().missing()).isEqualTo(1_843);
    assertThat(found.column("native_country").orElseThrow().missing()).isEqualTo(583);
    assertThat(found.duplicates()).isEqualTo(24);
    assertThat(found.balance().positiveShare()).isCloseTo(0.2408, within(0.00005));
    var bySex = found.by("sex").orElseThrow();
    assertThat(bySex.group("Male").orElseThrow().labelRate()).isCloseTo(0.3057, within(0.00005));
    assertThat(bySex.group("Female").orElseThrow().labelRate()).isCloseTo(0.1095, within(0.00005));
    assertThat(bySex.fourFifths()).isCloseTo(0.358, within(0.0005));
    assertThat(bySex.passes()).isFalse();
    assertThat(found.column("age").orElseThrow().from()).isEqualTo("17");
    assertThat(found.column("age").orElseThrow().to()).isEqualTo("90");
  }

  @Test
  @DisplayName("R33 the census holdout shares rows with its training data")
  void findsSharedRows() {
    var overlap = bench.profiler.overlap(
        bench.files.resolve(TRAIN.toString()), bench.files.resolve(TEST.toString()));

    assertThat(overlap).isEqualTo(new Overlap(32_561, 16_281, 23));
  }
}
