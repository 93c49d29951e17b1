package io.pilotage.dataset;

import java.util.List;

/**
 * How much of a holdout is also in the training data.
 *
 * @param shared rows of the holdout that occur, with all compared values, in the training data;
 *     however numbers, times and words are written
 * @param leftOut columns that were not compared, because they are different in every row of either
 *     file, as running numbers are
 * @param remark what the comparison could not decide, in a sentence; nothing when it could
 */
public record Overlap(
    long trainingRows, long holdoutRows, long shared, List<String> leftOut, String remark) {

  public Overlap {
    // Those kept by earlier versions compared all columns.
    leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
  }

  public Overlap(long trainingRows, long holdoutRows, long shared) {
    this(trainingRows, holdoutRows, shared, List.of(), null);
  }

  public double share() {
    return holdoutRows == 0 ? Double.NaN : (double) shared / holdoutRows;
  }

  /** What a signer has to know about the comparison; nothing where all columns were compared. */
  String howCompared() {
    var columns = leftOut.isEmpty()
        ? ""
        : " Left out of the comparison: " + String.join(", ", leftOut)
            + ", different in every row.";
    return remark == null ? columns : columns + " " + remark;
  }
}
