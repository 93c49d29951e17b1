package io.pilotage.monitoring;

/**
 * More is on its way to the log than it can take; the caller comes back in a moment and loses
 * nothing.
 */
class Busy extends RuntimeException {}
