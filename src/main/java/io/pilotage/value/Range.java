package io.pilotage.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;

/** An estimate that admits what is not known: from low to high. */
public record Range(double low, double high) {

  public static Range sum(Collection<Range> ranges) {
    return new Range(
        ranges.stream().mapToDouble(Range::low).sum(),
        ranges.stream().mapToDouble(Range::high).sum());
  }

  public double middle() {
    return (low + high) / 2;
  }

  /** As people write money: {@code 41K–230K}, {@code 33K}. */
  @Override
  public String toString() {
    return low == high ? money(low) : money(low) + "–" + money(high);
  }

  private static String money(double amount) {
    var thousands = Math.abs(amount) >= 1000;
    return BigDecimal.valueOf(thousands ? amount / 1000 : amount)
            .setScale(2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + (thousands ? "K" : "");
  }
}
