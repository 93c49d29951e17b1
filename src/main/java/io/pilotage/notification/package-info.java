/**
 * What somebody has to be told: kept with the fact it tells, mailed to each person after the commit
 * and repeated until sent. It decides neither who must act nor when to remind.
 */
@ApplicationModule(allowedDependencies = {"engine", "identity"})
package io.pilotage.notification;

import org.springframework.modulith.ApplicationModule;
