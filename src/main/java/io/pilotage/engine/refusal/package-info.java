/**
 * How anything that went wrong is answered, in our words alone, whichever interface was asked. Why
 * something is refused is decided by whoever throws the refusal.
 */
package io.pilotage.engine.refusal;
