package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/**
 * An audit of many rows in little memory. For the ten million of R30: {@code mvn test
 * -Dtest=LargeAuditTest -Drows=10000000}.
 */
class LargeAuditTest {

  private static final int ROWS = Integer.getInteger("rows", 200_000);

  @TempDir
  Path home;

  @Test
  @DisplayName("R30 many rows are audited in bounded memory, and the way there is told")
  void auditsManyRows() throws IOException {
    var bench = new Bench(
        home, DataSize.ofGigabytes(1), DataSize.ofGigabytes(16), List.of(home.resolve("datasets")));
    var file = ManyLoans.write(bench.folder.resolve("loans.csv"), ROWS);
    var told = Collections.synchronizedList(new ArrayList<Integer>());
    var started = System.nanoTime();

    var found = bench.profiler.profile(
        file,
        new AuditRequest("loans.csv", "approved", "yes", "seen", List.of("sex", "age"), null),
        told::add);

    System.out.printf(
        "%,d rows, %,d MB, audited in %.1f s; heap at most %,d MB; told %s%n",
        ROWS,
        Files.size(file) >> 20,
        (System.nanoTime() - started) / 1e9,
        Runtime.getRuntime().maxMemory() >> 20,
        told);
    assertThat(found.rows()).isEqualTo(ROWS);
    assertThat(found.duplicates()).isZero();
    assertThat(found.column("job").orElseThrow().missing()).isEqualTo(ROWS / 4);
    assertThat(found.balance().positives()).isEqualTo((ROWS + 1) / 2);
    assertThat(found.column("age").orElseThrow().shape())
        .hasSize(ColumnShape.BANDS)
        .allMatch(bar -> bar.rows() > 0);
    assertThat(told).isSorted().contains(1, 10, 45, 90, 99);
  }
}
