package io.pilotage.value;

/** The answer to "is it working?". There is no fourth one. */
public enum Working {
  YES,
  NO,
  NOT_ENOUGH_DATA
}
