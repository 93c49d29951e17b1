package io.pilotage.rollout;

import java.time.Instant;

/**
 * How long a verdict was found unchanged: from the first look that came to it to the last.
 *
 * @param inRollout whether it was about a candidate in one of its stages
 */
public record VerdictSpan(Verdict verdict, boolean inRollout, Instant from, Instant to, String why) {}
