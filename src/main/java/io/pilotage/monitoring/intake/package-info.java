/**
 * The door of the prediction log: reads requests within bounds of size and memory, line by line and
 * strictly, and says of each line why it is refused. Stores nothing.
 */
package io.pilotage.monitoring.intake;
