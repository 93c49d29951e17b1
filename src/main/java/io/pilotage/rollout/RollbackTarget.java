package io.pilotage.rollout;

import io.pilotage.engine.Refusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where an operator moves the traffic of a model back to. */
public enum RollbackTarget {
  /** One stage down: 75 to 25 to 5 to 0 percent on the candidate. */
  PREVIOUS_STAGE,
  /** All of it to the version that served before. */
  PREVIOUS_VERSION,
  /** To no version at all: callers use the fallback. */
  FALLBACK;

  /** The outer name: {@code previous-stage}, {@code previous-version}, {@code fallback}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The target with this outer name; refuses any other. */
  public static RollbackTarget of(String label) {
    return Arrays.stream(values())
        .filter(target -> target.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new Refusal(
            "to",
            "Traffic cannot move back to “" + label + "”. Choose one of "
                + Arrays.stream(values())
                    .map(RollbackTarget::label)
                    .collect(Collectors.joining(", "))
                + "."));
  }
}
