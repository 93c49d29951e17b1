package io.pilotage.engine;

/** A step has used up its tries just now, or somebody took them. The initiative may be missing. */
public record StepStuck(String initiative, String step, String why) {}
