package io.pilotage.dataset;

/**
 * How much of a holdout is also in the training data.
 *
 * @param shared rows of the holdout that occur, with all their values, in the training data
 */
public record Overlap(long trainingRows, long holdoutRows, long shared) {

  public double share() {
    return holdoutRows == 0 ? Double.NaN : (double) shared / holdoutRows;
  }
}
