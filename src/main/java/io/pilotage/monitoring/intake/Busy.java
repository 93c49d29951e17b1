package io.pilotage.monitoring.intake;

/**
 * More is on its way to the log than it can take; the caller comes back in a moment and loses
 * nothing.
 */
public class Busy extends RuntimeException {}
