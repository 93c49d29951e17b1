package io.pilotage.initiative;

/**
 * How much harm the model could do: decides who signs, how long stages soak and whether
 * explanations are required.
 */
public enum RiskTier {
  MINIMAL,
  LIMITED,
  HIGH
}
