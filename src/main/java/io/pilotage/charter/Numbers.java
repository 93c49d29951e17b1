package io.pilotage.charter;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as people write them. */
final class Numbers {

  private Numbers() {}

  /** At most two decimals, none that say nothing: 30, 97.5, 0.25. */
  static String plain(double number) {
    if (!Double.isFinite(number)) return Double.toString(number);
    return BigDecimal.valueOf(number)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
