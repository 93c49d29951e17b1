package io.pilotage.monitoring;

import io.pilotage.monitoring.intake.Lines;
import java.util.List;

/**
 * In which words a version answered, and in which its outcomes were told; each answer by its value,
 * whatever its spelling.
 *
 * @param answers the most frequent ones
 * @param differentAnswers how many there are
 * @param shared how many of them are among the outcomes too
 */
public record Vocabulary(
    String model,
    String version,
    List<String> answers,
    long differentAnswers,
    List<String> outcomes,
    long differentOutcomes,
    long shared) {

  /**
   * True where answers and outcomes have not one word in common, though there are several of each:
   * they speak of different things.
   */
  public boolean apart() {
    return shared == 0 && differentAnswers > 1 && differentOutcomes > 1;
  }

  /** For people: {@code answers are 0, 1; outcomes are approved, refused}. */
  public String words() {
    return "answers are " + listed(answers, differentAnswers) + "; outcomes are "
        + listed(outcomes, differentOutcomes);
  }

  private static String listed(List<String> words, long all) {
    return String.join(", ", words.stream().map(Lines::shortened).toList())
        + (all > words.size() ? " …" : "");
  }
}
