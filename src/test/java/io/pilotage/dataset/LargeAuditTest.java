package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** An audit of many rows in little memory. For the ten million of R30: {@code mvn test -Dtest=LargeAuditTest -Drows=10000000}. */
class LargeAuditTest {

  private static final int ROWS = Integer.getInteger("rows", 200_000);

  @TempDir Path home;

  @Test
  @DisplayName("R30 many rows are audited in bounded memory, and the way there is told")
  void auditsManyRows() throws IOException {
    var bench = new Bench(home, DataSize.ofGigabytes(1), DataSize.ofGigabytes(16), List.of(home.resolve("datasets")));
    var file = write(bench.folder.resolve("loans.csv"));
    var told = Collections.synchronizedList(new ArrayList<Integer>());
    var started = System.nanoTime();

    var found = bench.profiler.profile(file, new AuditRequest("loans.csv", "approved", "yes", "seen", List.of("sex", "age"), null), told::add);

    System.out.printf("%,d rows, %,d MB, audited in %.1f s; heap at most %,d MB; told %s%n", ROWS, Files.size(file) >> 20,
        (System.nanoTime() - started) / 1e9, Runtime.getRuntime().maxMemory() >> 20, told);
    assertThat(found.rows()).isEqualTo(ROWS);
    assertThat(found.duplicates()).isZero();
    assertThat(found.column("job").orElseThrow().missing()).isEqualTo(ROWS / 4);
    assertThat(found.balance().positives()).isEqualTo((ROWS + 1) / 2);
    assertThat(found.column("age").orElseThrow().shape()).hasSize(ColumnShape.BANDS).allMatch(bar -> bar.rows() > 0);
    assertThat(told).isSorted().contains(1, 10, 45, 90, 99);
  }

  private static Path write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("loan,age,income,sex,job,seen,approved\n");
      for (int i = 0; i < ROWS; i++)
        out.append("L").append(String.valueOf(i)).append(',').append(String.valueOf(20 + i % 60)).append(',').append(String.valueOf((i * 7919L) % 90_000))
            .append(i % 3 == 0 ? ",man," : ",woman,").append(i % 4 == 0 ? "?" : i % 4 == 1 ? "clerk" : "nurse").append(",2026-02-")
            .append(String.valueOf(10 + i % 18)).append(i % 2 == 0 ? ",yes\n" : ",no\n");
    }
    return file;
  }
}
