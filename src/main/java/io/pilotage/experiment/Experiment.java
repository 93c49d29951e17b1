package io.pilotage.experiment;

import java.time.Instant;

/**
 * One entry of the log; chosen marks the candidate the proof rests on. Lessons may come later, or
 * never over the API.
 */
public record Experiment(
    long id,
    String initiative,
    Complexity complexity,
    String hypothesis,
    Figures figures,
    Lessons lessons,
    boolean chosen,
    String recordedBy,
    Instant recordedAt) {

  /** Whether it gives more right answers than the other; a draw does not beat. */
  public boolean beats(Experiment other) {
    return figures.accuracy() > other.figures().accuracy();
  }
}
