package io.pilotage.experiment;

/** What was learnt from an experiment. */
public record Lessons(String works, String worksNot, String reason) {}
