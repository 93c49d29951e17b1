/**
 * What the outside may put on this server: how much of a body, how slowly, how many threads and
 * connections, how deep a JSON. It knows no meaning of any request; the routes that may bring more,
 * and those that go first, are named here and nowhere else.
 */
@ApplicationModule(allowedDependencies = {"engine", "identity"})
package io.pilotage.load;

import org.springframework.modulith.ApplicationModule;
