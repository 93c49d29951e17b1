package io.pilotage.demo;

import java.util.List;

/**
 * A logistic regression over amount and night, fitted by gradient descent. Small enough to be read,
 * and really learned from its rows.
 */
record LogisticModel(
    double intercept, double amount, double night, double meanAmount, double scaleAmount) {

  private static final int EPOCHS = 400;
  private static final double STEP = 2;

  /** What is known about a payment, and what was true about it. */
  record Row(double amount, double night, boolean suspicious) {}

  /**
   * @param each called after every pass over the rows, so that whoever waits learns that the work
   *     goes on
   */
  static LogisticModel fit(List<Row> rows, Runnable each) {
    double mean = rows.stream().mapToDouble(Row::amount).average().orElseThrow();
    double scale = Math.sqrt(rows.stream()
        .mapToDouble(row -> Math.pow(row.amount() - mean, 2))
        .average()
        .orElseThrow());
    var model = new LogisticModel(0, 0, 0, mean, scale == 0 ? 1 : scale);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      model = model.stepped(rows);
      each.run();
    }
    return model;
  }

  double probability(double rawAmount, double atNight) {
    return 1
        / (1
            + Math.exp(
                -(intercept + amount * (rawAmount - meanAmount) / scaleAmount + night * atNight)));
  }

  /** Share of right answers, 0 to 1. */
  double accuracy(List<Row> rows) {
    return rows.stream()
            .filter(row -> probability(row.amount(), row.night()) > 0.5 == row.suspicious())
            .count()
        / (double) rows.size();
  }

  private LogisticModel stepped(List<Row> rows) {
    double slopeIntercept = 0;
    double slopeAmount = 0;
    double slopeNight = 0;
    for (var row : rows) {
      double off = probability(row.amount(), row.night()) - (row.suspicious() ? 1 : 0);
      slopeIntercept += off;
      slopeAmount += off * (row.amount() - meanAmount) / scaleAmount;
      slopeNight += off * row.night();
    }
    double step = STEP / rows.size();
    return new LogisticModel(
        intercept - step * slopeIntercept,
        amount - step * slopeAmount,
        night - step * slopeNight,
        meanAmount,
        scaleAmount);
  }
}
