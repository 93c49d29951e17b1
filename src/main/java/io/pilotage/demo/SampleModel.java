package io.pilotage.demo;

import java.util.Random;

/**
 * A small classifier: is a payment suspicious? The versions differ in how well they know the rule
 * behind the data, so that what the product measures about them is a property of their answers and
 * of nothing else.
 */
final class SampleModel {

  private SampleModel() {}

  /** One request: what a caller knows, and the truth that comes out later. */
  record Request(double amount, double night, String region, boolean suspicious) {

    static Request draw(Random random) {
      var amount = Math.exp(random.nextGaussian() * 0.6 + 3);
      var night = random.nextDouble() < 0.3 ? 1.0 : 0.0;
      var region = random.nextBoolean() ? "north" : "south";
      var suspicious = score(amount, night) + random.nextGaussian() * 0.12 > 0;
      return new Request(amount, night, region, suspicious);
    }
  }

  /** How a version answers: it knows the rule, reads the amount a little wrong, or has decayed. */
  enum Skill {
    EXACT,
    GOOD,
    DECAYED
  }

  static double probability(Skill skill, Request request) {
    var known = switch (skill) {
      case EXACT -> score(request.amount(), request.night());
      case GOOD -> score(request.amount() * 1.05, request.night());
      case DECAYED -> score(request.amount() * 1.9, 1 - request.night());
    };
    return 1 / (1 + Math.exp(-4 * known));
  }

  private static double score(double amount, double night) {
    return (amount - 24) / 12 + 0.9 * night - 0.3;
  }
}
