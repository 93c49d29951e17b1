package io.pilotage.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * A real market: v1 refitted every month, v2 frozen. v2 answers in the shadow of v1 from July 1996
 * on, five points allowed.
 */
class ElectricityEvidenceTest {

  private static final Path FILE = Path.of("../shared/data/electricity.csv.gz");
  private static final double LINE = FixedLimitEvidence.line(0.01, 1);

  /** One half-hour: when, what both said and what was true. */
  private record Row(String at, boolean stableRight, boolean candidateRight) {
    String day() {
      return at.substring(0, 10);
    }
  }

  private interface Look {
    double lnE(List<Wealth> midnights, Wealth now);
  }

  private record Fired(int row, String day) {}

  private List<Row> rows;

  @BeforeEach
  void read() throws IOException {
    if (!Files.exists(FILE)) {
      System.out.println("LEFT OUT: ElectricityEvidenceTest. The file " + FILE + " is not there.");
      throw new TestAbortedException(FILE + " is not there.");
    }
    try (var lines = new BufferedReader(
        new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), UTF_8))) {
      rows = lines
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .map(cell -> new Row(cell[0], cell[8].equals(cell[12]), cell[10].equals(cell[12])))
          .toList();
    }
  }

  @Test
  @DisplayName(
      "R63 the paired bet finds the decay of v2 at row 5,310, restarted daily at row 3,504")
  void paired() {
    var plain = fires((midnights, now) -> now.lnMean(PairedEvidence.LN_STAKES));
    var restart = DailyRestart.openEnd(PairedEvidence.LN_STAKES);
    var restarted = fires(restart::lnE);

    System.out.println(
        "electricity: paired bet fires at " + plain + ", restarted daily at " + restarted);
    assertThat(plain).isEqualTo(new Fired(5310, "1996-10-19"));
    assertThat(restarted).isEqualTo(new Fired(3504, "1996-09-11"));
  }

  @Test
  @DisplayName("The outcomes hang together: a design effect far above 2")
  void designEffect() {
    var days = new ArrayList<DesignEffect.Day>();
    for (int start = 0; start + 48 <= rows.size(); start += 48) {
      long right =
          rows.subList(start, start + 48).stream().filter(Row::stableRight).count();
      days.add(new DesignEffect.Day(right, 48 - right));
    }

    System.out.println("electricity: design effect of v1 " + DesignEffect.of(days));
    assertThat(DesignEffect.of(days).factor()).isBetween(4.0, 9.0);
    assertThat(DesignEffect.of(days).approximate()).isTrue();
  }

  private Fired fires(Look look) {
    var stage =
        rows.stream().filter(row -> row.at().compareTo("1996-07-01") >= 0).toList();
    var bet = PairedEvidence.below(0.05);
    var midnights = new ArrayList<Wealth>();
    var counts = new int[3];
    for (int i = 0; i < stage.size(); i++) {
      var row = stage.get(i);
      if (i > 0 && !row.day().equals(stage.get(i - 1).day()))
        midnights.add(bet.wealth(counts[0], counts[1], counts[2]));
      counts[Boolean.compare(row.candidateRight(), row.stableRight()) + 1]++;
      if (i % 2 == 1 && look.lnE(midnights, bet.wealth(counts[0], counts[1], counts[2])) >= LINE)
        return new Fired(i + 1, row.day());
    }
    return null;
  }
}
