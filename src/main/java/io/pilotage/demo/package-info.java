/**
 * Sample initiatives, a sample model service and a sample worker that trains, for profile
 * {@code demo}. It is a client of the public interface like any other: it speaks HTTP to this
 * server's own address and uses no module.
 */
@ApplicationModule(allowedDependencies = {})
package io.pilotage.demo;

import org.springframework.modulith.ApplicationModule;
