package io.pilotage.verdict;

import java.time.Instant;

/**
 * Requests both versions answered in one block of time: where the candidate alone was wrong, where
 * both were as good, and where stable alone was wrong.
 */
public record PairBlock(Instant start, long worse, long equal, long better) {}
