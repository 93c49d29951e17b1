/**
 * Where processes stand in their diagrams, and what each needs to go on. Who has to do a task, and
 * what stands still for good, is told beside.
 */
@NamedInterface("whereabouts")
package io.pilotage.engine.whereabouts;

import org.springframework.modulith.NamedInterface;
