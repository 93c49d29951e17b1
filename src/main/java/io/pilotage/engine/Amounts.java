package io.pilotage.engine;

/**
 * Numbers given as amounts: money, milliseconds, counts. Beyond a million billions there is no such
 * amount: what stands there is the placeholder of some program (1.797e308 for what has no end), and
 * a sum with it in it is no number any more.
 */
public final class Amounts {

  private static final double LARGEST = 1e15;

  private Amounts() {}

  /**
   * True for an amount there may be; false for NaN, for what has no end, and for what is larger
   * than anything there is.
   */
  public static boolean possible(double amount) {
    return Math.abs(amount) <= LARGEST;
  }

  /** Refuses what no amount can be; a missing one is left to whoever asks for it. */
  public static void mustBePossible(String field, Double... amounts) {
    for (var amount : amounts) {
      Refusal.unless(
          amount == null || possible(amount),
          field,
          "“" + field + "” is " + amount
              + ": there is no such amount. Look for a placeholder where a number was not known, and "
              + "leave it out or give the number.");
    }
  }
}
