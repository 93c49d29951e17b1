package io.pilotage.engine;

/**
 * A step that waits for something outside and is tried again by the engine: ordinary, and one line
 * of the log.
 */
public class NotYet extends IllegalStateException {

  public NotYet(String sentence) {
    super(sentence);
  }
}
