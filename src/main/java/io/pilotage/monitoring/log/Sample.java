package io.pilotage.monitoring.log;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** A live prediction drawn for a person to look at. Features are texts and numbers by name. */
public record Sample(String id, Instant at, String prediction, Map<String, Object> features) {

  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);

  /**
   * What the model was asked, for people: {@code amount 8.64, country DE}; a dash where nothing was
   * told.
   */
  public String asked() {
    if (features == null || features.isEmpty()) return "–";
    return features.entrySet().stream()
        .map(feature -> feature.getKey() + " " + plain(feature.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String plain(Object value) {
    if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue()))
      return String.valueOf(value);
    var exact = new BigDecimal(number.toString());
    var rounded = exact.abs().compareTo(BigDecimal.ONE) < 0
        ? exact.round(FOUR_DIGITS)
        : exact.setScale(Math.min(2, Math.max(0, exact.scale())), RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
