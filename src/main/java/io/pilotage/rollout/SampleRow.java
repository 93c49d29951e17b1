package io.pilotage.rollout;

/**
 * One live prediction a person looks at, as the form shows it and sends it back with an opinion.
 */
public record SampleRow(
    String prediction, String answer, String input, String opinion, String note) {}
