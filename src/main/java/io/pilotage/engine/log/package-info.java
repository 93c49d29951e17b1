/** How the log is written: each entry on one line, and a trace only where somebody has to look. */
package io.pilotage.engine.log;
