package io.pilotage.bench;

import io.pilotage.verdict.StageSimulation;
import io.pilotage.verdict.StageSimulation.Rule;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * How often each way of looking lies, and how soon it sees: two weeks, a look every hour, accuracy
 * against a limit of 93 %.
 */
class VerdictBench {

  private static final int STAGES = 2_000;

  @Test
  void measure() throws IOException {
    var figures = new Figures("verdict");
    for (int anHour : new int[] {10, 50, 500}) {
      for (var rule : Rule.values()) {
        var simulation = new StageSimulation(900 + anHour, anHour);
        figures.add(
            rule + ", " + anHour + " an hour: steps back at the limit",
            100 * simulation.stepsBack(rule, STAGES, StageSimulation.LIMIT),
            "% of stages");
        figures.add(
            rule + ", " + anHour + " an hour: hours until 85 % is found",
            simulation.hoursToFind(rule, STAGES, 0.85),
            "h, median");
      }
    }
    figures.keep();
  }
}
