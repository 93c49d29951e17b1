package io.pilotage.dataset;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of loans, as long as wanted, without two rows alike. */
public final class ManyLoans {

  private ManyLoans() {}

  public static Path write(Path file, int rows) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("loan,age,income,sex,job,seen,approved\n");
      for (int i = 0; i < rows; i++)
        out.append("L")
            .append(String.valueOf(i))
            .append(',')
            .append(String.valueOf(20 + i % 60))
            .append(',')
            .append(String.valueOf((i * 7919L) % 90_000))
            .append(i % 3 == 0 ? ",man," : ",woman,")
            .append(i % 4 == 0 ? "?" : i % 4 == 1 ? "clerk" : "nurse")
            .append(",2026-02-")
            .append(String.valueOf(10 + i % 18))
            .append(i % 2 == 0 ? ",yes\n" : ",no\n");
    }
    return file;
  }
}
