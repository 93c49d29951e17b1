package io.pilotage.rollout;

import io.pilotage.verdict.Verdict;
import java.time.Instant;

/** How long a verdict was found unchanged: from the first look that came to it to the last. */
public record VerdictSpan(Verdict verdict, Instant from, Instant to, String why) {}
