package io.pilotage.verdict;

/**
 * In which words a version that was never right answered, and in which its outcomes were told.
 *
 * @param words as people read them
 * @param apart whether the two have not one word in common: they speak of different things
 */
public record Words(String version, String words, boolean apart) {}
