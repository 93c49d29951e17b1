/**
 * How a version stands: a look goes in, a verdict comes out. It is pure mathematics over what was
 * measured and counted: it reads nothing, keeps nothing and asks no clock; who gathers a look, and
 * what follows from a verdict, is decided above.
 */
@ApplicationModule(allowedDependencies = {})
package io.pilotage.verdict;

import org.springframework.modulith.ApplicationModule;
