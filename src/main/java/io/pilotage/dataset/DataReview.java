package io.pilotage.dataset;

/** What a reviewer says about a profile. */
public enum DataReview {
  ACCEPT,
  MEND
}
