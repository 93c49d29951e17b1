package io.pilotage.verdict;

import java.util.List;

/**
 * How sure the numbers make us that a proportion breaks or keeps its limit, however often one
 * looks.
 *
 * @param evidence ln E against the version now: how many to one, as a logarithm, the numbers speak
 *     against a version that keeps its limit
 * @param line what it has to reach for a FAIL
 * @param evidenceFor ln E for the version now; a PASS asks for ln 20
 * @param surprise how surprising these numbers would be if the version were fine, from 0 to 1: at
 *     most this often would they be seen
 * @param intervalEnd the end of what is still credible, in the unit of the signal (for the latency
 *     the share of slower ones); null when open
 * @param designEffect how many outcomes weigh as much as one independent outcome
 * @param rule the version of the rules this was found by
 * @param growth the evidence against the version as it grew since the start of the window, at most
 *     forty points
 * @param growthFor the evidence for the version, at the same points
 */
public record Certainty(
    double evidence,
    double line,
    double evidenceFor,
    double surprise,
    Double intervalEnd,
    double designEffect,
    String rule,
    List<Double> growth,
    List<Double> growthFor) {

  /** What the evidence for a version has to reach for a PASS. */
  public static final double PASS_LINE = Math.log(20);

  /**
   * True where the promised level of the verdict is only approximate, because the outcomes hang
   * together.
   */
  public boolean approximate() {
    return designEffect > 2;
  }
}
