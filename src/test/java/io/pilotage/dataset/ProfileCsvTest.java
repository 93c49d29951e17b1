package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileCsvTest {

  @TempDir
  Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"http://evil.example\")",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        " =1+1",
        "\r=1"
      })
  void makesFormulasTexts(String formula) {
    assertThat(ProfileCsv.safe(formula))
        .startsWith("\"'")
        .isEqualTo("\"'" + formula.replace("\"", "\"\"") + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-17", "-0.5", "-1e5", "age", "a=b", "2026-01-01", ""})
  void leavesEverythingElse(String text) {
    assertThat(ProfileCsv.safe(text)).isEqualTo("\"" + text + "\"");
  }

  @Test
  void exportsAProfileWithFormulasInNamesAndCells() {
    var bench = new Bench(home);
    var csv = ProfileCsv.of(
        bench.profile(bench.write("x.csv", "=cmd(),b\n1,3\n=1+1,4\n2,5\n"), Bench.plain("x.csv")));

    assertThat(csv.lines().toList()).hasSize(3);
    assertThat(csv).contains("\"'=cmd()\"").contains("\"'=1+1\"");
  }
}
