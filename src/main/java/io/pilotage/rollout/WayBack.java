package io.pilotage.rollout;

/**
 * A way back as it is just now.
 *
 * @param leadsTo who answers after it; null where it is not open
 * @param closed why it is not open, in a sentence; null where it is
 */
public record WayBack(RollbackTarget to, String leadsTo, String closed) {

  public boolean isOpen() {
    return leadsTo != null;
  }
}
