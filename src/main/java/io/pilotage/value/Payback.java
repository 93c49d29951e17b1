package io.pilotage.value;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * When the money is back, and what it earns. Months without a benefit are infinite; a return on no
 * cost is infinite too.
 *
 * @param months until a year's production cost is earned
 * @param monthsWithPoc the same with the cost of the POC on top
 * @param roiPercent what a year earns beyond its cost, in percent of it
 */
public record Payback(double months, double monthsWithPoc, double roiPercent) {

  private static final int MONTHS = 12;

  /** Costs and benefit are amounts of the same currency; production cost and benefit a year. */
  public static Payback of(double pocCost, double productionCost, double benefit) {
    return new Payback(
        months(productionCost, benefit),
        months(pocCost + productionCost, benefit),
        (benefit - productionCost) / productionCost * 100);
  }

  /** All three, each with its name. */
  public String words() {
    return "payback " + written(months, " months") + ", with the POC "
        + written(monthsWithPoc, " months") + ", return " + written(roiPercent, " %") + " a year";
  }

  private static double months(double cost, double benefit) {
    return benefit > 0 ? cost / benefit * MONTHS : Double.POSITIVE_INFINITY;
  }

  private static String written(double number, String unit) {
    if (!Double.isFinite(number)) return "never";
    return BigDecimal.valueOf(number)
            .setScale(2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + unit;
  }
}
