/**
 * How the engine's jobs are run, and what a step may do before its transaction begins. What the
 * steps do is theirs.
 */
@NamedInterface("jobs")
package io.pilotage.engine.jobs;

import org.springframework.modulith.NamedInterface;
