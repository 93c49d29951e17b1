package io.pilotage.broken;

import org.springframework.test.annotation.DirtiesContext;

/** Closes its application when it is done, and with it what others share. */
@DirtiesContext
class ClosesItsApplication {}
