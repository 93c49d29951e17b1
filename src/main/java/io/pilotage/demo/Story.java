package io.pilotage.demo;

/**
 * What goes wrong in the demo; each is one initiative that the sample people bring to where it
 * begins.
 */
enum Story {

  /**
   * A candidate that is as accurate as the version before and recommends women less often: from the
   * canary on.
   */
  RECOMMENDER(
      "RECOMMEND-1",
      "Recommend what people like",
      "recommender",
      "Women are recommended in 33 of 100 cases, men in 55; accuracy is 96 %.",
      "the complaint comes in the first week at 25 %"),
  /** A model that serves well and decays from 97 to 78 % in six months, in a straight line. */
  DECAY(
      "FRAUD-1",
      "Stop fraud before it pays",
      "fraud",
      "From today on accuracy falls from 97 to 78 % in 182 days, in a straight line.",
      "it is noticed after six months, on day 182, at 78 %"),
  /**
   * A model whose requests are the same in four of five cases, and from a release on each is
   * computed again.
   */
  GPU_BILL(
      "ASSIST-1",
      "Answer customers at once",
      "assistant",
      "A release forgets the cache: from today on each request is computed, at 50,000 a month.",
      "it is noticed with the bill at the end of the month, on day 30");

  private final String key;
  private final String title;
  private final String model;
  private final String begins;
  private final String inTheStory;

  Story(String key, String title, String model, String begins, String inTheStory) {
    this.key = key;
    this.title = title;
    this.model = model;
    this.begins = begins;
    this.inTheStory = inTheStory;
  }

  String key() {
    return key;
  }

  String title() {
    return title;
  }

  String model() {
    return model;
  }

  String begins() {
    return begins;
  }

  String inTheStory() {
    return inTheStory;
  }

  /** A rollout that the product ends; the others begin once the model is in operation. */
  boolean inRollout() {
    return this == RECOMMENDER;
  }
}
