package io.pilotage.dataset;

import java.time.LocalDate;

/** What people say about the data of an initiative, topic by topic. */
public sealed interface Preparation {

  /** Ground truth exists, or there is a plan to make it. */
  record Labels(LabelState state, String source, String owner, LocalDate due)
      implements Preparation {}

  enum LabelState {
    EXIST,
    PLANNED
  }

  /** How data gets from its source to the model, and what two runs of it gave. */
  record Pipeline(
      String source,
      String steps,
      String firstRun,
      String secondRun,
      String firstDigest,
      String secondDigest)
      implements Preparation {

    public boolean reproducible() {
      return firstDigest.equals(secondDigest);
    }
  }

  /** The data set apart for the last judgement, compared with the audited data of that digest. */
  record Holdout(String location, String trainingDigest, Overlap overlap) implements Preparation {}

  record Owner(String name, String qualityWatch) implements Preparation {}

  record Bias(boolean recordsPastDecisions, String risks, String mitigation)
      implements Preparation {}

  /** What one reviewing role says about the bias audit and the stated risks. */
  record BiasReview(String reviewer, BiasVerdict verdict, String comment) implements Preparation {}

  enum BiasVerdict {
    ACCEPTABLE,
    NOT_ACCEPTABLE
  }
}
