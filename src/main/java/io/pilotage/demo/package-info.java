/**
 * Sample initiatives and a sample model service for profile {@code demo}. It is a client of the public interface like any other:
 * it speaks HTTP to this server's own address and uses no module.
 */
@ApplicationModule(allowedDependencies = {})
package io.pilotage.demo;

import org.springframework.modulith.ApplicationModule;
